/**
 * How fast code actions are offered and chat begins, as an editor sees it: `npm run bench:actions`.
 *
 * Opens a file of 5,000 lines, types into it and asks for code actions at random places after each keystroke; then
 * asks chat questions about the files of this project, of a model in this process that answers at once. The baseline
 * is an unknown request, sent and answered in the same run on the same stream.
 */
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import * as z from 'zod';

import { seededRandom } from '../../server/evaluation/seeded-random.ts';
import { type LspClient, spawnServer } from '../support/lsp-client.ts';
import { scriptedModelServer } from '../support/scripted-model-server.ts';
import { percentile } from './percentiles.ts';
import { syntheticSource } from './synthetic-source.ts';

const lines = 5_000;
const warmUps = 30;
const offers = 400;
const questions = 200;
const random = seededRandom(5);
const folder = mkdtempSync(join(tmpdir(), 'innerloop-actions-'));
const workspace = join(folder, 'workspace');
const model = await scriptedModelServer();
let version = 1;
/** When the model was asked last, and when it said its first word; of `performance.now()`. */
const modelTimes = { askedAt: 0, saidAt: 0 };
const statusSchema = z.looseObject({ index: z.looseObject({}) });
const contextSchema = z.looseObject({ isComplete: z.literal(true) });
const progressSchema = z.looseObject({ token: z.string() });
const uri = pathToFileURL(join(workspace, 'open.ts')).href;
const subjects = [
  'cutting an item to a budget',
  'the request guard',
  'the outbound gate',
  'a suffix array',
  'reciprocal rank fusion',
  'resolving settings',
  'the corpus worker',
  'framing of messages',
  'a paused endpoint',
  'the history of git',
];

try {
  cpSync(join(import.meta.dirname, '../../server'), join(workspace, 'server'), { recursive: true });
  writeFileSync(join(workspace, 'open.ts'), syntheticSource(lines));
  model.on('/v1/chat/completions', async (_request, response) => {
    modelTimes.askedAt = performance.now();
    response.status(200, { 'content-type': 'text/event-stream' });
    modelTimes.saidAt = performance.now();
    await response.write(chunk('It is told', null));
    await response.end(`${chunk(' there.', null)}${chunk('', 'stop')}data: [DONE]\n\n`);
  });
  const { client, end } = await start();
  await untilRead(client);
  console.log('| what | samples | p50 ms | p99 ms | max ms |\n| --- | --- | --- | --- | --- |');
  console.log(row('an unknown request (baseline)', await unknownRequests(client)));
  for (const trigger of [1, 2] as const) await offerEverywhere(client, trigger);
  await chatAboutTheCode(client);
  await end();
  console.log(
    '\nGoals: offering p99 at most 20 ms; chat: the first byte at most 15 ms after the model said its first token, and our part before the model is asked at most 50 ms.',
  );
} finally {
  await model.close();
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
}

async function start() {
  const env = {
    ...process.env,
    XDG_CACHE_HOME: join(folder, 'cache'),
    XDG_CONFIG_HOME: join(folder, 'config'),
    XDG_STATE_HOME: join(folder, 'state'),
    XDG_DATA_HOME: join(folder, 'data'),
  };
  const server = spawnServer([process.execPath, 'dist/main.js', 'serve', '--stdio'], { env });
  const { client } = server;
  await client.handshake({
    rootUri: pathToFileURL(workspace).href,
    capabilities: {
      workspace: { applyEdit: true },
      textDocument: {
        codeAction: {
          codeActionLiteralSupport: { codeActionKind: { valueSet: ['', 'quickfix', 'refactor', 'source'] } },
          dataSupport: true,
          resolveSupport: { properties: ['edit'] },
        },
      },
    },
    initializationOptions: {
      models: { bench: { baseUrl: `${model.url}/v1`, model: 'bench', window: 32_000 } },
      'routes.chat': ['bench'],
    },
  });
  client.open(uri, syntheticSource(lines));
  return {
    client,
    async end() {
      await client.request('shutdown');
      client.notify('exit');
      await server.exited;
    },
  };
}

