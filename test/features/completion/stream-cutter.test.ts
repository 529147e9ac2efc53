import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { TextDocument } from '../../../server/base/text-document.ts';
import { shapeAt } from '../../../server/features/completion/shape.ts';
import {
  cutCode,
  cutStream,
  type StreamScene,
  streamSceneAt,
} from '../../../server/features/completion/stream-cutter.ts';
import { codeSamples } from './code-samples.ts';

/** The scene at `█` in a document. */
function sceneOf(marked: string, languageId = 'typescript'): StreamScene {
  const offset = marked.indexOf('█');
  const document = new TextDocument({ uri: 'file:///a', languageId, version: 1 }, marked.replace('█', ''));
  return streamSceneAt(document, offset, shapeAt(document, offset, 5));
}

/** What is kept of a reply when the model is stopped as soon as enough is said; undefined while it is not. */
function stoppedWith(marked: string, reply: string, languageId?: string): string | undefined {
  const { text, isFull } = cutStream(reply, sceneOf(marked, languageId));
  return isFull ? text : undefined;
}

const block = 'function f(a: boolean) {\n  █\n}\n\nexport function g() {}\n';
const body = 'function f() {\n  █\n  return use(a);\n}\n';
const line = 'const x = █\nuse(x);\n';

describe('the model is stopped', () => {
  test.each([
    ['behind a line where one is wanted', line, 'f(1);\n', 'f(1);'],
    ['in front of a carriage return', line, 'f(1);\r\n', 'f(1);'],
    [
      'behind the last line that is wanted',
      block,
      'a();\n  b();\n  c();\n  d();\n  e();\n',
      'a();\n  b();\n  c();\n  d();\n  e();',
    ],
    ['at a blank line behind what is finished', block, 'a();\n\n', 'a();'],
    ['at two blank lines wherever they stand', block, 'if (a) {\n\n\n', 'if (a) {'],
    ['where the indentation falls below where it began', block, 'a();\nb();\n', 'a();'],
    ['behind the bracket that was open before the cursor', block, 'a();\n}\n', 'a();\n}'],
    ['where the next line of the document is reached', body, 'a();\n  return use(a);\n', 'a();'],
    ['where the next line of the document is all there is', line, 'use(x);\n', 'use(x);'],
    ['where lines repeat', block, 'ab();\n  ab();\n  ab();\n  ab();\n', 'ab();'],
    ['where the text ends by a marker', block, 'a();<|endoftext|>', 'a();'],
    ['at a fence that closes', block, '```ts\na();\n```\n', 'a();'],
    ['at a fence that was never opened', block, 'a();\n```\n', 'a();'],
    ['behind a block that the line itself opened', line, '() => {\n  g();\n};\n', '() => {\n  g();\n};'],
    ['in a line without end', line, 'a'.repeat(2_000), 'a'.repeat(1_000)],
  ])('%s', (_, marked, reply, kept) => {
    expect(stoppedWith(marked, reply)).toBe(kept);
  });

  test('where a block that ends with its indentation is left', () => {
    expect(stoppedWith('def f():█\n', '\n    return 1\nx = 2\n', 'python')).toBe('\n    return 1');
  });

  test('with nothing where the text must not begin on the line below', () => {
    expect(stoppedWith('use(█);\n', '\nuse(1);\n')).toBe('');
  });
});

describe('the model goes on', () => {
  test.each([
    ['within a line', line, 'f(1);'],
    ['while a bracket is open', line, '{\n  a: 1,\n'],
    ['over a blank line in a block', block, 'if (a) {\n    g();\n\n'],
    ['over talk in front of a fence', line, 'Here is the code:\n\n'],
    ['while a fence is being opened', line, '``'],
    ['over an echo of the lines above', block, 'function f(a: boolean) {\n'],
    ['with the other branch', 'def f(a):\n    if a:█\n', '\n        return 1\n    else:\n'],
    ['over markers of which the file speaks', "stop('<|endoftext|>', █\n", "'<|im_end|>'"],
  ])('%s', (_, marked, reply) => {
    expect(stoppedWith(marked, reply)).toBeUndefined();
  });
});

describe('the text begins', () => {
  test.each([
    ['behind a fence', block, '```ts\na();', 'a();'],
    ['behind talk and a fence', block, 'Sure! Here it is:\n```\na();', 'a();'],
    ['behind an echo of the lines above', block, 'function f(a: boolean) {\n  a();', '  a();'],
    ['behind an echo of the line', line, 'const x = f(1', 'f(1'],
    ['with a fence where fences are part of the language', '█\n', '```ts\na();', '```ts\na();'],
  ])('%s', (name, marked, reply, kept) => {
    const languageId = name.includes('part of') ? 'markdown' : 'typescript';
    expect(cutStream(reply, sceneOf(marked, languageId)).text).toBe(kept);
  });
});

