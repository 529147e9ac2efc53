/**
 * Our own time per completion request, as an editor sees it: `npm run bench:latency`.
 *
 * For each file size, types code into the middle of an open file and asks for ghost text after each keystroke
 * (invoked, warm), over standard input and output. The baseline is an unknown request, sent and answered in the same
 * run on the same stream: what the process, the pipe and the framing cost alone.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { type LspClient, spawnServer } from '../support/lsp-client.ts';
import { percentile } from './percentiles.ts';
import { syntheticSource } from './synthetic-source.ts';

const sizes = [500, 5_000, 20_000];
const rounds = 12;
const typed = `  const account = await store.load('account', id);
  if (account === undefined) throw new Error(\`no account \${id}\`);
  const entries = account.entries.filter((entry) => entry.size > limit);
`;

const folder = mkdtempSync(join(tmpdir(), 'innerloop-latency-'));
const env = {
  ...process.env,
  XDG_CACHE_HOME: join(folder, 'cache'),
  XDG_CONFIG_HOME: join(folder, 'config'),
};
try {
  console.log(
    '| lines | requests | with an answer | p50 ms | p99 ms | p50 of the baseline ms | p50 / baseline |',
  );
  console.log('| --- | --- | --- | --- | --- | --- | --- |');
  for (const lines of sizes) console.log(await measure(lines));
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function measure(lines: number): Promise<string> {
  writeFileSync(join(folder, 'other.ts'), syntheticSource(300));
  const server = spawnServer([process.execPath, 'dist/main.js', 'serve', '--stdio'], { env });
  const { client } = server;
  await client.handshake({ rootUri: pathToFileURL(folder).href });
  const uri = pathToFileURL(join(folder, 'open.ts')).href;
  client.open(uri, syntheticSource(lines));
  const editing = { client, uri, line: Math.floor(lines / 2), version: 1 };

  await typeRound(editing, []);
  const samples: Sample[] = [];
  for (let round = 0; round < rounds; round++) await typeRound(editing, samples);

  await client.request('shutdown');
  client.notify('exit');
  await server.exited;
  return row(lines, samples);
}

interface Editing {
  readonly client: LspClient;
  readonly uri: string;
  readonly line: number;
  version: number;
}

interface Sample {
  readonly ms: number;
  readonly baselineMs: number;
  readonly isAnswered: boolean;
}

/** Types the text into a new line, one character and one request at a time, then takes it out again. */
async function typeRound(editing: Editing, samples: Sample[]): Promise<void> {
  const { client, uri, line } = editing;
  const position = { line, character: 0 };
  change(editing, { start: position, end: position }, '\n');
  for (const character of typed) {
    change(editing, { start: position, end: position }, character);
    if (character === '\n') {
      position.line += 1;
      position.character = 0;
    } else position.character += 1;
    const begun = performance.now();
    const { result } = await client.request('textDocument/inlineCompletion', {
      textDocument: { uri },
      position,
      context: { triggerKind: 1 },
    });
    const answered = performance.now();
    await client.request('bench/unknown', {});
    samples.push({
      ms: answered - begun,
      baselineMs: performance.now() - answered,
      isAnswered: JSON.stringify(result ?? null).includes('insertText'),
    });
  }
  change(editing, { start: { line, character: 0 }, end: { line: position.line + 1, character: 0 } }, '');
}

function change(editing: Editing, range: object, text: string): void {
  editing.version += 1;
  editing.client.notify('textDocument/didChange', {
    textDocument: { uri: editing.uri, version: editing.version },
    contentChanges: [{ range, text }],
  });
}

function row(lines: number, samples: readonly Sample[]): string {
  const own = samples.map(({ ms }) => ms);
  const baseline = percentile(
    samples.map(({ baselineMs }) => baselineMs),
    0.5,
  );
  const share = samples.filter(({ isAnswered }) => isAnswered).length / samples.length;
  const p50 = percentile(own, 0.5);
  return [
    '',
    lines,
    samples.length,
    `${(100 * share).toFixed(0)} %`,
    p50.toFixed(2),
    percentile(own, 0.99).toFixed(2),
    baseline.toFixed(2),
    (p50 / baseline).toFixed(1),
    '',
  ]
    .join(' | ')
    .trim();
}
