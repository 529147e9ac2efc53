import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { neverAborted } from '../../../../server/base/cancellation.ts';
import { TextDocument } from '../../../../server/base/text-document.ts';
import {
  type Start,
  StartThrottle,
  type Turn,
} from '../../../../server/features/completion/pace/start-throttle.ts';
import { ManualClock } from '../../../support/manual-clock.ts';

const remote = { name: 'far', isLocal: false };
const local = { name: 'near', isLocal: true };

/** A throttle, and a log of whose turn came when. */
class Scene {
  readonly clock = new ManualClock();
  readonly throttle = new StartThrottle(this.clock);
  readonly log: string[] = [];
  readonly #turns = new Map<string, Turn>();

  /** Asks for a start at `offset` of the document `name`. */
  ask(name: string, offset: number, more: Partial<Start> = {}, signal: AbortSignal = neverAborted): this {
    const uri = `file:///w/${name}`;
    const document = new TextDocument({ uri, languageId: '', version: 1 }, '');
    const start = { model: remote, document, offset, trigger: 'automatic', ...more } as const;
    this.throttle.ready(start, signal).then(
      (turn) => {
        this.#turns.set(`${name}${offset}`, turn);
        this.log.push(`${this.clock.monotonicMs()} ${name}${offset} ${turn.kind}`);
      },
      () => this.log.push(`${this.clock.monotonicMs()} ${name}${offset} left`),
    );
    return this;
  }

  end(place: string): void {
    const turn = this.#turns.get(place);
    if (turn?.kind !== 'ready') throw new Error(`${place} has no turn`);
    turn.ended();
  }

  /** Lets time pass in steps of 10 ms, and everything happen that waits. */
  async pass(ms: number): Promise<void> {
    await settled();
    for (let passed = 0; passed < ms; passed += 10) {
      this.clock.advance(10);
      await settled();
    }
  }
}

describe('starts of generations', () => {
  test('are 250 ms apart, in the order in which they were asked for', async () => {
    const scene = new Scene().ask('a', 1).ask('b', 1).ask('c', 1);
    await scene.pass(600);
    expect(scene.log).toEqual(['0 a1 ready', '250 b1 ready', '500 c1 ready']);
  });

  test('are given up by the older request of a document for the newer one', async () => {
    const scene = new Scene().ask('a', 1).ask('b', 1).ask('a', 2).ask('a', 3);
    await scene.pass(600);
    expect(scene.log).toEqual(['0 a1 ready', '0 a2 superseded', '250 b1 ready', '500 a3 ready']);
  });

  test('come together for two requests about the same keystroke', async () => {
    const scene = new Scene().ask('a', 1).ask('b', 1).ask('b', 1);
    await scene.pass(600);
    expect(scene.log).toEqual(['0 a1 ready', '250 b1 ready', '250 b1 ready']);
  });

  test('are for a newer text even where the cursor stands at the same offset', async () => {
    const scene = new Scene().ask('a', 1).ask('b', 1);
    const document = new TextDocument({ uri: 'file:///w/b', languageId: '', version: 2 }, 'x');
    scene.ask('b', 1, { document });
    await scene.pass(300);
    expect(scene.log).toEqual(['0 a1 ready', '0 b1 superseded', '250 b1 ready']);
  });

  test('are let go of by whoever cancels, and leave no alarm behind', async () => {
    const scene = new Scene().ask('a', 1);
    const controller = new AbortController();
    scene.ask('b', 1, {}, controller.signal);
    await settled();
    controller.abort(new Error('cancelled'));
    await settled();
    expect(scene.log).toEqual(['0 a1 ready', '0 b1 left']);
    expect([scene.throttle.waiting, scene.clock.sleeping]).toEqual([0, 0]);
    scene.ask('c', 1);
    await scene.pass(300);
    expect(scene.log.at(-1)).toBe('250 c1 ready');
  });

  test('are refused to who has left already', async () => {
    const scene = new Scene().ask('a', 1, {}, AbortSignal.abort(new Error('gone')));
    await scene.pass(300);
    expect(scene.log).toEqual(['0 a1 left']);
  });

  test('wait for nothing when a person asks, and the next one waits for them', async () => {
    const scene = new Scene().ask('a', 1).ask('b', 1).ask('b', 2, { trigger: 'invoked' });
    await settled();
    expect(scene.log).toEqual(['0 a1 ready', '0 b1 superseded', '0 b2 ready']);
    await scene.pass(100);
    scene.ask('c', 1, { trigger: 'invoked' }).ask('d', 1);
    await scene.pass(300);
    expect(scene.log.slice(3)).toEqual(['100 c1 ready', '350 d1 ready']);
  });
});

