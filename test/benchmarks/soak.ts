/**
 * Whether typing for long leaves anything behind: `npm run bench:soak`, ten minutes; `-- --seconds 120` types less.
 *
 * Ten keystrokes a second go into a file of 5,000 lines against a model in this process. Each changes the document and
 * asks for ghost text and for the popup; both are cancelled before the next one, each time at another moment.
 * At the start, after each minute and at the end nobody types for three seconds, the server collects its garbage, and
 * its memory is read. At the end the file is closed.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';

import * as z from 'zod';

import { type SpawnedServer, spawnServer } from '../support/lsp-client.ts';
import { type Reply, scriptedModelServer } from '../support/scripted-model-server.ts';
import { processCost } from './process-cost.ts';
import { syntheticSource } from './synthetic-source.ts';

interface Reading {
  readonly at: string;
  readonly keystrokes: number;
  readonly rssMb: number;
  readonly heapMb: number;
  readonly outsideMb: number;
}

const { values } = parseArgs({ options: { seconds: { type: 'string', default: '600' } } });
const keystrokeMs = 100;
const keystrokesInAll = Math.round((Number(values.seconds) * 1_000) / keystrokeMs);
const keystrokesBetween = 60_000 / keystrokeMs;
const idleMs = 3_000;
const giveUpMs = 5_000;
const lines = 5_000;
/** Typed before the first reading: what is compiled and learned once is no leak. */
const warmUps = 100;
/** Who types so fast without a pause is not helped by a model unless they ask; one keystroke in so many does. */
const byHandEach = 4;
/** No statement comes twice, so that each place is a new one. */
const typed = Array.from(
  { length: Math.ceil((keystrokesInAll + warmUps) / 50) },
  (_, i) => `const ledger${i} = await load(account, entries.at(${i}));\n`,
).join('');

/** Collects the garbage and tells of the memory when it is signalled; the server itself knows nothing of it. */
const memoryTeller = `process.on('SIGUSR2', () => {
  gc(); gc();
  const { heapUsed, external } = process.memoryUsage();
  process.stderr.write(JSON.stringify({ heapUsed, external }) + '\\n');
});`;
const toldSchema = z.object({ heapUsed: z.number(), external: z.number() });

const folder = mkdtempSync(join(tmpdir(), 'innerloop-soak-'));
const uri = pathToFileURL(join(folder, 'open.ts')).href;
const model = await scriptedModelServer();
let aborted = 0;
model.on(
  '/v1/completions',
  slowly(['total', ' = ', 'sum(', 'entries', ');', '\n', 'return ', 'total;', '\n']),
);
const server = startServer();
const sent: number[] = [];
const readings: Reading[] = [];
try {
  await server.client.handshake({
    rootUri: pathToFileURL(folder).href,
    initializationOptions: {
      models: { soak: { baseUrl: `${model.url}/v1`, model: 'soak', fim: 'suffix' } },
      'routes.completion': ['soak'],
    },
  });
  server.client.open(uri, syntheticSource(lines));
  // Until the models are built, nobody is asked.
  while (!JSON.stringify((await server.client.request('innerloop/status')).result).includes('"ready"'));
  await type();
  server.client.notify('textDocument/didClose', { textDocument: { uri } });
  readings.push(await readingAt('file closed', keystrokesInAll));
  console.log(report(await unanswered()));
  await server.client.request('shutdown');
  server.client.notify('exit');
  await server.exited;
} finally {
  server.process.kill();
  await model.close();
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
}

function startServer(): SpawnedServer {
  const teller = `data:text/javascript,${encodeURIComponent(memoryTeller)}`;
  return spawnServer(
    [process.execPath, '--expose-gc', '--import', teller, 'dist/main.js', 'serve', '--stdio'],
    {
      env: {
        ...process.env,
        XDG_CACHE_HOME: join(folder, 'cache'),
        XDG_CONFIG_HOME: join(folder, 'config'),
        XDG_STATE_HOME: join(folder, 'state'),
      },
    },
  );
}

