import { execFile, execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';

import { writeFiles } from './host/temporary-folder.ts';
import { ApplyingEditor, editorAbilities } from './support/applying-editor.ts';
import { type SpawnedServer, spawnServer } from './support/lsp-client.ts';
import {
  chatOf,
  completionsOf,
  type ScriptedModelServer,
  scriptedModelServer,
  withheldMark,
} from './support/scripted-model-server.ts';

const source = `export function priceOf(quantity: number, unit: number): number {
  if (quantity < 0) throw new RangeError('negative');
  return quantity * unit;
}
`;

/** Stands in the files that no model may be shown. */
const mark = withheldMark;

function hidden(name: string): string {
  return `import { priceOf } from '../src/price.ts';\n\n/** The price, KEPTBACK. */\nexport function ${name}(keptBack: number): number {\n  if (keptBack < 0) throw new Error('keptback');\n  return priceOf(keptBack, 3);\n}\n`;
}

const tracked = {
  'package.json':
    '{ "name": "shop", "devDependencies": { "vitest": "4.0.0" }, "scripts": { "test": "vitest run" } }\n',
  'src/price.ts': source,
  'src/cart.ts': "import { priceOf } from './price.ts';\n\nexport const total = priceOf(2, 3);\n",
  '.aiignore': 'ignored/\nsrc/ignored.test.ts\n',
  '.env': 'PRICE=keptBack\n',
  'secrets/price.ts': hidden('secretPrice'),
  'ignored/price.ts': hidden('ignoredPrice'),
  'private/price.ts': hidden('privatePrice'),
  'src/ignored.test.ts': "import { test } from 'vitest';\n\ntest('keptback', () => {});\n",
};
const untracked = {
  'src/price.test.ts':
    "import { expect, test } from './keptback.ts';\nimport { priceOf } from './price.ts';\n\ntest('keptback', () => {\n  expect(priceOf(1, 2)).toBe(2);\n});\n",
  'src/new.ts': hidden('keptBackPrice'),
};
const hiddenPaths = ['.env', 'secrets/price.ts', 'ignored/price.ts', 'private/price.ts', 'src/new.ts'];

let folder = '';
let server: SpawnedServer;
let editor: ApplyingEditor;
let model: ScriptedModelServer;

beforeEach(async () => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'innerloop-outbound-')));
  writeFiles(join(folder, 'project'), tracked);
  git('init', '--quiet');
  git('add', '-A', '-f');
  git('-c', 'user.name=a', '-c', 'user.email=a@b', 'commit', '--quiet', '-m', 'Begin');
  writeFiles(join(folder, 'project'), untracked);
  model = await scriptedModelServer();
  model.on('/v1/chat/completions', chatOf('Look at secrets/price.ts:1-3 and src/price.ts:1.'));
  model.on('/v1/completions', completionsOf('total'));
  await start();
});

afterEach(async () => {
  await stop();
  await model.close();
  rmSync(folder, { recursive: true, force: true });
});

async function stop(): Promise<void> {
  await server.client.request('shutdown');
  server.client.notify('exit');
  await server.exited;
}

function git(...args: readonly string[]): void {
  execFileSync('git', args, { cwd: join(folder, 'project') });
}

async function start(route: readonly string[] = ['local']): Promise<void> {
  writeFiles(folder, {
    'config/innerloop/config.jsonc': JSON.stringify({
      models: { local: { baseUrl: `${model.url}/v1`, model: 'qwen2.5-coder' } },
      'routes.chat': route,
      'routes.completion': route,
      'files.exclude': ['private/'],
    }),
    'config/innerloop/actions/say.md':
      '---\ntitle: Say it\nmode: ask\ncontext: related\n---\nSay what {selection} does in {file}, which is {path}, with {symbol}.\n',
  });
  server = spawnServer([process.execPath, main, 'serve', '--stdio'], { env: environment() });
  editor = new ApplyingEditor(server.client);
  server.client.answerCall = (call) => editor.answer(call);
  await server.client.handshake({ rootUri: uriOf(''), capabilities: editorAbilities });
  editor.open(uriOf('src/price.ts'), source, 'typescript');
  for (;;) {
    const { result } = await server.client.request('innerloop/search', { query: 'priceOf' });
    if (JSON.stringify(result).includes('price.ts')) return;
  }
}

function environment() {
  return {
    PATH: process.env.PATH ?? '',
    HOME: folder,
    XDG_CONFIG_HOME: join(folder, 'config'),
    XDG_CACHE_HOME: join(folder, 'cache'),
    XDG_DATA_HOME: join(folder, 'data'),
  };
}

const main = join(import.meta.dirname, '../dist/main.js');

function uriOf(path: string): string {
  return pathToFileURL(join(folder, 'project', path)).href;
}

function open(path: string): string {
  const uri = uriOf(path);
  editor.open(uri, readFileSync(fileURLToPath(uri), 'utf8'), 'typescript');
  return uri;
}

