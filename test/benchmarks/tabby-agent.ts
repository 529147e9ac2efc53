import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

import * as z from 'zod';

import { spawnServer } from '../support/lsp-client.ts';
import { isReady, type WireSubject } from './wire-typing.ts';

/** The package and the version that are measured. */
export const tabbyAgentName = 'tabby-agent@1.5.0';

/** Whether it waits for a pause in typing first; `off` is a fixed wait of 0 ms. */
export const tabbyWaitings = ['as published', 'off'] as const;

/** What became of the installation. */
export type Installation =
  | { readonly kind: 'installed'; readonly program: string }
  | { readonly kind: 'failed'; readonly reason: string };

/** Installs it into a folder, without running any script of a package. */
export async function installTabbyAgent(folder: string): Promise<Installation> {
  const flags = ['--ignore-scripts', '--no-audit', '--no-fund', '--fetch-retries=0'];
  const parameters = ['install', '--prefix', folder, ...flags, tabbyAgentName];
  const options = { cwd: folder, timeout: 120_000, shell: process.platform === 'win32' };
  try {
    await promisify(execFile)('npm', parameters, options);
    const program = join(folder, 'node_modules', 'tabby-agent', 'dist', 'cli.js');
    return { kind: 'installed', program };
  } catch (error) {
    const said = error instanceof Error ? error.message.split('\n') : [];
    return { kind: 'failed', reason: said.find((line) => /^npm (error|ERR!)/.test(line)) ?? 'npm failed' };
  }
}

export interface TabbyAgentOptions {
  readonly program: string;
  /** For a home folder of its own: it reads no settings of the user and leaves nothing behind. */
  readonly folder: string;
  readonly modelUrl: string;
  readonly waiting: (typeof tabbyWaitings)[number];
}

/** Starts it on the model, with its usage reports switched off; undefined when it ends before it is ready. */
export async function startTabbyAgent(options: TabbyAgentOptions): Promise<WireSubject | undefined> {
  const home = mkdtempSync(join(options.folder, 'home-'));
  const settingsFolder = join(home, '.tabby-client', 'agent');
  mkdirSync(settingsFolder, { recursive: true });
  writeFileSync(join(settingsFolder, 'config.toml'), settingsOf(options));
  const server = spawnServer([process.execPath, options.program, '--lsp', '--stdio'], {
    env: { PATH: process.env.PATH, HOME: home, USERPROFILE: home },
  });
  if (!(await isReady(server, { clientInfo: { name: 'bench', version: '1' } }))) return undefined;
  return {
    name: `${tabbyAgentName}, debounce ${options.waiting}`,
    server,
    method: 'textDocument/completion',
    context: { triggerKind: 1 },
    textOf: insertedText,
  };
}

function settingsOf({ modelUrl, waiting }: TabbyAgentOptions): string {
  const debounce = waiting === 'off' ? '[completion.debounce]\nmode = "fixed"\ninterval = 0\n' : '';
  return `[server]
endpoint = "${modelUrl}"
token = "bench"
[tls]
caCerts = "bundled"
[anonymousUsageTracking]
disable = true
${debounce}`;
}

const answerSchema = z.object({ items: z.array(z.object({ textEdit: z.object({ newText: z.string() }) })) });

/** Its items repeat the word before the cursor. */
function insertedText(result: unknown, linePrefix: string): string | undefined {
  const { items: [item] = [] } = answerSchema.safeParse(result).data ?? {};
  return item?.textEdit.newText.slice(/\w*$/.exec(linePrefix)?.[0].length);
}
