import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';

import { UserError } from '../../server/base/error-codes.ts';
import type { DoctorFacts } from '../../server/cli/actions.ts';
import { cacheStateOf } from '../../server/cli/cache-state.ts';
import { runDoctor } from '../../server/cli/doctor-command.ts';
import { type Finding, findingsOf } from '../../server/cli/doctor-findings.ts';
import { bugReport } from '../../server/cli/doctor-report.ts';
import { redact } from '../../server/cli/redact.ts';
import type { LayerReport } from '../../server/config/settings-layer.ts';
import { healthy, scriptedContext } from './scripted-context.ts';

const surroundings = {
  node: { version: '20.20.2', platform: 'linux', architecture: 'x64' },
  cache: { state: 'writable', bytes: 1_300_000 },
} as const;

const userFile = '/home/ada/.config/innerloop/config.jsonc';

function withLayer(layer: Partial<LayerReport>): DoctorFacts {
  const report = {
    name: 'user file',
    source: userFile,
    state: 'read',
    keys: [],
    problems: [],
    ...layer,
  } as const;
  return { ...healthy, settings: { ...healthy.settings, layers: [report] } };
}

function findingAbout(
  subject: string,
  facts: DoctorFacts,
  around: Parameters<typeof findingsOf>[1] = surroundings,
) {
  return findingsOf(facts, around).find((finding) => finding.subject === subject);
}

async function doctor(facts: DoctorFacts, flags = {}) {
  const context = scriptedContext({ inspect: async () => facts });
  const exitCode = await runDoctor(flags, context);
  return { exitCode, out: context.terminal.out.text };
}

test('fits on a screen when all is well', async () => {
  const { exitCode, out } = await doctor(healthy);
  expect(exitCode).toBe(0);
  expect(out).toMatchInlineSnapshot(`
    "innerloop 1.2.3

    ✓ Node                 20.20.2 on linux x64
    ✓ Settings             the defaults
        user file: /home/ada/.config/innerloop/config.jsonc: not there
    ✓ Workspace            /home/ada/src/engine: learned 812 files (4.1 MB) in 0.8 s
        memory: 41 MB of at most 300 MB
        left out: 2 files, secret place
    ✓ Cache                /no-such-folder/innerloop: not there yet; made on first need
    ✓ Grammars             none needed: the embedded model reads tokens of any language
    ✓ Logs                 in your editor's log of language servers
        Neovim: ~/.local/state/nvim/lsp.log
        Helix: ~/.cache/helix/helix.log, or :log-open
    ✓ Leaves this machine  nothing; innerloop opens no connection to a host

    For a bug report: \`innerloop doctor --report\` (no code, no names).
    "
  `);
});

test('--json gives the findings to programs', async () => {
  const { out } = await doctor(healthy, { json: true });
  const { version, findings } = JSON.parse(out);
  expect(version).toBe('1.2.3');
  expect(findings.map(({ subject }: Finding) => subject)).toContain('Workspace');
});

test.each([
  ['20.17.0', 'broken'],
  ['18.20.0', 'broken'],
  ['20.18.0', 'fine'],
  ['24.1.0', 'fine'],
])('Node %s is %s', (version, state) => {
  const node = { ...surroundings.node, version };
  expect(findingAbout('Node', healthy, { ...surroundings, node })?.state).toBe(state);
});

test('a settings file that cannot be read is broken, and the exit code says so', async () => {
  const problem = new UserError('settings-malformed', {
    file: userFile,
    detail: 'comma expected',
    line: '3',
    column: '1',
  });
  const { exitCode, out } = await doctor(withLayer({ state: 'unreadable', problems: [problem] }));
  expect(exitCode).toBe(1);
  expect(out).toContain('✗ Settings');
  expect(out).toContain('comma expected at line 3, column 1');
});

test('a typo in the settings is a warning', async () => {
  const problem = new UserError('settings-unknown', { file: userFile, key: 'x', hint: 'Remove it.' });
  const { exitCode, out } = await doctor(withLayer({ problems: [problem] }));
  expect(exitCode).toBe(0);
  expect(out).toContain('! Settings');
});

