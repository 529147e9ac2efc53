import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { neverAborted } from '../../server/base/cancellation.ts';
import { type TextChange, TextDocument } from '../../server/base/text-document.ts';
import { EditorWriter } from '../../server/protocol/editor-writer.ts';
import { ManualClock } from '../support/manual-clock.ts';
import { FakeUser } from './support/fake-user.ts';

const uri = 'file:///a.chat.md';
const can = new FakeUser().can;
const again = () => undefined;

/**
 * An editor that checks versions, in which a person types. What changes in it is told to the server a turn later, and
 * what the server asks for arrives a turn later.
 */
class TypedInEditor {
  text: string;
  version = 1;
  readonly clock = new ManualClock();
  readonly writer: EditorWriter;
  readonly #untold: { readonly change: TextChange; readonly after: TextDocument }[] = [];
  known: TextDocument | undefined;
  /** What the person does before each edit of the server arrives. */
  readonly typing: TextChange[] = [];
  underWay = 0;
  mostUnderWay = 0;
  refuses = false;
  hangs = false;

  constructor(text: string) {
    this.text = text;
    this.known = new TextDocument({ uri, languageId: 'markdown', version: 1 }, text);
    this.writer = new EditorWriter({
      clock: this.clock,
      documentAt: () => this.known,
      user: {
        can,
        insertText: async ({ document, offset, text: inserted }) => {
          this.underWay += 1;
          this.mostUnderWay = Math.max(this.mostUnderWay, this.underWay);
          const typed = this.typing.shift();
          if (typed !== undefined) this.#change(typed);
          await (this.hangs ? new Promise(() => undefined) : Promise.resolve());
          const applied = !this.refuses && document.version === this.version;
          if (applied) this.#change({ start: offset, end: offset, text: inserted });
          this.#tell();
          this.underWay -= 1;
          return { applied, reason: '' };
        },
      },
    });
  }

  insert(offset: number, text: string): Promise<boolean> {
    return this.writer.insert({ uri, offset, text, again }, neverAborted);
  }

  #change(change: TextChange): void {
    this.version += 1;
    const end = Math.min(change.end, this.text.length);
    const within = { ...change, start: Math.min(change.start, end), end };
    this.text = this.text.slice(0, within.start) + within.text + this.text.slice(within.end);
    const identity = { uri, languageId: 'markdown', version: this.version };
    this.#untold.push({ change: within, after: new TextDocument(identity, this.text) });
  }

  #tell(): void {
    for (const { change, after } of this.#untold.splice(0)) {
      const before = this.known ?? after;
      this.known = after;
      this.writer.documentChanged(before, [change]);
    }
  }
}

test('inserts where it was asked to, and resolves when the editor has told of it', async () => {
  const editor = new TypedInEditor('one three');
  expect(await editor.insert(4, 'two ')).toBe(true);
  expect(editor.known?.text).toBe('one two three');
});

test('inserts at the same place of the text when the person types before it, and behind it', async () => {
  const editor = new TypedInEditor('## You\n\nWhy?\n\nend');
  editor.typing.push({ start: 0, end: 0, text: '# Title\n' }, { start: 25, end: 25, text: '!' });
  expect(await editor.insert(13, 'Because.')).toBe(true);
  expect(editor.text).toBe('# Title\n## You\n\nWhy?\nBecause.\nend!');
});

test('an editor that answers an edit no more holds nothing up for long once that is given up', async () => {
  const editor = new TypedInEditor('one three');
  editor.hangs = true;
  const ended = new AbortController();
  const hanging = editor.writer.insert({ uri, offset: 4, text: 'two ', again }, ended.signal);
  const refused = expect(hanging).rejects.toThrow('closed');
  ended.abort(new Error('closed'));
  await new Promise((resolve) => setImmediate(resolve));
  editor.clock.advance(2_000);
  await refused;
  editor.hangs = false;
  expect(await editor.insert(4, 'two ')).toBe(true);
  expect(editor.text).toBe('one two three');
});

const typed = fc
  .tuple(fc.nat(30), fc.nat(4), fc.constantFrom('', 'x', 'yz', '\n'))
  .map(([start, length, text]) => ({ start, end: start + length, text }));

test('whatever the person types meanwhile, the text stands there once and whole, and nothing typed is lost', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(typed, { maxLength: 5 }), fc.nat(20), async (typing, offset) => {
      const editor = new TypedInEditor('abcdefghijklmnopqrst');
      editor.typing.push(...typing);
      const typedAlone = typing.reduce(
        (text, { start, end, text: inserted }) =>
          text.slice(0, Math.min(start, end)) + inserted + text.slice(end),
        editor.text,
      );
      expect(await editor.insert(offset, '«»')).toBe(true);
      expect(editor.text.split('«»')).toHaveLength(2);
      expect(editor.text.replace('«»', '')).toBe(typedAlone);
    }),
  );
});

test('asks for one edit of a document at a time', async () => {
  const editor = new TypedInEditor('');
  const done = await Promise.all([editor.insert(0, 'c'), editor.insert(0, 'b'), editor.insert(0, 'a')]);
  expect(done).toEqual([true, true, true]);
  expect(editor.mostUnderWay).toBe(1);
  expect(editor.text).toBe('abc');
});

describe('gives up', () => {
  test('when the editor refuses although nothing has changed', async () => {
    const editor = new TypedInEditor('one');
    editor.refuses = true;
    const done = editor.insert(0, 'x');
    for (let asked = 0; asked < 7; asked++) {
      await new Promise((resolve) => setImmediate(resolve));
      editor.clock.advance(3_200);
    }
    expect(await done).toBe(false);
    expect(editor.clock.sleeping).toBe(0);
  });

  test('when the document is closed', async () => {
    const editor = new TypedInEditor('one');
    editor.known = undefined;
    expect(await editor.insert(0, 'x')).toBe(false);
  });

  test('when it is told to', async () => {
    const editor = new TypedInEditor('one');
    const stop = new AbortController();
    stop.abort(new Error('stopped'));
    await expect(editor.writer.insert({ uri, offset: 0, text: 'x', again }, stop.signal)).rejects.toThrow(
      'stopped',
    );
    expect(await editor.insert(0, 'y')).toBe(true);
  });
});

test('goes on without an editor that never tells of the change it made', async () => {
  const clock = new ManualClock();
  const document = new TextDocument({ uri, languageId: '', version: 1 }, 'one');
  const writer = new EditorWriter({
    clock,
    documentAt: () => document,
    user: { can, insertText: async () => ({ applied: true, reason: '' }) },
  });
  const done = writer.insert({ uri, offset: 0, text: 'x', again }, neverAborted);
  await new Promise((resolve) => setImmediate(resolve));
  clock.advance(2_000);
  expect(await done).toBe(true);
});
