import { chmodSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { gitIn, temporaryFolder } from './temporary-folder.ts';

/** A repository set with traps. */
export interface Traps {
  /** The programs that were run. */
  sprung(): readonly string[];
}

/** Makes `.git/config`, attributes and hooks of a repository name programs wherever git can be made to run one. */
export function setTraps(root: string): Traps {
  const traces = temporaryFolder();
  const leaveTrace = (name: string) => `touch ${join(traces, name)}`;
  for (const hook of hooks) {
    writeFileSync(join(root, '.git/hooks', hook), `#!/bin/sh\n${leaveTrace(`hook-${hook}`)}\n`);
    chmodSync(join(root, '.git/hooks', hook), 0o755);
  }
  mkdirSync(join(root, '.git/info'), { recursive: true });
  writeFileSync(join(root, '.git/info/attributes'), '* filter=evil diff=evil merge=evil\n');
  // Written last: with them in force, every call of git springs some.
  const settings = { ...plainSettings, ...mapValues(commandSettings, leaveTrace) };
  for (const [key, value] of Object.entries(settings)) gitIn(root, 'config', key, value);
  return { sprung: () => readdirSync(traces) };
}

/** Makes git try to get a missing object, here the tree of a commit, from the remote of the traps. */
export function setFetchTrap(root: string): void {
  gitIn(root, 'config', 'remote.origin.promisor', 'true');
  gitIn(root, 'config', 'remote.origin.partialclonefilter', 'tree:0');
  gitIn(root, 'config', 'extensions.partialClone', 'origin');
}

const hooks = [
  'post-index-change',
  'fsmonitor-watchman',
  'pre-commit',
  'post-checkout',
  'pre-auto-gc',
  'reference-transaction',
] as const;

function mapValues(
  commands: Readonly<Record<string, string>>,
  command: (name: string) => string,
): Record<string, string> {
  const entries = Object.entries(commands).map(([key, prefix]) => [key, prefix + command(key)] as const);
  return Object.fromEntries(entries);
}

/** Settings whose value is a command, with what stands before it. */
const commandSettings: Readonly<Record<string, string>> = {
  'core.fsmonitor': '',
  'core.pager': '',
  'core.editor': '',
  'core.sshCommand': '',
  'core.gitProxy': '',
  'core.askPass': '',
  'core.alternateRefsCommand': '',
  'pager.ls-files': '',
  'pager.log': '',
  'pager.cat-file': '',
  'alias.ls-files': '!',
  'alias.log': '!',
  'diff.external': '',
  'diff.evil.textconv': '',
  'diff.evil.command': '',
  'filter.evil.clean': '',
  'filter.evil.smudge': '',
  'filter.evil.process': '',
  'merge.evil.driver': '',
  'interactive.diffFilter': '',
  'credential.helper': '!',
  'remote.origin.url': 'ext::',
  'uploadpack.packObjectsHook': '',
};

/** Settings that switch on what would run one of those. */
const plainSettings: Readonly<Record<string, string>> = {
  'protocol.allow': 'always',
  'protocol.ext.allow': 'always',
  'index.sparse': 'true',
  'log.showSignature': 'true',
  'log.mailmap': 'true',
  'log.follow': 'true',
  'log.decorate': 'full',
  'log.diffMerges': 'on',
  'format.pretty': 'format:%G? %GS',
  'pretty.evil': 'format:%G?',
  'notes.displayRef': 'refs/notes/*',
  'color.ui': 'always',
  'core.commentChar': 'auto',
  'diff.submodule': 'log',
  'diff.renames': 'copies',
  'diff.noprefix': 'true',
  'i18n.logOutputEncoding': 'UTF-16',
  'maintenance.auto': 'true',
  'gc.auto': '1',
};
