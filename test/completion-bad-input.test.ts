import { mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import * as z from 'zod';

import { type SpawnedServer, spawnServer } from './support/lsp-client.ts';
import {
  completionsOf,
  type Reply,
  type ScriptedModelServer,
  scriptedModelServer,
} from './support/scripted-model-server.ts';

/** What an answer brings to the screen, and what is told about it. */
interface Shown {
  readonly text: string | undefined;
  readonly why: string;
}

const inlineSchema = z.object({ items: z.array(z.object({ insertText: z.string() })) });
const whySchema = z.object({ text: z.string() });

const inCall = { before: 'function add(a: number, b: number) {\n  return ', behind: '\n}\n' };
const inBody = { before: 'function run(list: string[]) {\n  ', behind: '\n}\n' };

let folder = '';
let model: ScriptedModelServer;
let server: SpawnedServer;
let versions = 1;

beforeEach(async () => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'innerloop-bad-input-')));
  mkdirSync(join(folder, 'project'));
  model = await scriptedModelServer();
  versions = 1;
  server = spawnServer([process.execPath, join(import.meta.dirname, '../dist/main.js'), 'serve', '--stdio'], {
    env: {
      PATH: process.env.PATH,
      HOME: folder,
      XDG_CONFIG_HOME: join(folder, 'config'),
      XDG_CACHE_HOME: join(folder, 'cache'),
      XDG_STATE_HOME: join(folder, 'state'),
    },
  });
  await server.client.handshake({
    rootUri: pathToFileURL(join(folder, 'project')).href,
    initializationOptions: {
      models: { m: { baseUrl: `${model.url}/v1`, model: 'scripted', fim: 'suffix' } },
      'routes.completion': ['m'],
      'embedded.enabled': false,
    },
  });
  // Until the models are built, nobody is asked.
  while (!JSON.stringify((await server.client.request('innerloop/status')).result).includes('"ready"'));
});

afterEach(async () => {
  await server.client.request('shutdown');
  server.client.notify('exit');
  expect(await server.exited).toMatchObject({ code: 0 });
  expect(server.stderr()).toBe('');
  await model.close();
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
});

describe('a model that answers in prose', () => {
  test.each([
    ['alone', 'Sure! Here is how you can add two numbers together in this function.'],
    ['that refuses', "I'm sorry, but I can't help with that."],
    ['without end', 'I think that this function should add the two numbers. '.repeat(400)],
  ])('%s shows nothing, and why says so', async (_, said) => {
    const { text, why } = await shownFor(inCall, completionsOf(said));
    expect(text).toBeUndefined();
    expect(why).toMatch(
      /Nothing was offered: (?:the model answered in|what .* is not fit to be shown:) prose/,
    );
  });

  test('around code shows the code, and why names who cut the rest', async () => {
    const said = 'Here is the code:\n\n```ts\na + b;\n```\n\nThis adds the two numbers.\n';
    const { text, why } = await shownFor(inCall, completionsOf(said));
    expect(text).toBe('a + b;');
    expect(why).toContain('Offered: "a + b;"');
  });
});

describe('a model that repeats itself without end', () => {
  test.each([
    ['a line', inBody, 'log(list);\n  '],
    ['a block', inBody, 'if (list) {\n    log(list);\n  }\n  '],
    ['words on one line', inCall, 'a + b + '],
    ['one character', inCall, 'x'],
    ['blank lines', inBody, '\n'],
    ['blanks', inCall, ' '],
  ])('%s is stopped, and shows it once at most', async (_, place, piece) => {
    const { text = '', why } = await shownFor(place, withoutEnd(piece));
    await model.requests[0]?.aborted;
    expect(text.split(piece.trim() === '' ? '\n\n' : piece.trim()).length).toBeLessThanOrEqual(2);
    if (text === '')
      expect(why).toMatch(/the model (?:repeats itself|has nothing to add)|did not end and was cut off/);
    else expect(why).toContain(`Offered: ${JSON.stringify(text)}`);
  });
});

describe('a model that returns the suffix', () => {
  test.each([
    ['as it is', '\n}\n'],
    ['without its line end', '}\n'],
  ])('%s shows nothing, and why says that it is there', async (_, said) => {
    const { text, why } = await shownFor(inCall, completionsOf(said));
    expect(text).toBeUndefined();
    expect(why).toMatch(
      /Nothing was offered: what .* (?:stands behind the cursor already|is shorter than typing it)/,
    );
  });

  test('behind its own text shows that text alone, and why names who cut', async () => {
    const { text } = await shownFor(inBody, completionsOf('log(list);\n}\n'));
    expect(text).toBe('log(list);');
  });
});

