import fc from 'fast-check';
import { expect, test } from 'vitest';

import { type TextChange, TextDocument } from '../../../server/base/text-document.ts';
import { applyEdits } from '../../../server/base/text-edit.ts';
import { EditHistory } from '../../../server/features/next-edit/edit-history.ts';
import { ManualClock } from '../../support/manual-clock.ts';

/** A document that a person changes, and what the history makes of it. */
class Typist {
  readonly clock = new ManualClock();
  readonly history = new EditHistory(this.clock);
  document: TextDocument;

  constructor(text: string, uri = 'file:///a.ts') {
    this.document = new TextDocument({ uri, languageId: 'typescript', version: 1 }, text);
  }

  change(...changes: readonly TextChange[]): void {
    const before = this.document;
    for (const change of changes) this.document = this.document.withChange(change, before.version + 1);
    this.history.documentChanged(before, this.document, changes);
    this.clock.advance(100);
  }

  /** Replaces the first `before` by `after`, as a person does: deletes it, then types. */
  replace(before: string, after: string): void {
    const start = this.document.text.indexOf(before);
    this.change({ start, end: start + before.length, text: '' });
    for (const [at, sign] of [...after].entries())
      this.change({ start: start + at, end: start + at, text: sign });
  }

  get edits(): readonly string[] {
    return this.history.editsOf(this.document.uri).map(({ before, after }) => `${before}→${after}`);
  }
}

test('keystrokes at one place are one edit, of whole words', () => {
  const typist = new Typist('const getUser = 1;');
  typist.replace('User', 'Account');
  expect(typist.edits).toEqual(['getUser→getAccount']);
});

test('an edit that was taken back is none', () => {
  const typist = new Typist('const a = one;');
  typist.replace('one', 'two');
  typist.replace('two', 'one');
  expect(typist.edits).toEqual([]);
});

test('edits at several places are several, the newest first, each where it stands now', () => {
  const typist = new Typist('one(); other(); last();');
  typist.replace('last', 'final');
  typist.replace('one', 'first');
  expect(typist.edits).toEqual(['one→first', 'last→final']);
  const places = typist.history.editsOf(typist.document.uri).map(({ place }) => place);
  expect(places.map(({ start, end }) => typist.document.text.slice(start, end))).toEqual(['first', 'final']);
});

test('what is typed behind an edit after a pause is another edit', () => {
  const typist = new Typist('one = a;');
  typist.replace('one', 'two');
  typist.clock.advance(10_000);
  typist.change({ start: 3, end: 3, text: ': Type' });
  expect(typist.edits).toEqual(['→: Type', 'one→two']);
});

test('a word that is finished after a pause is one edit all the same', () => {
  const typist = new Typist('load(x);');
  typist.replace('load', 'fet');
  typist.clock.advance(10_000);
  typist.change({ start: 3, end: 3, text: 'ch' });
  expect(typist.edits).toEqual(['load→fetch']);
});

test('several places that an editor changes at once are an edit each', () => {
  const typist = new Typist('one one one');
  typist.change({ start: 8, end: 11, text: 'two' }, { start: 0, end: 3, text: 'two' });
  expect(typist.edits).toEqual(['one→two', 'one→two']);
});

test('a whole text that an editor sends counts as what differs in it', () => {
  const text = `${'x = 1;\n'.repeat(100)}one();\n${'y = 2;\n'.repeat(100)}`;
  const typist = new Typist(text);
  typist.change({ start: 0, end: text.length, text: text.replace('one', 'two') });
  expect(typist.edits).toEqual(['one→two']);
});

test('moved code, and what a formatter does, are no edits', () => {
  const typist = new Typist('a b c');
  typist.change({ start: 0, end: 0, text: 'code();\n'.repeat(100) });
  expect(typist.edits).toEqual([]);
  typist.change(...Array.from({ length: 60 }, (_, at) => ({ start: at * 2, end: at * 2, text: ' ' })));
  expect(typist.edits).toEqual([]);
});

test('a document that nobody told of for a while starts anew', () => {
  const typist = new Typist('one two');
  typist.replace('one', '1');
  typist.document = new TextDocument({ uri: 'file:///a.ts', languageId: '', version: 90 }, 'zero one two');
  typist.replace('two', '2');
  expect(typist.edits).toEqual(['two→2']);
});

test('documents that are closed, or were not changed for long, are forgotten', () => {
  const clock = new ManualClock();
  const history = new EditHistory(clock);
  for (let n = 0; n < 20; n++) {
    const before = new TextDocument({ uri: `file:///${n}.ts`, languageId: '', version: 1 }, 'one');
    const change = { start: 0, end: 3, text: 'two' };
    history.documentChanged(before, before.withChange(change, 2), [change]);
  }
  expect(history.editsOf('file:///0.ts')).toEqual([]);
  expect(history.editsOf('file:///19.ts')).toHaveLength(1);
  history.documentClosed('file:///19.ts');
  expect(history.lastDocument?.uri).toBe('file:///18.ts');
});

test('law: putting back what stood there gives the text from before all edits', () => {
  const changes = fc.array(
    fc.record({ at: fc.nat(60), length: fc.nat(6), text: fc.stringMatching(/^[ab .]{0,5}$/) }),
    { maxLength: 25 },
  );
  fc.assert(
    fc.property(fc.stringMatching(/^[ab .]{0,60}$/), changes, (text, steps) => {
      const typist = new Typist(text);
      for (const { at, length, text: inserted } of steps) {
        const start = Math.min(at, typist.document.text.length);
        const end = Math.min(start + length, typist.document.text.length);
        typist.change({ start, end, text: inserted });
        typist.clock.advance(at * 200);
      }
      const back = typist.history
        .editsOf(typist.document.uri)
        .map(({ place, before }) => ({ ...place, text: before }))
        .sort((one, other) => one.start - other.start);
      const isOverlapping = back.some((edit, at) => at > 0 && edit.start < (back[at - 1]?.end ?? 0));
      // Two edits may grow into the same word; then each tells of the word as it is now.
      fc.pre(!isOverlapping);
      expect(applyEdits(typist.document.text, back)).toBe(text);
    }),
  );
});
