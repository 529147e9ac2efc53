import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';

import { UserError } from '../../server/base/error-codes.ts';
import type { DoctorFacts, ModelsFacts } from '../../server/cli/actions.ts';
import { cacheStateOf } from '../../server/cli/cache-state.ts';
import { runDoctor } from '../../server/cli/doctor-command.ts';
import { type Finding, findingsOf } from '../../server/cli/doctor-findings.ts';
import { bugReport } from '../../server/cli/doctor-report.ts';
import { redact } from '../../server/cli/redact.ts';
import {
  acme,
  automatic,
  completion,
  healthy,
  ollama,
  privateFacts,
  qwen,
  recommendation,
  scriptedContext,
  spent,
  unreachable,
  userFile,
  withLayer,
  withModels,
} from './scripted-context.ts';

const surroundings = {
  node: { version: '20.20.2', platform: 'linux', architecture: 'x64' },
  cache: { state: 'writable', bytes: 1_300_000 },
} as const;

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
    ✓ Models               none set; the model of your own code answers
    ✓ On this machine      no server of models on the usual ports
        looked for Ollama, llama.cpp, LM Studio, vLLM, LiteLLM and Jan on their usual ports
    ✓ Spent today          nothing was asked of models
        limit: models on other machines are asked by hand only
    ✓ Leaves this machine  nothing; no model on another machine is set

    For a bug report: \`innerloop doctor --report\` (no code, no names).
    "
  `);
});

/** The part of a terminal's text that is about models. */
async function modelLines(models: Partial<ModelsFacts>): Promise<string> {
  const { out } = await doctor(withModels(models));
  return `\n${out.slice(out.indexOf('Models') - 2, out.indexOf('\n\nFor a bug report'))}\n`;
}

test('shows the models of this machine, the best of them, and how to use it', async () => {
  expect(await modelLines({ servers: [ollama], recommendation })).toMatchInlineSnapshot(`
    "
    ✓ Models               none set; the model of your own code answers
    ✓ On this machine      Ollama with 2 models
        Ollama at http://127.0.0.1:11434
          qwen2.5-coder:1.5b-base  1.5 B  fills gaps, chats  up to 32,768 tokens
          llama3.1:8b              8.0 B  chats              up to 131,072 tokens
        Recommended for completion: qwen2.5-coder:1.5b-base
          made to fill gaps in code, and the largest such that is fast enough with 8 cores and 16 GB; a GPU allows larger ones
        To use it, put this into /home/ada/.config/innerloop/config.jsonc:
          {
            "models": {
              "qwen2.5-coder-1.5b": { "preset": "ollama", "model": "qwen2.5-coder:1.5b-base" }
            },
            "routes.completion": ["qwen2.5-coder-1.5b"]
          }
    ✓ Spent today          nothing was asked of models
        limit: models on other machines are asked by hand only
    ✓ Leaves this machine  nothing; no model on another machine is set
    "
  `);
});

test('a settings file that is there is added to', () => {
  const facts = withModels({ servers: [ollama], recommendation }, withLayer({ keys: ['files.exclude'] }));
  expect(findingAbout('On this machine', facts)?.details).toContain(
    `To use it, merge this into ${userFile}:`,
  );
});

test('does not say how to use a model that is in use', async () => {
  const routes = [completion];
  const lines = await modelLines({ servers: [ollama], recommendation, configured: [qwen], routes });
  expect(lines).toContain('your settings use it');
  expect(lines).not.toContain('put this into');
});

test('says so when none of the models found fits', async () => {
  expect(await modelLines({ servers: [ollama] })).toContain('ollama pull');
  const [, large] = ollama.models;
  const gateway = { ...ollama, preset: 'litellm', models: large === undefined ? [] : [large] } as const;
  expect(await modelLines({ servers: [gateway] })).not.toContain('ollama pull');
});