/** What is measured is the work of a day, and not the first seconds in a repository. */
async function untilRead(client: LspClient): Promise<void> {
  for (;;) {
    const status = await client.request('innerloop/status', {});
    const context = await client.request('innerloop/context', { query: 'budget' });
    if (statusSchema.safeParse(status.result).success && contextSchema.safeParse(context.result).success)
      return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

async function unknownRequests(client: LspClient): Promise<readonly number[]> {
  const times: number[] = [];
  for (let count = 0; count < offers; count++) {
    const begun = performance.now();
    await client.request('bench/unknown', {});
    times.push(performance.now() - begun);
  }
  return times;
}

/** Trigger kinds of LSP: 1 when the person asks, 2 when the editor does by itself; half of the places are just edited. */
async function offerEverywhere(client: LspClient, triggerKind: 1 | 2): Promise<void> {
  const times: number[] = [];
  let offered = 0;
  for (let count = 0; count < warmUps + offers; count++) {
    const line = Math.floor(random() * (lines - 1));
    const position = { line, character: 0 };
    const range = { start: position, end: position };
    if (count % 2 === 0) typeAt(client, position);
    const begun = performance.now();
    const { result } = await client.request('textDocument/codeAction', {
      textDocument: { uri },
      range,
      context: { triggerKind, diagnostics: count % 3 === 0 ? [diagnosticAt(line)] : [] },
    });
    if (count < warmUps) continue;
    times.push(performance.now() - begun);
    offered += z.array(z.unknown()).parse(result ?? []).length;
  }
  const name =
    triggerKind === 1 ? 'code actions that the person asks for' : 'code actions by the editor itself';
  console.log(row(`${name} (${(offered / offers).toFixed(1)} offered)`, times));
}

function diagnosticAt(line: number): object {
  const start = { line, character: 2 };
  const message = "Cannot find name 'storee'. Did you mean 'store'?";
  return { range: { start, end: { line, character: 8 } }, message, severity: 1, code: 2552, source: 'ts' };
}

function typeAt(client: LspClient, position: { readonly line: number; readonly character: number }): void {
  version += 1;
  client.notify('textDocument/didChange', {
    textDocument: { uri, version },
    contentChanges: [{ range: { start: position, end: position }, text: ' ' }],
  });
}

async function chatAboutTheCode(client: LspClient): Promise<void> {
  const before: number[] = [];
  const after: number[] = [];
  for (let count = 0; count < questions + 5; count++) {
    const partialResultToken = `answer-${count}`;
    const subject = subjects[count % subjects.length] ?? '';
    const begun = performance.now();
    const id = client.send('innerloop/chat', { message: `How does ${subject} work?`, partialResultToken });
    const first = await firstProgress(client, partialResultToken);
    await client.answerOf(id);
    if (count < 5) continue;
    before.push(modelTimes.askedAt - begun);
    after.push(first - modelTimes.saidAt);
  }
  console.log(row('chat: until the model is asked', before));
  console.log(row('chat: from the first token of the model to the first byte', after));
}

async function firstProgress(client: LspClient, token: string): Promise<number> {
  for (;;) {
    const isThere = client.calls.some(
      ({ method, params }) =>
        method === '$/progress' && progressSchema.safeParse(params).data?.token === token,
    );
    if (isThere) return performance.now();
    await new Promise((resolve) => setImmediate(resolve));
  }
}

function chunk(content: string, finishReason: string | null): string {
  const choices = [{ index: 0, delta: content === '' ? {} : { content }, finish_reason: finishReason }];
  return `data: ${JSON.stringify({ id: 'bench', object: 'chat.completion.chunk', created: 1, model: 'bench', choices })}\n\n`;
}

function row(name: string, times: readonly number[]): string {
  const figures = [0.5, 0.99, 1].map((share) => percentile(times, share).toFixed(2));
  return `| ${[name, times.length, ...figures].join(' | ')} |`;
}
