import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { type TextChange, TextDocument } from '../../../../server/base/text-document.ts';
import type { OfferedSuggestion } from '../../../../server/features/completion/life/offered-suggestion.ts';
import {
  type EndedLife,
  SuggestionLives,
} from '../../../../server/features/completion/life/suggestion-life.ts';
import { ManualClock } from '../../../support/manual-clock.ts';

const uri = 'file:///a.ts';

/** A person at an editor, and one line for each thing that the lives told. */
class Scene {
  readonly clock = new ManualClock();
  readonly told: string[] = [];
  readonly ends: EndedLife[] = [];
  readonly lives = new SuggestionLives({
    clock: this.clock,
    onOffered: ({ suggestion }) => this.told.push(`offered ${suggestion.id}`),
    onShown: ({ suggestion }, by) => this.told.push(`shown ${suggestion.id} ${by}`),
    onEnd: (ended) => {
      this.ends.push(ended);
      const { offer, how, reason, acceptedLength } = ended;
      this.told.push(`${how} ${offer.suggestion.id} ${reason} ${acceptedLength}`);
    },
  });
  document: TextDocument;
  offset: number;
  surface: OfferedSuggestion['surface'] = 'ghost';
  #id = 0;

  /** `|` marks the cursor. */
  constructor(text: string) {
    this.offset = text.indexOf('|');
    this.document = new TextDocument({ uri, languageId: 'typescript', version: 1 }, text.replace('|', ''));
  }

