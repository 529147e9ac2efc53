import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { type TextChange, TextDocument } from '../../../../server/base/text-document.ts';
import { TypingWatch } from '../../../../server/features/completion/typing/typing-watch.ts';
import { ManualClock } from '../../../support/manual-clock.ts';

/** An editor with one document that tells a watch of its changes. */
class Editor {
  readonly clock = new ManualClock();
  readonly watch = new TypingWatch(this.clock);
  document: TextDocument;

  constructor(text = '', uri = 'file:///w/a.ts') {
    this.document = new TextDocument({ uri, languageId: 'typescript', version: 1 }, text);
  }

  /** Changes that the editor tells of together. */
  change(...changes: readonly TextChange[]): this {
    const before = this.document;
    for (const change of changes) this.document = this.document.withChange(change, before.version + 1);
    this.watch.documentChanged(before, this.document, changes);
    return this;
  }

  insert(text: string, at = this.document.text.length): this {
    return this.change({ start: at, end: at, text });
  }

  remove(start: number, end: number): this {
    return this.change({ start, end, text: '' });
  }

  /** One key for each character, `gapMs` apart. */
  type(text: string, gapMs: number): this {
    for (const character of text) {
      this.clock.advance(gapMs);
      this.insert(character);
    }
    return this;
  }

  backspace(count: number): this {
    for (let i = 0; i < count; i++) {
      const end = this.document.text.length;
      this.remove(end - 1, end);
    }
    return this;
  }

  state(offset = this.document.text.length) {
    return this.watch.at(this.document, offset);
  }
}

describe('the gap between keystrokes', () => {
  test('is not known before four keys', () => {
    expect(new Editor().type('abc', 100).state().gapMs).toBeUndefined();
    expect(new Editor().type('abcd', 100).state().gapMs).toBe(100);
  });

  test('is the median of the last eight, so that one pause changes nothing', () => {
    const editor = new Editor().type('abcd', 100);
    editor.clock.advance(1_500);
    expect(editor.type('efgh', 100).state().gapMs).toBe(100);
    expect(editor.type('ijklmnop', 250).state().gapMs).toBe(250);
  });

  test('leaves out pauses of two seconds', () => {
    expect(new Editor().type('abcdefgh', 2_000).state().gapMs).toBeUndefined();
  });

  test('leaves out keys at places far from each other', () => {
    const editor = new Editor('0123456789');
    for (const at of [0, 9, 2, 7, 0, 9]) {
      editor.clock.advance(100);
      editor.insert('x', at);
    }
    expect(editor.state().gapMs).toBeUndefined();
  });

  test('counts no paste, no formatting, no undo at many places', () => {
    const editor = new Editor('a\nb\nc\n');
    for (let i = 0; i < 6; i++) {
      editor.clock.advance(100);
      editor.insert('const pasted = 1;');
      editor.clock.advance(100);
      editor.change({ start: 4, end: 4, text: ' ' }, { start: 0, end: 0, text: ' ' });
    }
    expect(editor.state().gapMs).toBeUndefined();
  });

  test('counts an opening bracket that the editor closes, and the key that types over it, as one key each', () => {
    const editor = new Editor();
    editor.type('f', 100);
    editor.clock.advance(100);
    editor.insert('()', 1);
    editor.clock.advance(100);
    editor.insert('a', 2);
    editor.clock.advance(700);
    editor.change({ start: 3, end: 4, text: ')' });
    expect(editor.document.text).toBe('f(a)');
    expect(editor.state().gapMs).toBe(100);
    expect(editor.type(';', 700).state().gapMs).toBe(400);
  });

  test('goes on behind a bracket that the cursor was moved over', () => {
    const editor = new Editor().type('f', 100);
    for (const [text, at] of [
      ['()', 1],
      ['a', 2],
      [';', 4],
    ] as const) {
      editor.clock.advance(100);
      editor.insert(text, at);
    }
    expect(editor.state().gapMs).toBe(100);
  });

  test('counts a line end with its indentation as one key', () => {
    const editor = new Editor().type('{', 100);
    editor.clock.advance(100);
    editor.insert('\n        ');
    expect(editor.type('abc', 100).state().gapMs).toBe(100);
  });

  test('divides by the letters that an editor tells of together', () => {
    const editor = new Editor();
    for (const text of ['con', 'st ', 'abc', 'd =']) {
      editor.clock.advance(300);
      editor.insert(text);
    }
    expect(editor.state().gapMs).toBe(150);
  });

  test('is the same when the keys come as changes of one message', () => {
    const editor = new Editor();
    for (let i = 0; i < 5; i++) {
      const at = editor.document.text.length;
      editor.clock.advance(200);
      editor.change({ start: at, end: at, text: 'a' }, { start: at + 1, end: at + 1, text: 'b' });
    }
    expect(editor.state().gapMs).toBe(100);
  });
});

describe('typing fast', () => {
  test('is keys less than 200 ms apart, until 200 ms after the last', () => {
    const editor = new Editor().type('abcdef', 90);
    expect(editor.state().isFast).toBe(true);
    editor.clock.advance(199);
    expect(editor.state()).toMatchObject({ isFast: true, sinceMs: 199 });
    editor.clock.advance(1);
    expect(editor.state().isFast).toBe(false);
  });

  test('is not keys 200 ms apart', () => {
    expect(new Editor().type('abcdef', 200).state().isFast).toBe(false);
  });
});

