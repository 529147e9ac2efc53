/**
 * Runs the scenarios in real editors: `npm run test:editors`.
 *
 * Brings the editors, runs the scenarios, then looks into the recorded sessions: each must have been held by a real
 * editor of a new enough version, and the server must have kept to the protocol in all of them. Where an editor
 * cannot be brought, prints the reason and leaves its scenarios out, or ends badly with `CI=true` or `--require`.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { z } from 'zod';

import { serverFaults } from '../conformance/check-session.ts';
import { type ProtocolModel, readProtocolModel } from '../conformance/protocol-model.ts';
import { editorsFolder, recordingsFolder, vsCodeFolder } from './editor-programs.ts';
import { messages, readRecording } from './recorded-session.ts';

/** What is brought at once, what its scenarios are, and who must have held a session. */
interface EditorGroup {
  readonly title: string;
  readonly installer: string;
  readonly folder: string;
  readonly scenarios: readonly string[];
  /** By the name that they tell the server, with their least version. */
  readonly clients: readonly { readonly name: string; readonly least: readonly [number, number] }[];
}

const groups: readonly EditorGroup[] = [
  {
    title: 'Neovim, Helix and Emacs',
    installer: 'install-editors.sh',
    folder: editorsFolder,
    scenarios: ['neovim', 'helix', 'emacs'],
    clients: [
      { name: 'Neovim', least: [0, 12] },
      { name: 'helix', least: [25, 0] },
      { name: 'Eglot', least: [1, 17] },
      // lsp-mode tells the version of Emacs, as it is named there.
      { name: 'emacs', least: [30, 1] },
    ],
  },
  {
    title: 'VS Code',
    installer: 'install-vscode.sh',
    folder: vsCodeFolder,
    scenarios: ['vs-code'],
    clients: [{ name: 'code-server', least: [1, 139] }],
  },
];

const initialize = z.object({
  method: z.literal('initialize'),
  params: z.object({ clientInfo: z.object({ name: z.string(), version: z.string().default('') }) }),
});

process.exitCode = run();

function run(): number {
  const isRequired = process.env.CI === 'true' || process.argv.includes('--require');
  const brought = groups.map((group) => ({ group, reason: reasonAgainst(group) }));
  const present = brought.flatMap(({ group, reason }) => (reason === undefined ? [group] : []));
  const notices = brought.flatMap(({ group, reason }) =>
    reason === undefined
      ? []
      : [`scenarios of ${group.title} ${isRequired ? 'could not run' : 'skipped'}: ${reason}`],
  );
  for (const notice of notices) console.log(notice);
  if (isRequired && notices.length > 0) return 1;
  if (present.length === 0) return 0;

  rmSync(recordingsFolder, { recursive: true, force: true });
  const status = runScenarios(present.flatMap(({ scenarios }) => scenarios));
  const faults = [...checkSessions(readProtocolModel()), ...missingClients(present)];
  for (const fault of faults) console.error(fault);
  // Once more at the end, where nobody overlooks it.
  for (const notice of notices) console.log(notice);
  return status === 0 && faults.length === 0 ? 0 : 1;
}

function runScenarios(names: readonly string[]): number | null {
  const config = join(import.meta.dirname, 'vitest.config.ts');
  const vitest = join(import.meta.dirname, '../../node_modules/vitest/vitest.mjs');
  const filters = names.map((name) => join(import.meta.dirname, name));
  const command = [vitest, 'run', '--config', config, ...filters];
  return spawnSync(process.execPath, command, { stdio: 'inherit' }).status;
}

/** Brings the editors of a group; the reason why there are none, if there are none. */
function reasonAgainst({ installer, folder }: EditorGroup): string | undefined {
  if (process.platform !== 'linux')
    return `the editors come as Debian packages, and this is ${process.platform}`;
  const { status, stdout, stderr, error } = spawnSync(join(import.meta.dirname, installer), [folder], {
    encoding: 'utf8',
  });
  if (error !== undefined) return error.message;
  if (status === 0) console.log(stdout.trim().replaceAll('\n', ', '));
  return status === 0 ? undefined : stderr.trim();
}

/** Prints what was recorded and returns the server's faults against the protocol. */
function checkSessions(model: ProtocolModel): readonly string[] {
  return recordings().flatMap((name) => {
    const session = readRecording(join(recordingsFolder, name));
    const count = messages(session, 'c2s').length + messages(session, 's2c').length;
    const faults = serverFaults(model, session);
    console.log(`${name}: ${describeClient(name)}, ${count} messages, ${faults.length} faults of the server`);
    return faults.map((fault) => `${name}: ${fault}`);
  });
}

function missingClients(present: readonly EditorGroup[]): readonly string[] {
  const seen = recordings().map(clientOf);
  return present
    .flatMap(({ clients }) => clients)
    .filter(
      ({ name, least }) => !seen.some((client) => client.name === name && isAtLeast(client.version, least)),
    )
    .map(({ name, least }) => `no session of ${name} ${least.join('.')} or later was recorded`);
}

function recordings(): readonly string[] {
  return existsSync(recordingsFolder) ? readdirSync(recordingsFolder).toSorted() : [];
}

/** How the client of a recording introduced itself. */
function clientOf(recording: string): { readonly name: string; readonly version: string } {
  const [first] = messages(readRecording(join(recordingsFolder, recording)), 'c2s');
  const parsed = initialize.safeParse(first);
  return parsed.success ? parsed.data.params.clientInfo : { name: 'nobody', version: '' };
}

function describeClient(recording: string): string {
  const { name, version } = clientOf(recording);
  return `${name} ${version.split(' (')[0]}`.trim();
}

function isAtLeast(version: string, least: readonly [number, number]): boolean {
  const [major = 0, minor = 0] = [...version.matchAll(/\d+/g)].map(Number);
  return least[0] < major || (least[0] === major && least[1] <= minor);
}