const replies = fc
  .array(
    fc.constantFrom(
      ...[
        'return a;',
        'if (a) {',
        '}',
        '});',
        '  ',
        '    ',
        '\n',
        '\n\n',
        '\r\n',
        'f(',
        ')',
        '"',
        'else',
        ':',
      ],
      ...[
        '```',
        '```ts\n',
        '\n```\n',
        '<|endoftext|>',
        '<|fim_middle|>',
        '<fim_suffix>',
        '</s>',
        '<filename>',
      ],
      ...[
        'Here is the code:\n',
        'Sure! ',
        'const x = ',
        'function f(a: boolean) {\n',
        '  ab();\n',
        'use(x);\n',
      ],
      ...['export function g() {}\n', 'def f():\n', 'a'.repeat(400)],
    ),
    { maxLength: 14 },
  )
  .map((parts) => parts.join(''));

const scenes = fc
  .constantFrom(
    ...[block, line, 'use(█);\n', 'f(() => {█});\n', '█', 'def f():█\n', '  first();\n  ab();\n  █\n'],
  )
  .chain((marked) => fc.constantFrom('typescript', 'python', 'markdown').map((id) => sceneOf(marked, id)));

describe('whatever a model says', () => {
  test('in whichever pieces it comes, what is kept is the same', () => {
    const cuts = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 30 });
    fc.assert(
      fc.property(replies, scenes, cuts, (reply, scene, places) => {
        const ends = places
          .map((place) => Math.floor(place * reply.length))
          .sort((one, other) => one - other);
        expect(keptOf(reply, ends, scene)).toBe(keptOf(reply, [], scene));
      }),
      { numRuns: 2_000 },
    );
  });

  test('it is the same whether the model was stopped at the first moment or never', () => {
    fc.assert(
      fc.property(replies, scenes, (reply, scene) => {
        const all = Array.from({ length: reply.length }, (_, index) => index);
        expect(keptOf(reply, all, scene)).toBe(keptOf(reply, [], scene));
      }),
      { numRuns: 2_000 },
    );
  });

  test('what is kept is one piece of what was said', () => {
    fc.assert(
      fc.property(replies, scenes, (reply, scene) => {
        expect(reply).toContain(cutStream(reply, scene).text);
      }),
    );
  });

  test('what is code as a whole is cut to one of its beginnings', () => {
    fc.assert(
      fc.property(replies, scenes, (reply, scene) => {
        const once = cutCode(reply, scene);
        expect(reply.startsWith(once)).toBe(true);
        expect(cutCode(once, scene)).toBe(once);
      }),
    );
  });
});

/** What is kept when the reply comes up to each of `ends` in turn, and then whole. */
function keptOf(reply: string, ends: readonly number[], scene: StreamScene): string {
  for (const end of ends) {
    const { text, isFull } = cutStream(reply.slice(0, end), scene);
    if (isFull) return text;
  }
  return cutStream(reply, scene).text;
}

test('the body of each block of real code is kept whole when the model goes on with the file', () => {
  let bodies = 0;
  for (const document of codeSamples) {
    for (let at = 0; at < document.lineCount; at++) {
      const body = bodyBelow(document, at);
      if (body === undefined) continue;
      bodies += 1;
      const start = document.lineEnd(at);
      const hole = document.withChange({ start, end: start + body.length, text: '' }, 2);
      const scene = streamSceneAt(hole, start, shapeAt(hole, start, 12));
      // A model that goes on behind the end of the file is stopped there, too.
      const { text, isFull } = cutStream(`${document.text.slice(start)}end_of_file = 1\n`, scene);
      expect({ body, isFull }).toEqual({ body, isFull: true });
      // A bracket that closes the block is cut later, where it stands already.
      expect(text.startsWith(body)).toBe(true);
      expect(text.slice(body.length)).toMatch(/^(?:\n\s*(?:[)\]}]+[;,]?|end))?$/);
    }
  }
  expect(bodies).toBeGreaterThan(20);
});

/** The lines below one that opens a block and deeper than it, when they are few and none is blank. */
function bodyBelow(document: TextDocument, line: number): string | undefined {
  const indent = (at: number) => /^\s*/.exec(document.lineText(at))?.[0].length ?? 0;
  if (!/[{:]$/.test(document.lineText(line))) return undefined;
  let last = line;
  while (document.lineText(last + 1).trim() !== '' && indent(last + 1) > indent(line)) last += 1;
  if (last === line || last - line > 11 || last + 2 >= document.lineCount) return undefined;
  const isEnded = document.lineText(last + 1).trim() !== '' || indent(last + 2) <= indent(line);
  return isEnded ? document.text.slice(document.lineEnd(line), document.lineEnd(last)) : undefined;
}
