/**
 * What a completion costs beside the model, as an editor sees it: `npm run bench:wire`.
 *
 * For each file size, types code into the middle of an open file and asks for ghost text after each keystroke
 * (invoked, warm), over standard input and output, from a model in this process that answers at once with another
 * text each time. The baseline is the same HTTP request, sent from this process right after each sample.
 * `npm run bench:wire -- --tabby` installs Tabby's agent into a temporary folder and measures it in the same run.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { startInnerloop } from './start-innerloop.ts';
import { syntheticSource } from './synthetic-source.ts';
import { installTabbyAgent, startTabbyAgent, tabbyAgentName, tabbyWaitings } from './tabby-agent.ts';
import { startWireModel } from './wire-model.ts';
import { legend, tableHeader, tableRow, verdict } from './wire-table.ts';
import { type TypingResult, typeAndMeasure, type WireSubject } from './wire-typing.ts';

const sizes = [500, 5_000, 20_000];
const warmUps = 20;
const samples = 120;
/** Fewer, because each takes long. */
const tabbySamples = 40;

const folder = mkdtempSync(join(tmpdir(), 'innerloop-wire-'));
const workspace = mkdtempSync(join(folder, 'workspace-'));
const model = await startWireModel();
try {
  writeFileSync(join(workspace, 'other.ts'), syntheticSource(300));
  console.log(tableHeader());
  const results = new Map<number, TypingResult>();
  for (const lines of sizes) results.set(lines, await measureInnerloop(lines));
  const remark = process.argv.includes('--tabby')
    ? await measureTabby()
    : `${tabbyAgentName} is not measured; \`npm run bench:wire -- --tabby\` does.`;
  console.log(`\n${legend}\n\n${verdict(results)}\n${remark}`);
} finally {
  await model.close();
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
}

async function measureInnerloop(lines: number): Promise<TypingResult> {
  const server = await startInnerloop({ folder, workspace, modelUrl: model.url });
  // Invoked: nothing is waited for before the model is asked.
  const subject: WireSubject = { ...server, context: { triggerKind: 1 } };
  return measure(subject, { lines, count: samples });
}

/** Prints a row for each way of waiting and size; returns what is to be said of it. */
async function measureTabby(): Promise<string> {
  const installed = await installTabbyAgent(folder);
  if (installed.kind === 'failed') return `${tabbyAgentName} could not be installed: ${installed.reason}`;
  const { program } = installed;
  for (const waiting of tabbyWaitings) {
    for (const lines of sizes) {
      const agent = await startTabbyAgent({ program, folder, modelUrl: model.url, waiting });
      if (agent === undefined) return `${tabbyAgentName} ended before it was ready.`;
      await measure(agent, { lines, count: tabbySamples });
    }
  }
  return `${tabbyAgentName} answers textDocument/completion, and nothing newer, so that is what it is asked.`;
}

/** Types, prints the row and ends the server. */
async function measure(
  subject: WireSubject,
  { lines, count }: { readonly lines: number; readonly count: number },
): Promise<TypingResult> {
  const { server, name } = subject;
  const uri = pathToFileURL(join(workspace, 'open.ts')).href;
  try {
    const result = await typeAndMeasure(subject, model, { uri, lines, warmUps, samples: count });
    console.log(tableRow(name, lines, result));
    await Promise.race([server.client.request('shutdown'), server.exited]);
    server.client.notify('exit');
    await server.exited;
    return result;
  } finally {
    server.process.kill();
  }
}