describe('on this machine', () => {
  test('one generation runs at a time, and the next starts when it has ended', async () => {
    const scene = new Scene().ask('a', 1, { model: local }).ask('b', 1, { model: local });
    await scene.pass(1_000);
    expect(scene.log).toEqual(['0 a1 ready']);
    scene.end('a1');
    await scene.pass(0);
    expect(scene.log).toEqual(['0 a1 ready', '1000 b1 ready']);
  });

  test('an end that is told twice counts once', async () => {
    const scene = new Scene().ask('a', 1, { model: local }).ask('b', 1, { model: local });
    await scene.pass(300);
    scene.end('a1');
    await scene.pass(300);
    scene.end('a1');
    scene.ask('c', 1, { model: local });
    await scene.pass(300);
    expect(scene.log).toEqual(['0 a1 ready', '300 b1 ready']);
  });

  test('a running one keeps nobody from a model elsewhere', async () => {
    const scene = new Scene().ask('a', 1, { model: local }).ask('b', 1, { model: local }).ask('c', 1);
    await scene.pass(300);
    expect(scene.log).toEqual(['0 a1 ready', '250 c1 ready']);
  });

  test('a person does not wait, and others wait for both', async () => {
    const scene = new Scene().ask('a', 1, { model: local });
    scene.ask('b', 1, { model: local, trigger: 'invoked' }).ask('c', 1, { model: local });
    await scene.pass(300);
    scene.end('a1');
    await scene.pass(300);
    expect(scene.log).toEqual(['0 a1 ready', '0 b1 ready']);
    scene.end('b1');
    await scene.pass(0);
    expect(scene.log.at(-1)).toBe('600 c1 ready');
  });
});

describe('a speculative start', () => {
  test('lets others go first, though they came later', async () => {
    const scene = new Scene().ask('a', 1).ask('b', 9, { trigger: 'speculative' }).ask('c', 1);
    await scene.pass(600);
    expect(scene.log).toEqual(['0 a1 ready', '250 c1 ready', '500 b9 ready']);
  });

  test('is not to be where its document is asked about, before or after', async () => {
    const scene = new Scene().ask('a', 1).ask('b', 1).ask('b', 9, { trigger: 'speculative' });
    scene.ask('c', 9, { trigger: 'speculative' }).ask('c', 1);
    await scene.pass(600);
    expect(scene.log).toEqual([
      '0 a1 ready',
      '0 b9 superseded',
      '0 c9 superseded',
      '250 b1 ready',
      '500 c1 ready',
    ]);
  });
});

test('whatever is asked, cancelled and ended, starts are 250 ms apart and everybody hears of theirs', async () => {
  const step = fc.record({
    document: fc.constantFrom('a', 'b', 'c'),
    model: fc.constantFrom(remote, local),
    waitMs: fc.constantFrom(0, 40, 120, 300),
    leavesMs: fc.option(fc.constantFrom(10, 200), { nil: undefined }),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
      const clock = new ManualClock();
      const throttle = new StartThrottle(clock);
      const starts: number[] = [];
      let [heard, running, mostRunning] = [0, 0, 0];
      for (const [offset, { document, model, waitMs, leavesMs }] of steps.entries()) {
        const leaving = new AbortController();
        if (leavesMs !== undefined)
          clock.sleep(leavesMs, neverAborted).then(
            () => leaving.abort(new Error('left')),
            () => undefined,
          );
        const text = new TextDocument({ uri: document, languageId: '', version: 1 }, '');
        const asked = throttle.ready({ model, document: text, offset, trigger: 'automatic' }, leaving.signal);
        asked
          .then(async (turn) => {
            if (turn.kind === 'superseded') return;
            starts.push(clock.monotonicMs());
            running += model.isLocal ? 1 : 0;
            mostRunning = Math.max(mostRunning, running);
            await clock.sleep(330, neverAborted);
            running -= model.isLocal ? 1 : 0;
            turn.ended();
          })
          .catch(() => undefined)
          .finally(() => {
            heard += 1;
          });
        await pass(clock, waitMs);
      }
      await pass(clock, 400 * steps.length);
      const gaps = starts.slice(1).map((at, index) => at - (starts[index] ?? 0));
      expect(Math.min(250, ...gaps)).toBe(250);
      expect(mostRunning).toBeLessThanOrEqual(1);
      expect([heard, throttle.waiting, clock.sleeping]).toEqual([steps.length, 0, 0]);
    }),
    { numRuns: 30 },
  );
});

async function pass(clock: ManualClock, ms: number): Promise<void> {
  await settled();
  for (let passed = 0; passed < ms; passed += 10) {
    clock.advance(10);
    await settled();
  }
}

/** Lets everything happen that waits for no clock. */
function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