async function run(command: string, ...args: readonly unknown[]): Promise<void> {
  await server.client.request('workspace/executeCommand', {
    command: `innerloop.${command}`,
    arguments: args,
    workDoneToken: 1,
  });
}

function chat(message: string, more: object = {}): Promise<{ readonly result?: unknown }> {
  return server.client.request('innerloop/chat', { message, ...more });
}

/** What reached the model, and that it did. */
function sent(): string {
  expect(model.requests.length).toBeGreaterThan(0);
  return model.requests.map(({ text }) => text).join('\n');
}

function shown(): readonly string[] {
  return server.client.calls
    .filter(({ method }) => method === 'window/showMessage')
    .map(({ params }) => z.object({ message: z.string() }).parse(params).message);
}

const whole = { start: { line: 2, character: 0 }, end: { line: 6, character: 0 } };

describe('chat sends nothing of a file that may not be sent', () => {
  test.each(hiddenPaths)('that is named: %s', async (path) => {
    const { result } = await chat(`What is in @${path}?`);
    expect(sent()).not.toMatch(mark);
    expect(JSON.stringify(result)).not.toMatch(mark);
  });

  test.each(hiddenPaths)('that the editor shows, with its selection: %s', async (path) => {
    const uri = open(path);
    const { result } = await chat('What does this do? @selection @tests', {
      textDocument: { uri },
      range: whole,
      references: [{ uri }, { uri, range: whole }],
    });
    expect(sent()).not.toMatch(mark);
    expect(sent()).not.toContain(path);
    expect(JSON.stringify(result)).not.toMatch(mark);
  });

  test.each(['git', 'vscode-notebook-cell'])(
    'that the editor shows in another scheme, %s:',
    async (scheme) => {
      for (const path of hiddenPaths) {
        const uri = `${uriOf(path).replace('file://', `${scheme}:`)}#cell`;
        editor.open(uri, hidden('otherPrice'), 'typescript');
        const { result } = await chat('What does this do? @selection', {
          textDocument: { uri },
          range: whole,
          references: [{ uri }],
        });
        await run('explain', { uri, range: whole });
        expect(JSON.stringify(result)).not.toMatch(mark);
      }
      expect(sent()).not.toMatch(mark);
    },
  );

  test('that has changed', async () => {
    for (const path of hiddenPaths)
      writeFiles(join(folder, 'project'), { [path]: '// all keptback, and new\n' });
    writeFiles(join(folder, 'project'), { 'src/cart.ts': 'export const total = 3;\n' });
    const { result } = await chat('What has changed? @diff');
    expect(sent()).toContain('total = 3');
    expect(sent()).not.toMatch(mark);
    expect(JSON.stringify(result)).not.toMatch(mark);
  });

  test('that defines a name, or one like it', async () => {
    for (const name of ['secretPrice', 'ignoredPrice', 'privatePrice', 'rice', 'tback'])
      expect(JSON.stringify((await chat(`Explain #${name}`)).result)).not.toMatch(mark);
    expect(sent()).not.toMatch(mark);
  });

  test('that has problems', async () => {
    for (const path of hiddenPaths) {
      const uri = open(path);
      const context = {
        diagnostics: [{ range: whole, message: `'keptBack' is not used`, severity: 1 }],
        triggerKind: 1,
      };
      await server.client.request('textDocument/codeAction', {
        textDocument: { uri },
        range: whole,
        context,
      });
    }
    const { result } = await chat('What is wrong? @problems');
    expect(sent()).not.toMatch(mark);
    expect(JSON.stringify(result)).not.toMatch(mark);
  });

  test('that is a test', async () => {
    const { result } = await chat('Are these enough? @src/price.ts @tests');
    expect(sent()).toContain('priceOf(quantity');
    expect(sent()).not.toMatch(mark);
    expect(JSON.stringify(result)).not.toMatch(mark);
  });
});

describe('what innerloop itself has written into a chat', () => {
  test('is no text of a file that may not be sent', async () => {
    await stop();
    await start([]);
    const uri = open('src/new.ts');
    await run('explain', { uri, range: whole });
    await run('chat', 'Where is the keptBack price?', { uri, range: whole });
    expect(editor.shown).toHaveLength(2);
    for (const each of editor.shown.filter((each) => each.endsWith('.chat.md'))) {
      const text = editor.texts.get(each) ?? '';
      expect(text.replace('the keptBack price', '')).not.toMatch(mark);
    }
  });
});

