import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { neverAborted } from '../../../server/base/cancellation.ts';
import { UserError } from '../../../server/base/error-codes.ts';
import type { MarkedAnswer } from '../../../server/features/chat/chat.ts';
import { parseChat } from '../../../server/features/chat/chat-document.ts';
import type { ChatRequest } from '../../../server/features/chat/chat-request.ts';
import { ChatSession } from '../../../server/features/chat/chat-session.ts';
import type { Insertion } from '../../../server/features/chat/harmless-links.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { FakeEditor } from './fake-editor.ts';

const nothingLooked = { document: undefined, selection: undefined } as const;

/** A piece of an answer; between two, a step of the clock passes. */
type Script = readonly string[];

function bench(
  editor: FakeEditor,
  script: Script,
  { marks = [], end }: { marks?: readonly Insertion[]; end?: Error | 'never' } = {},
) {
  const clock = new ManualClock();
  const asked: ChatRequest[] = [];
  const chat = {
    async answer(
      request: ChatRequest,
      onText: (text: string) => void,
      signal: AbortSignal,
    ): Promise<MarkedAnswer> {
      asked.push(request);
      for (const piece of script) {
        signal.throwIfAborted();
        onText(piece);
        await turn();
      }
      if (end === 'never')
        await new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
      if (end instanceof Error) throw end;
      return { content: '', citations: [], marks, usage: undefined, model: 'm', traceId: 't' };
    },
  };
  const session = new ChatSession({ chat, documents: editor, writer: editor, clock });
  editor.listener = (uri, changes) => session.documentChanged(uri, changes);
  const finished = async <Value>(sent: Promise<Value>): Promise<Value> => {
    let isOver = false;
    sent.then(
      () => {
        isOver = true;
      },
      () => {
        isOver = true;
      },
    );
    while (!isOver) {
      for (let turns = 0; turns < 4; turns++) await turn();
      if (clock.sleeping > 0) clock.advance(3_000);
    }
    return sent;
  };
  const send = (signal = neverAborted) => finished(session.send(editor.uri, nothingLooked, signal));
  return { session, clock, asked, send, finished };
}

function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

const question = '# Chat\n\n## You\n\nHow?\n';

test('the answer stands below the question, and the next question has its place', async () => {
  const editor = new FakeEditor(question);
  const { send, asked } = bench(editor, ['So it ', 'is.']);
  await send();
  expect(editor.text).toBe('# Chat\n\n## You\n\nHow?\n\n## innerloop\n\nSo it is.\n\n## You\n\n\n');
  expect(asked).toMatchObject([{ message: 'How?', turns: [], references: [] }]);
});

test('the turns before are the history, and a place for the next question is not made twice', async () => {
  const editor = new FakeEditor('## You\nOne?\n## innerloop\nTwo.\n## You\nThree?\n\n## You\n\n');
  const { send, asked } = bench(editor, ['Four.']);
  await send();
  expect(asked[0]).toMatchObject({ message: 'Three?', turns: [{ content: 'One?' }, { content: 'Two.' }] });
  expect(editor.text).toBe(
    '## You\nOne?\n## innerloop\nTwo.\n## You\nThree?\n\n## innerloop\n\nFour.\n\n## You\n\n',
  );
});

test('a document with CRLF stays one', async () => {
  const editor = new FakeEditor('## You\r\nHow?\r\n');
  await bench(editor, ['So\nit ', 'is.\n```\ncode\n```\n']).send();
  expect(editor.text).not.toMatch(/(?<!\r)\n/);
  expect(parseChat(editor.text).turns.map(({ content }) => content)).toEqual([
    'How?',
    'So\r\nit is.\r\n```\r\ncode\r\n```',
  ]);
});

test('the first text is written at once, the rest in steps', async () => {
  const editor = new FakeEditor(question);
  const { session, clock, finished } = bench(editor, ['a', 'b', 'c', 'd']);
  const sent = session.send(editor.uri, nothingLooked, neverAborted);
  while (editor.inserted.length < 2) await turn();
  expect(editor.inserted).toEqual(['\n\n## innerloop\n\n', 'a']);
  for (let turns = 0; turns < 20; turns++) await turn();
  expect(editor.inserted).toHaveLength(2);
  clock.advance(120);
  while (editor.inserted.length < 3) await turn();
  expect(editor.inserted[2]).toBe('bcd');
  await finished(sent);
});

