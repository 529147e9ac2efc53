/**
 * Runs the scenarios in real editors: `npm run test:editors`.
 *
 * Brings the editors, runs the scenarios, then looks into the recorded sessions: each must have been held by a real
 * editor of a new enough version, and the server must have kept to the protocol in all of them. Where the editors
 * cannot be brought, prints the reason and ends well, or badly with `CI=true` or `--require`.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { z } from 'zod';

import { serverFaults } from '../conformance/check-session.ts';
import { type ProtocolModel, readProtocolModel } from '../conformance/protocol-model.ts';
import { editorsFolder, recordingsFolder } from './editor-programs.ts';
import { messages, readRecording } from './recorded-session.ts';

/** The editors that must have held a session, by the name that they tell the server, with their least version. */
const requiredEditors = [
  { name: 'Neovim', least: [0, 12] },
  { name: 'helix', least: [25, 0] },
] as const;

const initialize = z.object({
  method: z.literal('initialize'),
  params: z.object({ clientInfo: z.object({ name: z.string(), version: z.string().default('') }) }),
});

process.exitCode = run();

function run(): number {
  const required = process.env.CI === 'true' || process.argv.includes('--require');
  const reason = bringEditors();
  if (reason !== undefined) {
    console.log(`editor scenarios ${required ? 'could not run' : 'skipped'}: ${reason}`);
    return required ? 1 : 0;
  }
  rmSync(recordingsFolder, { recursive: true, force: true });
  const config = join(import.meta.dirname, 'vitest.config.ts');
  const vitest = join(import.meta.dirname, '../../node_modules/vitest/vitest.mjs');
  const scenarios = spawnSync(process.execPath, [vitest, 'run', '--config', config], { stdio: 'inherit' });
  const faults = [...checkSessions(readProtocolModel()), ...missingEditors()];
  for (const fault of faults) console.error(fault);
  return scenarios.status === 0 && faults.length === 0 ? 0 : 1;
}

/** The reason why there are no editors, if there are none. */
function bringEditors(): string | undefined {
  if (process.platform !== 'linux')
    return `the editors come as Debian packages, and this is ${process.platform}`;
  const installer = join(import.meta.dirname, 'install-editors.sh');
  const { status, stdout, stderr, error } = spawnSync(installer, [editorsFolder], { encoding: 'utf8' });
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

function missingEditors(): readonly string[] {
  const clients = recordings().map(clientOf);
  return requiredEditors
    .filter(
      ({ name, least }) =>
        !clients.some((client) => client.name === name && isAtLeast(client.version, least)),
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
  return `${name} ${version}`.trim();
}

function isAtLeast(version: string, least: readonly [number, number]): boolean {
  const [major = 0, minor = 0] = [...version.matchAll(/\d+/g)].map(Number);
  return least[0] < major || (least[0] === major && least[1] <= minor);
}