test('shows the models of the settings, what they cost and what leaves', async () => {
  const failed = { ...acme, name: 'old', check: { state: 'failed', problem: unreachable } } as const;
  const routes = [completion, { task: 'chat', language: 'python', models: ['acme-secret'] }];
  const local = { ...spent, model: 'qwen', requests: 1, costUsd: 0, cachedTokens: 0, unpriced: 1 };
  const spentToday = [spent, local];
  const configured = [qwen, acme, failed];
  expect(await modelLines({ configured, routes, spentToday, limits: automatic })).toMatchInlineSnapshot(`
    "
    ! Models               3 set, 2 problems
        qwen         qwen2.5-coder:1.5b-base at localhost:11434  fills gaps                 4,096 tokens  no key     reachable
        acme-secret  merger-coder at models.acme.example         fills gaps by instruction                key found  not asked: on another machine
        old          merger-coder at models.acme.example         fills gaps by instruction                key found  not reachable
        completion asks qwen, then acme-secret
        chat in python asks acme-secret
        ! The model "old" cannot be reached at models.acme.example: nobody listens. Start it.
        ! No route names "old"; add "routes.completion": ["old"] to use it.
    ✓ On this machine      no server of models on the usual ports
        looked for Ollama, llama.cpp, LM Studio, vLLM, LiteLLM and Jan on their usual ports
    ✓ Spent today          141 requests, $0.0123 and what is unpriced
        acme-secret  completion  140 requests  81,234 tokens read (60,000 cached), 3,012 written  $0.0123
        qwen         completion  1 request     81,234 tokens read, 3,012 written                  unpriced
        limit: 500 requests a day to models on other machines while you type
    ✓ Leaves this machine  text of open files, to 1 host
        models.acme.example  while you type
    "
  `);
});

test.each([
  ['with a price', spent, '$0.0123'],
  ['for next to nothing', { ...spent, costUsd: 0.00001 }, 'under $0.0001'],
  ['for free', { ...spent, costUsd: 0 }, 'free'],
  ['without a price', { ...spent, costUsd: 0, unpriced: 140 }, 'unpriced'],
  ['of which some have no price', { ...spent, unpriced: 3 }, '$0.0123, 3 unpriced'],
  ['of which nothing is known', { ...spent, costUsd: 0, promptTokens: 0, completionTokens: 0 }, 'no answer'],
])('tokens %s', (_title, row, money) => {
  const finding = findingAbout('Spent today', withModels({ spentToday: [row] }));
  expect(finding?.details[0]?.split(/ {2,}/).at(-1)).toBe(money);
});

test.each<[string, string, Partial<ModelsFacts>]>([
  ['nothing', 'when no model is set', {}],
  ['nothing', 'when all models are here', { configured: [qwen], routes: [completion], servers: [ollama] }],
  ['by hand only', 'when no limit is set', { configured: [acme], routes: [completion] }],
  ['by hand only', 'when it is in no route', { configured: [acme], limits: automatic }],
  ['while you type', 'when that is allowed', { configured: [acme], routes: [completion], limits: automatic }],
  [
    'while you type (on this machine, but passes it on)',
    'when Ollama is asked for a model in its cloud',
    {
      configured: [qwen],
      routes: [completion],
      servers: [{ ...ollama, models: ollama.models.map((model) => ({ ...model, runsHere: false })) }],
    },
  ],
])('leaves this machine: %s %s', (what, _when, models) => {
  const finding = findingAbout('Leaves this machine', withModels(models));
  expect([finding?.summary, ...(finding?.details ?? [])].join('\n')).toContain(what);
});

test('a permission without a limit is no permission, and the doctor says so', () => {
  const limits = { hostedAutomatic: true, dailyRequests: undefined };
  const facts = withModels({ configured: [acme], routes: [completion], limits });
  expect(findingAbout('Spent today', facts)?.details).toEqual([
    'limit: models on other machines are asked by hand only until limits.dailyRequests is set',
  ]);
  expect(findingAbout('Leaves this machine', facts)?.details).toEqual(['models.acme.example  by hand only']);
});

test('a model that fails is a warning, and so is one without its key, or without a route', () => {
  const failed = { ...qwen, check: { state: 'failed', problem: unreachable } } as const;
  expect(findingAbout('Models', withModels({ configured: [failed] }))?.state).toBe('warning');
  const keyless = { ...acme, key: 'missing' } as const;
  expect(findingAbout('Models', withModels({ configured: [keyless] }))?.state).toBe('warning');
  expect(findingAbout('Models', withModels({ configured: [qwen] }))?.state).toBe('warning');
  const routes = [{ task: 'completion', language: undefined, models: ['qwen'] }];
  expect(findingAbout('Models', withModels({ configured: [qwen], routes }))?.state).toBe('fine');
});

test('headers, queries and keys of models are not shown', async () => {
  const { out } = await doctor(privateFacts());
  expect(out).toContain(`models = acme-secret, qwen  (${userFile})`);
  expect(out).toContain(`routes.languages = acmescript  (${userFile})`);
  expect(out).not.toContain('sk-secret');
});