describe('what the person types meanwhile stays, and the answer goes on in its place', () => {
  test.each(['before it answers', 'after it answers', 'as a whole text'] as const)(
    'in an editor that tells of edits %s',
    async (telling) => {
      const editor = new FakeEditor(question, telling);
      let edits = 0;
      editor.afterInsert = () => {
        edits += 1;
        if (edits === 2) editor.type('# Chat', '# My longer title');
        if (edits === 3) editor.type('How?', 'How exactly?');
        if (edits === 4) editor.type('one', 'ONE, or so');
      };
      await bench(editor, ['one ', 'two ', 'three ', 'four']).send();
      expect(editor.text.trim()).toBe(
        '# My longer title\n\n## You\n\nHow exactly?\n\n## innerloop\n\nONE, or so two three four\n\n## You',
      );
    },
  );

  test('also when it is typed where the answer goes on', async () => {
    const editor = new FakeEditor(question);
    let edits = 0;
    editor.afterInsert = () => {
      edits += 1;
      if (edits === 2) editor.type('one \n', 'one NEXT?\n');
    };
    await bench(editor, ['one ', 'two']).send();
    expect(editor.text).toContain('one two\n\n## You\n\nNEXT?\n');
  });

  test('when all of the answer is deleted, the rest comes all the same', async () => {
    const editor = new FakeEditor(question);
    let edits = 0;
    editor.afterInsert = () => {
      edits += 1;
      if (edits === 2) editor.type('one ', '');
    };
    await bench(editor, ['one ', 'two']).send();
    expect(parseChat(editor.text).turns.at(-1)?.content).toBe('two');
  });

  test('an editor that tells of an edit late is asked for the next one then', async () => {
    const editor = new FakeEditor(question, 'when it is asked to');
    const { session, clock, finished } = bench(editor, ['one ', 'two ', 'three']);
    const sent = session.send(editor.uri, nothingLooked, neverAborted);
    while (clock.sleeping === 0) await turn();
    clock.advance(2_000);
    for (let turns = 0; turns < 20; turns++) await turn();
    expect(editor.inserted).toHaveLength(1);
    editor.tellAll();
    editor.type('# Chat', '# Title');
    editor.tellsAtOnce();
    await finished(sent);
    expect(editor.text).toContain('# Title\n\n## You\n\nHow?\n\n## innerloop\n\none two three\n\n## You\n');
  });

  test('an editor that never tells of an edit is asked for no other', async () => {
    const editor = new FakeEditor(question, 'when it is asked to');
    await expect(bench(editor, ['one ', 'two ']).send()).rejects.toMatchObject({ code: 'chat-not-written' });
    expect(editor.inserted).toEqual(['\n\n## innerloop\n\n']);
  });
});

test('typing anywhere at any time loses nothing of the answer, nor of what was typed', async () => {
  const edit = fc.record({
    at: fc.nat(30),
    kind: fc.constantFrom('before it answers', 'after it answers', 'as a whole text'),
    after: fc.nat(6),
  });
  await fc.assert(
    fc.asyncProperty(
      edit,
      fc.array(fc.constantFrom('a', 'bc\n', ' ', 'é', '`x`'), { minLength: 1, maxLength: 6 }),
      async ({ at, kind, after }, pieces) => {
        const editor = new FakeEditor(question, kind);
        let edits = 0;
        editor.afterInsert = () => {
          if (edits++ !== after) return;
          const start = Math.min(at, editor.text.length - 1);
          const old = editor.text.slice(start);
          editor.type(old, `¤${old}`);
        };
        await bench(editor, pieces).send();
        expect(editor.text.replace('¤', '')).toContain(`## innerloop\n\n${pieces.join('')}`);
        expect(editor.text.split('¤').length - 1).toBe(edits > after ? 1 : 0);
      },
    ),
    { numRuns: 80 },
  );
});