test('says which layer said what', () => {
  const facts: DoctorFacts = {
    ...healthy,
    settings: {
      ...healthy.settings,
      settings: { ...healthy.settings.settings, 'completion.maxLines': 3 },
      origins: new Map([['completion.maxLines', [userFile]]]),
    },
  };
  expect(findingAbout('Settings', facts)?.details).toContain(`completion.maxLines = 3  (${userFile})`);
});

test('a workspace with nothing to learn is a warning', () => {
  const empty = { ...healthy, workspace: { ...healthy.workspace, learnedFiles: 0 } };
  expect(findingAbout('Workspace', empty)?.state).toBe('warning');
});

test('a cache that cannot be written is broken', () => {
  const cache = { state: 'not-writable', bytes: 0 } as const;
  expect(findingAbout('Cache', healthy, { ...surroundings, cache })?.state).toBe('broken');
});

test('looks at the cache folder without making it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'innerloop-cache-'));
  try {
    expect(await cacheStateOf(join(folder, 'a', 'b'))).toEqual({ state: 'absent', bytes: 0 });
    mkdirSync(join(folder, 'a', 'b'), { recursive: true });
    writeFileSync(join(folder, 'a', 'b', 'segment'), 'x'.repeat(100));
    writeFileSync(join(folder, 'a', 'manifest'), 'x'.repeat(11));
    expect(await cacheStateOf(join(folder, 'a'))).toEqual({ state: 'writable', bytes: 111 });
    expect(await cacheStateOf(join(folder, 'a', 'manifest', 'b'))).toMatchObject({ state: 'not-writable' });
  } finally {
    chmodSync(folder, 0o700);
    rmSync(folder, { recursive: true, force: true });
  }
});

test('the report for a bug tracker names no person, no place and no pattern', () => {
  const facts: DoctorFacts = {
    ...withLayer({ keys: ['files.exclude'] }),
    cacheFolder: '/var/cache/ada/innerloop',
  };
  const settings = { ...facts.settings.settings, 'files.exclude': ['merger-with-acme/'] };
  const origins = new Map([['files.exclude' as const, [userFile]]]);
  const secretive = { ...facts, settings: { ...facts.settings, settings, origins } };
  const person = { homeFolder: '/home/ada', userName: 'ada' };
  expect(bugReport('1.2.3', secretive, surroundings, person)).toMatchInlineSnapshot(`
    "innerloop 1.2.3

    - Node: fine: 20.20.2 on linux x64
    - Settings: fine: 1 value set
      - user file: ~/.config/innerloop/config.jsonc: sets files.exclude
      - files.exclude = ["…"]  (~/.config/innerloop/config.jsonc)
    - Workspace: fine: <workspace>: learned 812 files (4.1 MB) in 0.8 s
      - memory: 41 MB of at most 300 MB
      - left out: 2 files, secret place
    - Cache: fine: /var/cache/<user>/innerloop: 1.2 MB; may be deleted at any time
    - Grammars: fine: none needed: the embedded model reads tokens of any language
    - Logs: fine: in your editor's log of language servers
      - Neovim: ~/.local/state/nvim/lsp.log
      - Helix: ~/.cache/helix/helix.log, or :log-open
    - Leaves this machine: fine: nothing; innerloop opens no connection to a host
    "
  `);
});

test('no home folder and no user name is left in a path', () => {
  const name = fc.stringMatching(/^[a-z][a-z0-9._-]{0,8}$/);
  const path = fc
    .array(name, { maxLength: 4 })
    .map((segments) => segments.map((segment) => `/${segment}`).join(''));
  fc.assert(
    fc.property(name, path, path, (userName, above, below) => {
      const homeFolder = `/home/${userName}`;
      const text = redact(`IN ${homeFolder}${below}: OR (${above}/${userName}/X)`, `${homeFolder}/src`, {
        homeFolder,
        userName,
      });
      expect(text).not.toContain(homeFolder);
      expect(text.split(/[/: ()]/)).not.toContain(userName);
    }),
  );
});