test('the report for a bug tracker names no model, no host and nothing that the user named', () => {
  const person = { homeFolder: '/home/ada', userName: 'ada' };
  const report = bugReport('1.2.3', privateFacts(), surroundings, person);
  expect(report).not.toMatch(/acme|merger|secret-|sk-|127\.0|localhost|qwen/i);
  expect(report).toMatchInlineSnapshot(`
    "innerloop 1.2.3

    - Node: fine: 20.20.2 on linux x64
    - Settings: warning: 3 values set, 1 problem
      - user file: ~/.config/innerloop/config.jsonc: sets models, routes.completion
      - models = model 1, model 2  (~/.config/innerloop/config.jsonc)
      - routes.completion = ["…"]  (~/.config/innerloop/config.jsonc)
      - routes.languages = language 1  (~/.config/innerloop/config.jsonc)
      - ! {file} names a setting that does not exist: "{key}". {hint}
    - Workspace: warning: <workspace>: learned 812 files (4.1 MB) in 0.8 s
      - memory: 41 MB of at most 300 MB
      - left out: 2 files, secret place
      - ! The model "{model}" cannot be reached at {host}: {detail}. {hint}
    - Cache: fine: /no-such-folder/innerloop: 1.2 MB; may be deleted at any time
    - Grammars: fine: none needed: the embedded model reads tokens of any language
    - Logs: fine: in your editor's log of language servers
      - Neovim: ~/.local/state/nvim/lsp.log
      - Helix: ~/.cache/helix/helix.log, or :log-open
    - Models: warning: 2 set, 2 problems
      - model 1: no preset/openai, another machine, chat
      - model 2: ollama/ollama, this machine, ollama
      - ! model-unknown
      - ! model-unreachable
    - On this machine: fine: 1 server of models, one recommended
      - ollama: 2 models, 1 for filling gaps
    - Spent today: fine: 280 requests, $0.0246
      - model 1        completion  140 requests  81,234 tokens read (60,000 cached), 3,012 written  $0.0123
      - another model  completion  140 requests  81,234 tokens read (60,000 cached), 3,012 written  $0.0123
      - limit: 500 requests a day to models on other machines while you type
    - Leaves this machine: fine: text for 1 model
      - model 1: while you type
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
    ...withLayer({ keys: ['context.folders', 'files.exclude'] }),
    cacheFolder: '/var/cache/ada/innerloop',
  };
  const settings = {
    ...facts.settings.settings,
    'context.folders': ['merger'],
    'files.exclude': ['merger-with-acme/'],
    'completion.languages': { acmelang: 'off' },
    'completion.files': { 'merger/*.acme': 'manual', '*.md': 'off' },
  } as const;
  const keys = ['context.folders', 'files.exclude', 'completion.languages', 'completion.files'] as const;
  const origins = new Map(keys.map((key) => [key, [userFile]]));
  const secretive = { ...facts, settings: { ...facts.settings, settings, origins } };
  const person = { homeFolder: '/home/ada', userName: 'ada' };
  expect(bugReport('1.2.3', secretive, surroundings, person)).toMatchInlineSnapshot(`
    "innerloop 1.2.3

    - Node: fine: 20.20.2 on linux x64
    - Settings: fine: 4 values set
      - user file: ~/.config/innerloop/config.jsonc: sets context.folders, files.exclude
      - context.folders = ["…"]  (~/.config/innerloop/config.jsonc)
      - files.exclude = ["…"]  (~/.config/innerloop/config.jsonc)
      - completion.languages = {"language 1":"off"}  (~/.config/innerloop/config.jsonc)
      - completion.files = {"pattern 1":"manual","pattern 2":"off"}  (~/.config/innerloop/config.jsonc)
    - Workspace: fine: <workspace>: learned 812 files (4.1 MB) in 0.8 s
      - memory: 41 MB of at most 300 MB
      - left out: 2 files, secret place
    - Cache: fine: /var/cache/<user>/innerloop: 1.2 MB; may be deleted at any time
    - Grammars: fine: none needed: the embedded model reads tokens of any language
    - Logs: fine: in your editor's log of language servers
      - Neovim: ~/.local/state/nvim/lsp.log
      - Helix: ~/.cache/helix/helix.log, or :log-open
    - Models: fine: 0 set, 0 problems
    - On this machine: fine: 0 servers of models, none recommended
    - Spent today: fine: nothing was asked of models
      - limit: models on other machines are asked by hand only
    - Leaves this machine: fine: nothing
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