async function type(): Promise<void> {
  let line = Math.floor(lines / 2);
  let character = 0;
  change({ line, character }, { text: '\n', version: 2 });
  for (let keystroke = -warmUps; keystroke < keystrokesInAll; keystroke++) {
    if (keystroke >= 0 && keystroke % keystrokesBetween === 0)
      readings.push(
        await readingAt(keystroke === 0 ? 'start' : `${(keystroke * keystrokeMs) / 1_000} s`, keystroke),
      );
    const text = typed.charAt(keystroke + warmUps);
    change({ line, character }, { text, version: keystroke + warmUps + 3 });
    line += text === '\n' ? 1 : 0;
    character = text === '\n' ? 0 : character + 1;
    const nextAt = performance.now() + keystrokeMs;
    const isByHand = keystroke % byHandEach === 0;
    const place = { line, character };
    const ids = [ask('inlineCompletion', place, isByHand ? 1 : 2), ask('completion', place, 2)];
    await pause(((keystroke + warmUps) * 37) % keystrokeMs);
    for (const id of ids) server.client.notify('$/cancelRequest', { id });
    await pause(Math.max(0, nextAt - performance.now()));
  }
  readings.push(await readingAt('end', keystrokesInAll));
}

function change(
  position: object,
  { text, version }: { readonly text: string; readonly version: number },
): void {
  server.client.notify('textDocument/didChange', {
    textDocument: { uri, version },
    contentChanges: [{ range: { start: position, end: position }, text }],
  });
}

function ask(kind: 'inlineCompletion' | 'completion', position: object, triggerKind: number): number {
  const params = { textDocument: { uri }, position, context: { triggerKind } };
  const id = server.client.send(`textDocument/${kind}`, params);
  sent.push(id);
  return id;
}

async function unanswered(): Promise<number> {
  const missing = () => {
    const answered = new Set(server.client.answers.map(({ id }) => id));
    return sent.filter((id) => !answered.has(id)).length;
  };
  for (const from = performance.now(); missing() > 0 && performance.now() - from < giveUpMs; )
    await pause(100);
  return missing();
}

async function readingAt(at: string, keystrokes: number): Promise<Reading> {
  await pause(idleMs);
  const { process: child } = server;
  if (child.pid === undefined) throw new Error('the server is not running');
  const before = toldLines().length;
  child.kill('SIGUSR2');
  while (toldLines().length === before) await pause(10);
  const { heapUsed, external } = toldSchema.parse(JSON.parse(toldLines().at(-1) ?? ''));
  const { rssMb } = processCost(child.pid);
  return { at, keystrokes, rssMb, heapMb: heapUsed / 2 ** 20, outsideMb: external / 2 ** 20 };
}

function toldLines(): readonly string[] {
  return server
    .stderr()
    .split('\n')
    .filter((line) => line.startsWith('{'));
}

/** Says the pieces one by one, 30 ms after the question and 4 ms apart. */
function slowly(pieces: readonly string[]): Reply {
  return async (request, response) => {
    void request.aborted.then(() => {
      aborted += 1;
    });
    response.status(200, { 'content-type': 'text/event-stream' });
    await pause(30);
    for (const text of pieces) {
      await response.write(
        `data: ${JSON.stringify({ choices: [{ index: 0, text, finish_reason: null }] })}\n\n`,
      );
      await pause(4);
    }
    await response.end('data: [DONE]\n\n');
  };
}

function report(missing: number): string {
  const rows = readings.map(({ at, keystrokes, ...figures }) => [
    ...[at, keystrokes],
    ...[figures.rssMb, figures.heapMb, figures.outsideMb].map((each) => each.toFixed(1)),
  ]);
  const errors = new Map<number, number>();
  for (const { error } of server.client.answers)
    if (error !== undefined) errors.set(error.code, (errors.get(error.code) ?? 0) + 1);
  const told = [...errors].map(([code, count]) => `${code}: ${count}`).join(', ');
  return [
    `${sent.length} requests, ${missing} unanswered; answered with an error: ${told === '' ? 'none' : told}.`,
    `The model was asked ${model.requests.length} times, and ${aborted} times noticed that nobody waited any more.`,
    '',
    '| at | keystrokes | resident MB | heap MB | outside the heap MB |',
    '| --- | --- | --- | --- | --- |',
    ...rows.map((row) => `| ${row.join(' | ')} |`),
  ].join('\n');
}
