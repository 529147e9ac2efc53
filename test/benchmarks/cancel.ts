/**
 * How fast a cancelled request ends, as editor and model see it: `npm run bench:cancel`.
 *
 * Asks for ghost text from a model that never answers, cancels when the question has arrived there, and measures
 * until the editor has its answer (-32800) and until the model's server sees the connection close. The baseline is an
 * unknown request on the same stream: what the process, the pipe and the framing cost alone.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { type LspClient, spawnServer } from '../support/lsp-client.ts';
import { scriptedModelServer } from '../support/scripted-model-server.ts';
import { percentile } from './percentiles.ts';
import { syntheticSource } from './synthetic-source.ts';

const samples = 100;
const lines = 5_000;

const folder = mkdtempSync(join(tmpdir(), 'innerloop-cancel-'));
const model = await scriptedModelServer();
model.on('/v1/completions', (_request, response) => response.hold());
const env = {
  ...process.env,
  XDG_CACHE_HOME: join(folder, 'cache'),
  XDG_CONFIG_HOME: join(folder, 'config'),
  XDG_STATE_HOME: join(folder, 'state'),
};
const server = spawnServer([process.execPath, 'dist/main.js', 'serve', '--stdio'], { env });
try {
  await server.client.handshake({
    initializationOptions: {
      models: { held: { baseUrl: `${model.url}/v1`, model: 'held', fim: 'suffix' } },
      'routes.completion': ['held'],
    },
  });
  console.log(await measure(server.client));
  await server.client.request('shutdown');
  server.client.notify('exit');
  await server.exited;
} finally {
  server.process.kill();
  await model.close();
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
}

async function measure(client: LspClient): Promise<string> {
  const uri = pathToFileURL(join(folder, 'open.ts')).href;
  client.open(uri, `const held = \n${syntheticSource(lines)}`);
  // Until the models are built, nobody is asked.
  while (!JSON.stringify((await client.request('innerloop/status')).result).includes('"held"'));

  const answered: number[] = [];
  const closed: number[] = [];
  const baseline: number[] = [];
  for (let sample = 0; sample < samples; sample++) {
    const id = client.send('textDocument/inlineCompletion', {
      textDocument: { uri },
      position: { line: 0, character: 13 },
      context: { triggerKind: 1 },
    });
    await model.untilRequests(sample + 1);
    const cancelledAt = performance.now();
    client.notify('$/cancelRequest', { id });
    const answer = client.answerOf(id).then(() => answered.push(performance.now() - cancelledAt));
    const close = model.requests[sample]?.aborted.then(() => closed.push(performance.now() - cancelledAt));
    await Promise.all([answer, close]);
    const askedAt = performance.now();
    await client.request('bench/unknown');
    baseline.push(performance.now() - askedAt);
  }
  return table({
    'the editor has its answer': answered,
    'the connection to the model closes': closed,
    baseline,
  });
}

function table(rows: Readonly<Record<string, readonly number[]>>): string {
  const row = ([name, times]: [string, readonly number[]]) => {
    const figures = [0.5, 0.99, 1].map((share) => percentile(times, share).toFixed(1));
    return `| ${[name, times.length, ...figures].join(' | ')} |`;
  };
  const head = '| until | samples | p50 ms | p99 ms | max ms |\n| --- | --- | --- | --- | --- |';
  return `${head}\n${Object.entries(rows).map(row).join('\n')}`;
}
