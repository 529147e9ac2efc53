import { expect, test } from 'vitest';

import { ok } from '../../../server/base/outcome.ts';
import { TextDocument } from '../../../server/base/text-document.ts';
import { Attention } from '../../../server/features/completion/attention/attention.ts';
import { LiveSession } from '../../../server/features/completion/live-session.ts';
import { SuggestionLog } from '../../../server/metrics/suggestion-log.ts';
import { ManualClock } from '../../support/manual-clock.ts';

/** A person before an editor: what they are offered, and what they type. */
class Scene {
  readonly clock = new ManualClock();
  readonly attention = new Attention(this.clock);
  readonly manual: string[] = [];
  readonly session = new LiveSession({
    clock: this.clock,
    completion: { attention: this.attention, why: () => undefined },
    log: new SuggestionLog({
      store: { append: async () => undefined },
      clock: this.clock,
      hash: { of: async () => 'hash' },
      makeId: () => 'id',
    }),
    onManual: (uri) => this.manual.push(uri),
  });
  document = new TextDocument({ uri: 'file:///w/a.ts', languageId: 'typescript', version: 1 }, '');
  #offers = 0;

  offer(text: string, patienceMs?: number): void {
    this.#offers += 1;
    const { document } = this;
    const offset = document.text.length;
    const request = { document, offset, trigger: 'automatic' } as const;
    const asked = patienceMs === undefined ? request : { ...request, patienceMs };
    const replace = { start: offset, end: offset };
    const id = String(this.#offers);
    const suggestion = { id, text, replace, confidence: 1, explanation: '', model: undefined };
    this.session.requested(asked);
    this.session.answered(asked, { outcome: ok([suggestion]), profile: 'quiet', latencyMs: 1 });
  }

  type(text: string): void {
    for (const character of text) {
      const before = this.document;
      const end = before.text.length;
      const change = { start: end, end, text: character };
      this.document = before.withChange(change, before.version + 1);
      this.session.documentChanged(before, this.document, [change]);
    }
  }
}

test('three suggestions of ghost text that were looked at and not wanted make a file manual, and it is said', () => {
  const scene = new Scene();
  for (const line of ['a', 'b', 'c']) {
    scene.offer(`${line}()`);
    scene.clock.advance(800);
    scene.type(`x\n`);
  }
  expect(scene.manual).toEqual(['file:///w/a.ts']);
  expect(scene.attention.status('file:///w/a.ts').kind).toBe('manual');
});

test('items of a popup that somebody types past never do', () => {
  const scene = new Scene();
  for (const line of ['a', 'b', 'c', 'd']) {
    scene.offer(`${line}()`, 100);
    scene.clock.advance(5_000);
    scene.type(`x\n`);
  }
  expect(scene.manual).toEqual([]);
});

test('whoever has typed a whole suggestion may be offered how it goes on', () => {
  const scene = new Scene();
  scene.offer('return a;');
  scene.type('return a;');
  expect(scene.attention.at(scene.document, scene.document.text.length).isJustAccepted).toBe(false);
});