describe('marks', () => {
  const marks = [{ offset: 12, text: ' (unverified: no)' }];

  test('are put in when the answer is whole', async () => {
    const editor = new FakeEditor(question);
    await bench(editor, ['See src/a.ts:', '3, please.'], {
      marks: [{ offset: 14, text: ' (unverified: no)' }],
    }).send();
    expect(editor.text).toContain('See src/a.ts:3 (unverified: no), please.\n\n## You');
  });

  test('find their place when the person has written above it', async () => {
    const editor = new FakeEditor(question);
    let edits = 0;
    editor.afterInsert = () => {
      edits += 1;
      if (edits === 2) editor.type('See', 'Do see');
    };
    await bench(editor, ['See src/a.ts ', 'and so on.'], { marks }).send();
    expect(editor.text).toContain('Do see src/a.ts (unverified: no) and so on.');
  });

  test('are left out where the person has changed the place', async () => {
    const editor = new FakeEditor(question);
    let edits = 0;
    editor.afterInsert = () => {
      edits += 1;
      if (edits === 2) editor.type('src/a.ts', 'b.ts');
    };
    await bench(editor, ['See src/a.ts ', 'and so on.'], { marks }).send();
    expect(editor.text).toContain('See b.ts and so on.');
  });

  test('a heading in the answer that would begin a turn does not', async () => {
    const editor = new FakeEditor(question);
    await bench(editor, ['Write:\n## You\nHow?']).send();
    expect(parseChat(editor.text).turns).toHaveLength(2);
    expect(editor.text).toContain('Write:\n\\## You\nHow?');
  });
});

describe('an answer ends before its time', () => {
  test('by cancelling: what came stays, with a word below it', async () => {
    const editor = new FakeEditor(question);
    const controller = new AbortController();
    editor.afterInsert = () => {
      if (editor.text.includes('one')) controller.abort(new Error('enough'));
    };
    const { send, session } = bench(editor, ['one\n```ts\ncode'], { end: 'never' });
    await expect(send(controller.signal)).rejects.toThrow('enough');
    expect(editor.text).toBe(
      '# Chat\n\n## You\n\nHow?\n\n## innerloop\n\none\n```ts\ncode\n```\n\n(stopped)\n\n## You\n\n\n',
    );
    expect(session.isAnswering(editor.uri)).toBe(false);
  });

  test('by stopping it', async () => {
    const editor = new FakeEditor(question);
    const { send, session } = bench(editor, ['one'], { end: 'never' });
    editor.afterInsert = () => {
      if (editor.text.includes('one')) session.stop(editor.uri);
    };
    await send();
    expect(editor.text).toContain('one\n\n(stopped)\n\n## You\n');
  });

  test('by closing the document: nothing more is written', async () => {
    const editor = new FakeEditor(question);
    const { send, session } = bench(editor, ['one', 'two'], { end: 'never' });
    editor.afterInsert = () => {
      if (editor.text.includes('one')) session.documentClosed(editor.uri);
    };
    await send();
    expect(editor.inserted).toEqual(['\n\n## innerloop\n\n', 'one']);
  });

  test('by a failure: its words stand there', async () => {
    const editor = new FakeEditor(question);
    const failure = new UserError('query-empty', { query: 'x' });
    await expect(bench(editor, ['one'], { end: failure }).send()).rejects.toBe(failure);
    expect(editor.text).toContain(`one\n\n> ${failure.message} ${failure.remedy}\n\n## You\n`);
  });

  test('by an error of ours: that it was one stands there, and nothing of what it says', async () => {
    const editor = new FakeEditor(question);
    const failure = new TypeError('const secret = 1');
    await expect(bench(editor, ['one'], { end: failure }).send()).rejects.toBe(failure);
    expect(editor.text).toMatch(/one\n\n> Something went wrong inside innerloop\. .+\n\n## You\n/);
    expect(editor.text).not.toMatch(/stopped|secret/);
  });

  test('by an editor that refuses everything', async () => {
    const editor = new FakeEditor(question);
    editor.refuses = true;
    await expect(bench(editor, ['one']).send()).rejects.toMatchObject({ code: 'chat-not-written' });
    expect(editor.text).toBe(question);
  });
});

describe('sending is refused with words', () => {
  test('while an answer is being written', async () => {
    const editor = new FakeEditor(question);
    const { session, finished } = bench(editor, ['one']);
    const first = session.send(editor.uri, nothingLooked, neverAborted);
    await expect(session.send(editor.uri, nothingLooked, neverAborted)).rejects.toMatchObject({
      code: 'chat-busy',
    });
    await finished(first);
    expect(editor.text).toContain('one\n\n## You');
  });

  test('where nothing is asked, or nothing is open', async () => {
    const editor = new FakeEditor('## You\n\n');
    const { session } = bench(editor, []);
    await expect(session.send(editor.uri, nothingLooked, neverAborted)).rejects.toMatchObject({
      code: 'chat-nothing-asked',
    });
    await expect(session.send('file:///other.chat.md', nothingLooked, neverAborted)).rejects.toMatchObject({
      code: 'chat-not-open',
    });
  });
});