describe('a model that answers for an older version of the document', () => {
  test.each([
    ['shows nothing of it where something else was typed', 'x', 'x.y;', '.y;'],
    ['shows the rest where its text was typed', 'a', 'c;', ' + b;'],
  ])('%s', async (_, typed, newAnswer, expected) => {
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    let asked = 0;
    model.on('/v1/completions', async (request, response) => {
      asked += 1;
      if (asked > 1) return completionsOf(newAnswer.replace(typed, ''))(request, response);
      await held;
      await completionsOf('a + b;')(request, response);
    });
    open(inCall.before + inCall.behind);
    const older = server.client.send('textDocument/inlineCompletion', question(inCall.before));
    await model.untilRequests(1);
    change(inCall.before, typed);
    const newer = server.client.send('textDocument/inlineCompletion', question(inCall.before + typed));
    expect(textOf((await server.client.answerOf(older)).result)).toBeUndefined();
    release();
    expect(textOf((await server.client.answerOf(newer)).result)).toBe(expected);
    expect(await whyText()).toContain(`Offered: ${JSON.stringify(expected)}`);
  });
});

describe('a model that streams half a character', () => {
  test.each([
    ['and the other half later', ['\\"\\ud83d', '\\ude00\\";'], '"😀";'],
    ['and never the other half', ['a + b; // \\ud83d'], 'a + b; //'],
    ['alone', ['\\ud83d'], undefined],
    ['in front of a letter', ['a\\ud83db;'], undefined],
    ['the second alone', ['\\ude00'], undefined],
  ])('%s shows whole ones', async (_, pieces, expected) => {
    const events = pieces.map(
      (piece) => `data: {"choices":[{"index":0,"text":"${piece}","finish_reason":null}]}\n\n`,
    );
    const { text, why } = await shownFor(inCall, (_request, response) =>
      response.sse([
        ...events,
        { choices: [{ index: 0, text: '', finish_reason: 'stop' }] },
        'data: [DONE]\n\n',
      ]),
    );
    expect(text).toBe(expected);
    expect(text ?? '').not.toMatch(/\p{Cs}/u);
    if (expected === undefined) expect(why).toContain('Nothing was offered: ');
  });

  test('in bytes that are torn apart shows whole ones', async () => {
    const bytes = Buffer.from(
      'data: {"choices":[{"index":0,"text":"\\"😀\\";","finish_reason":null}]}\n\ndata: [DONE]\n\n',
    );
    const { text } = await shownFor(inCall, async (_, response) => {
      response.status(200, { 'content-type': 'text/event-stream' });
      for (const byte of bytes) await response.write(Buffer.from([byte]));
      await response.end();
    });
    expect(text).toBe('"😀";');
  });
});

describe('a model that answers 200', () => {
  test.each<[string, Reply]>([
    ['with nothing', (_, response) => response.json(200, '').then(() => undefined)],
    [
      'with an empty body',
      (_, response) => {
        response.status(200, { 'content-type': 'text/event-stream' });
        return response.end();
      },
    ],
    [
      'with an empty body and no type',
      (_, response) => {
        response.status(200);
        return response.end();
      },
    ],
    ['and nothing but the end', (_, response) => response.sse(['data: [DONE]\n\n'])],
    ['and an empty text', completionsOf('')],
    ['and an object without choices', (_, response) => response.sse([{}])],
    ['and a page of HTML', (_, response) => response.json(200, {}, { 'content-type': 'text/html' })],
    ['and cuts the connection', (_, response) => response.destroy()],
  ])('%s shows nothing, and why says what was wrong', async (_, reply) => {
    const { text, why } = await shownFor(inCall, reply);
    expect(text).toBeUndefined();
    if (why.includes('has nothing to add')) return;
    expect(why).toContain('Nothing was offered: no model of the route could answer.');
    expect(why).toMatch(/What went wrong:\n- .{20}/);
  });
});

/** Says a piece again and again until the client goes. */
function withoutEnd(piece: string): Reply {
  const event = `data: ${JSON.stringify({ choices: [{ index: 0, text: piece, finish_reason: null }] })}\n\n`;
  return async (_, response) => {
    response.status(200, { 'content-type': 'text/event-stream' });
    while (!response.isClosed) {
      await response.write(event);
      await new Promise((resolve) => setImmediate(resolve));
    }
  };
}

/** Asks once by hand. */
async function shownFor(
  { before, behind }: { readonly before: string; readonly behind: string },
  reply: Reply,
): Promise<Shown> {
  model.on('/v1/completions', reply);
  open(before + behind);
  const { result } = await server.client.request('textDocument/inlineCompletion', question(before));
  expect(model.requests).toHaveLength(1);
  return { text: textOf(result), why: await whyText() };
}

async function whyText(): Promise<string> {
  return whySchema.parse((await server.client.request('innerloop/why', {})).result).text;
}

function textOf(result: unknown): string | undefined {
  return inlineSchema.safeParse(result).data?.items[0]?.insertText;
}

function open(text: string): void {
  server.client.open(uri(), text);
}

function change(before: string, text: string): void {
  versions += 1;
  const { position } = question(before);
  server.client.notify('textDocument/didChange', {
    textDocument: { uri: uri(), version: versions },
    contentChanges: [{ range: { start: position, end: position }, text }],
  });
}

function question(before: string) {
  const lines = before.split('\n');
  return {
    textDocument: { uri: uri() },
    position: { line: lines.length - 1, character: lines.at(-1)?.length ?? 0 },
    context: { triggerKind: 1 },
  };
}

function uri(): string {
  return pathToFileURL(join(folder, 'project/sum.ts')).href;
}