  offer(text: string, replace = { start: this.offset, end: this.offset }): string {
    this.#id += 1;
    const id = String(this.#id);
    const offer: OfferedSuggestion = {
      suggestion: { id, text, replace, confidence: 0.9, explanation: 'written before', model: undefined },
      ...{ document: this.document, offset: this.offset, trigger: 'automatic' },
      ...{ surface: this.surface, source: 'embedded', profile: 'quiet', latencyMs: 3 },
    };
    this.lives.offered(offer);
    return id;
  }

  change(...changes: readonly TextChange[]): void {
    const before = this.document;
    for (const change of changes) {
      this.document = this.document.withChange(change, before.version + 1);
      this.offset = change.start + change.text.length;
    }
    this.lives.documentChanged(before, this.document, changes);
  }

  /** One change for each character, as keys are. */
  type(text: string): void {
    for (const character of text) this.change({ start: this.offset, end: this.offset, text: character });
  }

  insert(text: string): void {
    this.change({ start: this.offset, end: this.offset, text });
  }

  backspace(): void {
    this.change({ start: this.offset - 1, end: this.offset, text: '' });
  }
}

describe('a suggestion', () => {
  test('that the editor says was taken is accepted, once', () => {
    const scene = new Scene('return |');
    const id = scene.offer('a + b;');
    scene.lives.shown(id);
    scene.lives.accepted(id);
    scene.insert('a + b;');
    scene.lives.accepted(id);
    scene.lives.dismissed(id);
    expect(scene.told).toEqual(['offered 1', 'shown 1 client', 'accepted 1 told 6']);
  });

  test('whose text comes into the document is accepted without a word', () => {
    const scene = new Scene('return |\n}\n');
    const id = scene.offer('a + b;');
    scene.insert('a + b;');
    scene.lives.accepted(id);
    expect(scene.told).toEqual(['offered 1', 'shown 1 assumed', 'accepted 1 inserted 6']);
  });

  test('is accepted by the item of a popup, which writes the word before it again', () => {
    const scene = new Scene('con|\n');
    scene.offer('st a = 1;');
    scene.change({ start: 0, end: 3, text: 'const a = 1;' });
    expect(scene.told).toContain('accepted 1 inserted 9');
  });

  test('is accepted in an editor that sends whole documents', () => {
    const scene = new Scene('x = |;\n');
    scene.offer('y');
    scene.change({ start: 0, end: 6, text: 'x = y;\n' });
    expect(scene.told).toContain('accepted 1 typed 1');
  });

  test('of a popup was not looked at for certain, so that typing on is no judgment', () => {
    const scene = new Scene('return |');
    scene.surface = 'popup';
    scene.offer('a + b;');
    scene.clock.advance(5_000);
    scene.type('x');
    expect(scene.told).toEqual(['offered 1', 'superseded 1 typed-away 0']);
  });

  test('lives on while it is typed along, and is accepted when all of it was', () => {
    const scene = new Scene('|');
    scene.offer('ab\ncd');
    scene.type('ab\nc');
    expect(scene.told).toEqual(['offered 1']);
    scene.type('d');
    expect(scene.told).toEqual(['offered 1', 'shown 1 assumed', 'accepted 1 typed 5']);
  });

  test('goes on under a new id when its rest is offered', () => {
    const scene = new Scene('|');
    scene.offer('abcd');
    scene.type('ab');
    const id = scene.offer('cd');
    scene.lives.accepted(id);
    expect(scene.told).toEqual(['offered 1', 'shown 1 assumed', 'accepted 1 told 4']);
  });

  test('goes on inside the brackets that the editor closed', () => {
    const scene = new Scene('|');
    scene.offer('f(a);');
    scene.type('f');
    scene.change({ start: 1, end: 1, text: '()' });
    scene.offset = 2;
    const id = scene.offer('a');
    scene.type('a');
    scene.lives.accepted(id);
    expect(scene.told).toEqual(['offered 1', 'shown 1 assumed', 'accepted 1 typed 5']);
  });

  test('comes back when what was typed along is taken back', () => {
    const scene = new Scene('|');
    scene.offer('abc');
    scene.type('ab');
    scene.backspace();
    scene.type('bc');
    expect(scene.told.at(-1)).toBe('accepted 1 typed 3');
  });

  test('is ignored by who types something else after 750 ms, and superseded before', () => {
    const slow = new Scene('|');
    slow.offer('abc');
    slow.clock.advance(750);
    slow.type('x');
    expect(slow.told.at(-1)).toBe('ignored 1 typed-away 0');
    const fast = new Scene('|');
    fast.offer('abc');
    fast.clock.advance(749);
    fast.type('x');
    expect(fast.told.at(-1)).toBe('superseded 1 typed-away 0');
  });

  test('is ignored only as far as the editor says that it was shown, if it ever does', () => {
    const scene = new Scene('|');
    scene.lives.shown(scene.offer('abc'));
    scene.type('x');
    scene.offer('def');
    scene.clock.advance(5_000);
    scene.type('y');
    expect(scene.told.slice(-2)).toEqual(['offered 2', 'superseded 2 typed-away 0']);
    expect(scene.ends.at(-1)).toMatchObject({ shownBy: undefined, shownMs: 0 });
  });

  test('is dismissed when the editor says so', () => {
    const scene = new Scene('|');
    scene.lives.dismissed(scene.offer('abc'));
    expect(scene.told.at(-1)).toBe('dismissed 1 told 0');
  });

  test('is partly accepted by its first word, whatever is typed then', () => {
    const scene = new Scene('|');
    const id = scene.offer('foo bar baz');
    scene.insert('foo ');
    scene.lives.partlyAccepted(id, 4);
    const next = scene.offer('bar baz');
    scene.lives.partlyAccepted(next, 4);
    scene.insert('bar ');
    scene.type('x');
    expect(scene.told.at(-1)).toBe('partly-accepted 1 typed-away 8');
  });

  test('is accepted by its last part', () => {
    const scene = new Scene('|');
    const id = scene.offer('foo bar');
    scene.lives.partlyAccepted(id, 4);
    scene.lives.partlyAccepted(id, 7);
    expect(scene.told.at(-1)).toBe('accepted 1 told 7');
  });

  test.each([0, -1, Number.NaN])('is not partly accepted by %d characters', (length) => {
    const scene = new Scene('|');
    scene.lives.partlyAccepted(scene.offer('abc'), length);
    scene.lives.dispose();
    expect(scene.told.at(-1)).toBe('superseded 1 closed 0');
  });

  test('gives way to another one, to a request elsewhere, and to the closing of its document', () => {
    const scene = new Scene('a|\nb');
    scene.offer('bc');
    scene.offer('xy');
    scene.lives.requested(scene.document, 1);
    scene.lives.requested(scene.document, 3);
    scene.offer('uv');
    scene.lives.documentClosed(uri);
    expect(scene.told.filter((line) => line.startsWith('superseded'))).toEqual([
      'superseded 1 newer 0',
      'superseded 2 elsewhere 0',
      'superseded 3 closed 0',
    ]);
  });

  test('gives way to a request in another document', () => {
    const scene = new Scene('a|');
    scene.offer('bc');
    scene.lives.requested(new TextDocument({ uri: 'file:///b.ts', languageId: '', version: 1 }, 'a'), 1);
    expect(scene.told.at(-1)).toBe('superseded 1 elsewhere 0');
  });

  test('moves with what is written above and stays with what is written below', () => {
    const scene = new Scene('x\n|\ny');
    scene.offer('abc');
    scene.change({ start: 0, end: 1, text: 'import a;\n' }, { start: 12, end: 12, text: '!' });
    scene.change({ start: 11, end: 11, text: 'abc' });
    expect(scene.document.text).toBe('import a;\n\nabc\ny!'.replace('\ny!', '\n!y'));
    expect(scene.told.at(-1)).toBe('accepted 1 inserted 3');
  });

  test('is accepted although another text came in, when the editor says so within a second', () => {
    const scene = new Scene('|');
    const id = scene.offer('abc\ndef');
    scene.insert('abc');
    scene.insert('\n\tdef');
    expect(scene.ends).toEqual([]);
    scene.lives.accepted(id);
    expect(scene.told.at(-1)).toBe('accepted 1 told 7');
  });

  test('is superseded a second after another text came in', async () => {
    const scene = new Scene('|');
    scene.offer('abc');
    scene.insert('xyz');
    scene.clock.advance(999);
    await Promise.resolve();
    expect(scene.ends).toEqual([]);
    scene.clock.advance(1);
    await Promise.resolve();
    await Promise.resolve();
    expect(scene.told.at(-1)).toBe('superseded 1 typed-away 0');
    expect(scene.ends[0]).toMatchObject({ shownMs: 0 });
  });

  test('of an older text ends with the next change', () => {
    const scene = new Scene('|');
    const { document } = scene;
    scene.type('x');
    scene.document = document;
    scene.offer('abc');
    scene.document = document.withText('x', 2);
    scene.type('y');
    expect(scene.told.at(-1)).toBe('superseded 1 outdated 0');
  });

  test('says where what was left of it stood', () => {
    const scene = new Scene('let |;');
    scene.offer('abc');
    scene.type('a');
    scene.type('x');
    const [ended] = scene.ends;
    expect(ended?.document.text).toBe('let a;');
    expect([ended?.offset, ended?.rest]).toEqual([5, 'bc']);
  });
});

test('the last one shown is known, with what was offered of it last', () => {
  const scene = new Scene('|');
  scene.offer('abc');
  scene.type('a');
  scene.offer('bc');
  expect(scene.lives.lastShown?.suggestion).toMatchObject({ id: '2', text: 'bc' });
  scene.lives.shown('2');
  scene.type('x');
  scene.offer('never shown');
  expect(scene.lives.lastShown?.suggestion.id).toBe('2');
});

const step = fc.oneof(
  fc.record({
    kind: fc.constant('offer' as const),
    text: fc.string({ minLength: 1, maxLength: 5, unit: 'grapheme' }),
  }),
  fc.record({ kind: fc.constant('type' as const), text: fc.constantFrom('a', 'b', '(', '()', 'abc', '\n') }),
  fc.record({ kind: fc.constant('along' as const), length: fc.integer({ min: 1, max: 6 }) }),
  fc.record({ kind: fc.constant('replace' as const), start: fc.nat(20), length: fc.nat(5) }),
  fc.record({
    kind: fc.constantFrom('shown', 'accepted', 'dismissed', 'partly', 'again'),
    id: fc.nat(8),
    length: fc.integer({ min: -1, max: 6 }),
  }),
  fc.record({ kind: fc.constantFrom('close', 'request'), at: fc.nat(20) }),
  fc.record({ kind: fc.constant('wait' as const), ms: fc.constantFrom(1, 400, 1_000) }),
);

test('every life begins before it ends, ends exactly once, and is shown once at most', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
      const scene = new Scene('ab|cd\n');
      let last = 'a';
      for (const each of steps) {
        switch (each.kind) {
          case 'offer':
            last = each.text;
            scene.offer(each.text);
            break;
          case 'type':
            scene.insert(each.text);
            break;
          case 'along':
            scene.insert(last.slice(0, each.length));
            break;
          case 'replace': {
            const start = Math.min(each.start, scene.document.text.length);
            scene.change({ start, end: Math.min(start + each.length, scene.document.text.length), text: '' });
            break;
          }
          case 'close':
            scene.lives.documentClosed(uri);
            break;
          case 'request':
            scene.lives.requested(scene.document, each.at);
            break;
          case 'wait':
            scene.clock.advance(each.ms);
            await Promise.resolve();
            break;
          case 'again':
            scene.offer(last);
            break;
          case 'partly':
            scene.lives.partlyAccepted(String(each.id), each.length);
            break;
          default:
            scene.lives[each.kind](String(each.id));
        }
      }
      scene.lives.dispose();
      const begun = scene.told.filter((line) => line.startsWith('offered'));
      const ended = scene.ends.map(({ offer }) => `offered ${offer.suggestion.id}`);
      expect([...ended].sort()).toEqual([...begun].sort());
      const shown = scene.told.filter((line) => line.startsWith('shown')).map((line) => line.split(' ')[1]);
      expect(new Set(shown).size).toBe(shown.length);
      for (const { offer } of scene.ends) {
        const { id } = offer.suggestion;
        const story = scene.told
          .filter((line) => line.split(' ')[1] === id)
          .map((line) => line.split(' ')[0]);
        expect(story[0]).toBe('offered');
        expect(['offered', 'shown']).not.toContain(story.at(-1));
      }
    }),
  );
});

test('no more than a hundred are open, the oldest given up', () => {
  const scene = new Scene('|');
  for (let index = 0; index < 101; index += 1) {
    scene.document = new TextDocument({ uri: `file:///${index}.ts`, languageId: '', version: 1 }, '');
    scene.offer('abc');
  }
  expect(scene.ends.map(({ offer, reason }) => `${offer.suggestion.id} ${reason}`)).toEqual(['1 forgotten']);
});