test('the preview of a change is shown to no model, since it holds lines of the file', async () => {
  model.on(
    '/v1/chat/completions',
    chatOf(
      'src/new.ts\n```ts\nexport function keptBackPrice(keptBack: number): number {\n  return priceOf(keptBack, 4);\n}\n```\n',
    ),
  );
  await run('chat', 'What else?', { uri: open('src/new.ts') });
  const [chatUri = ''] = editor.shown;
  const text = editor.texts.get(chatUri) ?? '';
  const start = text.indexOf('export function keptBackPrice');
  await run('action', {
    name: 'apply-answer',
    uri: chatUri,
    version: editor.versionOf(chatUri),
    start,
    end: start,
  });
  expect(shown().filter((each) => !each.startsWith('innerloop: '))).toEqual([]);
  const preview = editor.shown[1] ?? '';
  expect(editor.texts.get(preview)).toMatch(mark);
  const position = { line: (editor.texts.get(preview) ?? '').split('\n').length - 1, character: 0 };
  const context = { triggerKind: 1 };
  await server.client.request('textDocument/inlineCompletion', {
    textDocument: { uri: preview },
    position,
    context,
  });
  await run('explain', { uri: preview, position });
  expect(sent()).not.toMatch(mark);
});

describe('actions send nothing of a file that may not be sent', () => {
  test.each(hiddenPaths)('that the editor shows: %s', async (path) => {
    const uri = open(path);
    const place = { uri, range: whole };
    const diagnostics = [{ range: whole, message: `'keptBack' is not used`, severity: 1 }];
    for (const name of ['explain', 'document', 'generateTests']) await run(name, place);
    for (const name of ['improve', 'implement']) await run(name, 'make it keep less', place);
    await run('fix', { ...place, diagnostics });
    await run('action', {
      name: 'custom',
      uri,
      version: 1,
      start: 60,
      end: 160,
      argument: join(folder, 'config/innerloop/actions/say.md'),
    });
    expect(model.requests.map(({ text }) => text).join('\n')).not.toMatch(mark);
    expect(shown().length).toBeGreaterThanOrEqual(6);
  });

  test('that is related to the one that the editor shows', async () => {
    const uri = uriOf('src/price.ts');
    const place = { uri, position: { line: 1, character: 3 } };
    for (const name of ['explain', 'document', 'generateTests']) await run(name, place);
    await run('improve', 'make it faster', place);
    const relatedInformation = [...hiddenPaths, 'src/price.test.ts'].map((path) => {
      open(path);
      return { location: { uri: uriOf(path), range: whole }, message: 'keptback is declared here' };
    });
    const range = { start: { line: 1, character: 2 }, end: { line: 1, character: 9 } };
    await run('fix', {
      ...place,
      diagnostics: [{ range, message: 'this is odd', severity: 1, relatedInformation }],
    });
    expect(sent()).toContain('this is odd');
    expect(sent()).not.toMatch(mark);
  });

  test('that is to be committed', async () => {
    for (const path of ['.env', 'secrets/price.ts', 'ignored/price.ts', 'private/price.ts'])
      writeFiles(join(folder, 'project'), { [path]: '// all keptback, and new\n' });
    writeFiles(join(folder, 'project'), { 'src/cart.ts': 'export const total = 3;\n' });
    git('add', '-A', '-f', '--', ...Object.keys(tracked));
    await run('commitMessage', { uri: uriOf('src/price.ts') });
    expect(sent()).toContain('total = 3');
    expect(sent()).not.toMatch(mark);
  });
});

test('completion sends nothing of a file that may not be sent, be it open, related or the one that is written', async () => {
  const uris = [...hiddenPaths.map(open), uriOf('src/price.ts')];
  for (const uri of uris) {
    const text = `${editor.texts.get(uri)}export const price = `;
    editor.type(uri, text);
    const lines = text.split('\n');
    await server.client.request('textDocument/inlineCompletion', {
      textDocument: { uri },
      position: { line: lines.length - 1, character: lines.at(-1)?.length },
      context: { triggerKind: 1 },
    });
  }
  expect(sent()).toContain('priceOf');
  expect(sent()).not.toMatch(mark);
});

describe('on the command line', () => {
  test.each([...hiddenPaths, 'src/price.test.ts'])('a question sends nothing of %s', async (path) => {
    const options = { env: environment(), cwd: join(folder, 'project') };
    const { stdout } = await promisify(execFile)(
      process.execPath,
      [main, 'ask', `What is in @${path}? #rice @tests @diff`],
      options,
    );
    expect(sent()).not.toMatch(mark);
    expect(stdout).not.toMatch(mark);
  });

  test('the tools of MCP show nothing of a file that may not be sent', async () => {
    const client = new Client({ name: 'a-client', version: '1.0.0' });
    const options = { command: process.execPath, args: [main, 'mcp'], cwd: join(folder, 'project') };
    await client.connect(new StdioClientTransport({ ...options, env: environment(), stderr: 'ignore' }));
    const ask = async (name: string, given: Record<string, unknown>) =>
      JSON.stringify((await client.callTool({ name, arguments: given })).content);
    const said = [
      await ask('search', { query: 'the price' }),
      await ask('symbols', { query: 'price' }),
      await ask('context', { query: 'the price, kept back' }),
      await ask('context', { path: 'src/price.ts', line: 1 }),
      ...(await Promise.all(hiddenPaths.map((path) => ask('context', { path, line: 5 })))),
    ].join('\n');
    await client.close();
    expect(said).toContain('priceOf');
    expect(said).not.toMatch(mark);
  });
});