describe('deleting', () => {
  test('is a last change that took away and put nothing, for two seconds, on its line or the next to it', () => {
    const editor = new Editor('one\ntwo\nthree\nfour').backspace(1);
    expect(editor.state().isDeleting).toBe(true);
    expect(editor.state(9).isDeleting).toBe(true);
    expect(editor.state(5).isDeleting).toBe(false);
    editor.clock.advance(2_001);
    expect(editor.state().isDeleting).toBe(false);
  });

  test('ends with the next key', () => {
    expect(new Editor('one').backspace(1).insert('x').state().isDeleting).toBe(false);
  });

  test('is not typing over a selection, and not taking a suggestion', () => {
    expect(new Editor('a = foo').change({ start: 4, end: 7, text: 'b' }).state().isDeleting).toBe(false);
    expect(new Editor('con').change({ start: 0, end: 3, text: 'console' }).state().isDeleting).toBe(false);
    expect(new Editor('a = foo').change({ start: 4, end: 7, text: 'f' }).state().isDeleting).toBe(false);
  });
});

describe('what was removed', () => {
  test('is one text for consecutive backspaces, in the order in which it stood', () => {
    expect(new Editor('return value').backspace(5).state().removed).toEqual(['value']);
  });

  test('is one text for keys that delete forward, and for both directions', () => {
    const editor = new Editor('a = value;').remove(4, 5).remove(4, 5).remove(4, 5);
    expect(editor.state(4).removed).toEqual(['val']);
    expect(editor.remove(3, 4).remove(3, 4).state(3).removed).toEqual([' valu']);
  });

  test('is apart where something was typed in between, the newest first', () => {
    const editor = new Editor('one two').backspace(3).insert('x').backspace(1);
    expect(editor.state().removed).toEqual(['x', 'two']);
    const other = new Editor('a = foo').change({ start: 4, end: 7, text: 'b' }).backspace(1);
    expect(other.state().removed).toEqual(['b', 'foo']);
  });

  test('is what a selection held that was typed over, without what was left as it was', () => {
    expect(new Editor('a = foo').change({ start: 4, end: 7, text: 'b' }).state().removed).toEqual(['foo']);
    expect(new Editor('con').change({ start: 0, end: 3, text: 'console' }).state().removed).toEqual([]);
  });

  test('is told on its line and those next to it, wherever they move', () => {
    const editor = new Editor('one\ntwo\nthree').backspace(5);
    editor.insert('zero\nzero\n', 0);
    expect(editor.document.text).toBe('zero\nzero\none\ntwo\n');
    expect(editor.state().removed).toEqual(['three']);
    expect(editor.state(14).removed).toEqual(['three']);
    expect(editor.state(0).removed).toEqual([]);
  });

  test('is never blanks alone', () => {
    expect(new Editor('one   \n').backspace(3).state().removed).toEqual([]);
  });

  test('is forgotten after 30 seconds', () => {
    const editor = new Editor('one').backspace(3);
    editor.clock.advance(30_000);
    expect(editor.state().removed).toEqual(['one']);
    editor.clock.advance(1);
    expect(editor.state().removed).toEqual([]);
  });

  test('is nothing after formatting and after a new text for the whole document', () => {
    const editor = new Editor('a  =  1;\nb  =  2;\n');
    editor.change({ start: 9, end: 11, text: '' }, { start: 1, end: 3, text: '' });
    expect(editor.state(0).removed).toEqual([]);
    const long = 'const a = 1;\n'.repeat(300);
    const other = new Editor(long).change({ start: 0, end: long.length, text: long.toUpperCase() });
    expect(other.state(0)).toMatchObject({ removed: [], isDeleting: false });
  });

  test('is at most five texts, and of a long one its beginning', () => {
    const editor = new Editor();
    for (const text of 'abcdefg') editor.insert(`${text}.`).backspace(1).insert(',');
    for (const text of 'abcdefg') editor.insert(text).backspace(1).insert('-');
    expect(editor.state().removed).toEqual(['g', 'f', 'e', 'd', 'c']);
    expect(new Editor(`begin${'x'.repeat(9_000)}`).remove(0, 9_005).state().removed[0]).toBe(
      `begin${'x'.repeat(1_995)}`,
    );
  });

  test('is the text that stood there, however the user deletes it in one go', () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 3, maxLength: 12 }).filter((text) => !/[\s\r\n]/.test(text)),
        fc.array(fc.boolean(), { minLength: 1, maxLength: 12 }),
        fc.nat(),
        (text, directions, seed) => {
          const editor = new Editor(text);
          const { start, end } = deleteFrom(editor, seed % (text.length + 1), directions);
          const expected = text.slice(start, end);
          expect(editor.state(start).removed).toEqual(expected === '' ? [] : [expected]);
        },
      ),
    );
  });
});

describe('a document', () => {
  test('in which nobody has typed has no rhythm, and one that was closed is forgotten', () => {
    const editor = new Editor('one');
    expect(editor.state()).toEqual({
      gapMs: undefined,
      sinceMs: undefined,
      isDeleting: false,
      isFast: false,
      removed: [],
    });
    editor.backspace(1);
    editor.watch.documentClosed('file:///w/a.ts');
    expect(editor.state().sinceMs).toBeUndefined();
  });

  test('is remembered with 31 others, those that changed last', () => {
    const editor = new Editor('one').backspace(1);
    for (let i = 0; i < 32; i++) {
      const other = new TextDocument({ uri: `file:///w/${i}.ts`, languageId: '', version: 1 }, '');
      editor.watch.documentChanged(other, other, [{ start: 0, end: 0, text: 'x' }]);
    }
    expect(editor.state().sinceMs).toBeUndefined();
  });
});

/** Presses a key for each direction, where there is anything left to delete; between which offsets it was. */
function deleteFrom(editor: Editor, place: number, directions: readonly boolean[]) {
  let [start, end] = [place, place];
  const { length } = editor.document.text;
  for (const isForward of directions) {
    if (isForward ? end === length : start === 0) continue;
    if (isForward) end += 1;
    else start -= 1;
    editor.remove(start, start + 1);
  }
  return { start, end };
}
