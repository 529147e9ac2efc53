import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { AnsweredInEditor, type Typing, turns } from './support/answered-in-editor.ts';

const head = '# Chat\n\n## You\n\nHow?';
const tail = '\n\n \n';

const quiet = { head, tail, typings: [], how: 'each change', when: 'before it answers' } as const;

const typed = fc.constantFrom('The', ' ', 'a', 'ab', 'answer', '\n', 'x', '');
const typing: fc.Arbitrary<Typing> = fc.record({
  edit: fc.nat(8),
  moment: fc.constantFrom('before it arrives', 'when it is made', 'when it is told', 'when it is answered'),
  place: fc.constantFrom('above', 'below'),
  at: fc.nat(12),
  removed: fc.nat(2),
  text: typed,
});

test('whatever is typed around an answer meanwhile, the answer comes out whole and what was typed is kept', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.constantFrom('The', ' ', 'a', 'ab', 'answer', 'b\n'), { minLength: 1, maxLength: 5 }),
      fc.array(typing, { maxLength: 5 }),
      fc.constantFrom('each change', 'in batches', 'as a whole text', 'all in one change'),
      fc.constantFrom('before it answers', 'after it answers'),
      async (pieces, typings, how, when) => {
        // Within the blink of an eye that an editor makes one change of, a person types a few letters in one place.
        const [first] = typings;
        const inOne = how === 'all in one change' && first ? { place: first.place, removed: 0 } : {};
        const done = typings.map((each) => ({ ...each, ...inOne }));
        const editor = new AnsweredInEditor({ head, tail, typings: done, how, when });
        await editor.answer(pieces);
        const answered = `${editor.head}\n\n## innerloop\n\n${pieces.join('')}`;
        expect(editor.text.slice(0, answered.length)).toBe(answered);
        const below = editor.text.slice(answered.length);
        expect(below.endsWith(editor.tail)).toBe(true);
        expect(below.slice(0, below.length - editor.tail.length)).toMatch(/^\n+## You\n\n$/);
      },
    ),
    { numRuns: 1_000 },
  );
});

test('a blank that is typed below while one is written is not taken for it', async () => {
  const typings = (
    ['before it arrives', 'when it is made', 'when it is told', 'when it is answered'] as const
  ).map((moment): Typing => ({ edit: 2, moment, place: 'below', at: 1, removed: 0, text: ' ' }));
  const editor = new AnsweredInEditor({ ...quiet, typings, when: 'after it answers' });
  await editor.answer(['The', ' ', 'answer']);
  expect(editor.text).toBe(`${head}\n\n## innerloop\n\nThe answer\n\n## You\n\n${editor.tail}`);
  expect(editor.tail).toBe('\n\n     \n');
});

describe('an editor that refuses', () => {
  test('for good is asked a few times only, and for nothing more', async () => {
    const editor = new AnsweredInEditor(quiet);
    editor.takes = () => false;
    await expect(editor.answer(['one'])).rejects.toMatchObject({ code: 'chat-not-written' });
    expect(editor.text).toBe(head + tail);
    expect(editor.asked).toBe(7);
    expect(editor.clock.monotonicMs()).toBeLessThan(10_000);
  });

  test('for a while, because the person goes on typing, gets the answer then', async () => {
    const editor = new AnsweredInEditor(quiet);
    editor.takes = () => editor.asked > 4;
    await editor.answer(['one']);
    expect(editor.text).toContain('## innerloop\n\none\n\n## You');
  });

  test('is asked no more as soon as the answer is stopped', async () => {
    const editor = new AnsweredInEditor(quiet);
    editor.takes = () => false;
    const sent = editor.send(['one']);
    await turns(4);
    editor.session.stop(editor.uri);
    await sent;
    expect(editor.session.isAnswering(editor.uri)).toBe(false);
    expect(editor.asked).toBe(1);
    expect(editor.clock.sleeping).toBe(0);
  });

  test('all edits is asked for none', async () => {
    const editor = new AnsweredInEditor(quiet);
    editor.applyEdits = false;
    await expect(editor.answer(['one'])).rejects.toMatchObject({ code: 'chat-not-written' });
    expect(editor.asked).toBe(0);
  });
});

test('what is under way when the answer is stopped comes first, then the word that it was', async () => {
  const editor = new AnsweredInEditor({ ...quiet, when: 'after it answers' });
  editor.takes = () => {
    if (editor.asked === 2) editor.session.stop(editor.uri);
    return true;
  };
  await editor.answer(['```ts\n', 'two']);
  expect(editor.text).toContain('## innerloop\n\n```ts\n```\n\n(stopped)\n\n## You\n\n');
});
