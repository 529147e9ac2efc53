import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, realpathSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';

import { writeFiles } from './host/temporary-folder.ts';
import { ApplyingEditor, editorAbilities } from './support/applying-editor.ts';
import { type SpawnedServer, spawnServer } from './support/lsp-client.ts';
import { chatOf, type ScriptedModelServer, scriptedModelServer } from './support/scripted-model-server.ts';

const source = `export function priceOf(quantity: number, unit: number): number {
  if (quantity < 0) throw new RangeError('negative');
  return quantity * unit;
}
`;

let folder = '';
let server: SpawnedServer;
let editor: ApplyingEditor;
let model: ScriptedModelServer;

beforeEach(async () => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'innerloop-actions-')));
  writeFiles(folder, {
    'project/package.json':
      '{ "name": "shop", "devDependencies": { "vitest": "4.0.0" }, "scripts": { "test": "vitest run" } }\n',
    'project/src/price.ts': source,
    'project/src/cart.ts': "import { priceOf } from './price.ts';\n\nexport const total = priceOf(2, 3);\n",
  });
  execFileSync('git', ['init', '--quiet'], { cwd: join(folder, 'project') });
  execFileSync('git', ['add', '-A'], { cwd: join(folder, 'project') });
  model = await scriptedModelServer();
});

afterEach(async () => {
  await server.client.request('shutdown');
  server.client.notify('exit');
  expect(await server.exited).toEqual({ code: 0, signal: null });
  await model.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Starts the bundle for an editor; with a model only if told so. */
async function start(settings: object = {}, then: 'indexed' | 'at once' = 'indexed'): Promise<void> {
  writeFiles(folder, { 'config/innerloop/config.jsonc': JSON.stringify(settings) });
  const env = {
    PATH: process.env.PATH,
    HOME: folder,
    XDG_CONFIG_HOME: join(folder, 'config'),
    XDG_CACHE_HOME: join(folder, 'cache'),
    XDG_DATA_HOME: join(folder, 'data'),
  };
  const main = join(import.meta.dirname, '../dist/main.js');
  server = spawnServer([process.execPath, main, 'serve', '--stdio'], { env });
  editor = new ApplyingEditor(server.client);
  server.client.answerCall = (call) => editor.answer(call);
  await server.client.handshake({ rootUri: uriOf('project'), capabilities: editorAbilities });
  editor.open(uriOf('project/src/price.ts'), source, 'typescript');
  if (then === 'indexed') await indexed();
}

function withModel(): object {
  return {
    models: { local: { baseUrl: `${model.url}/v1`, model: 'scripted' } },
    'routes.chat': ['local'],
  };
}

/** The first answers may come before the worker has read the files. */
async function indexed(): Promise<void> {
  for (;;) {
    const { result } = await server.client.request('innerloop/search', { query: 'priceOf' });
    if (JSON.stringify(result).includes('price.ts')) return;
  }
}

const offered = z.array(z.looseObject({ title: z.string() }));

async function actionsAt(uri: string, line: number): Promise<z.infer<typeof offered>> {
  const at = { line, character: 0 };
  const params = {
    textDocument: { uri },
    range: { start: at, end: at },
    context: { diagnostics: [], triggerKind: 1 },
  };
  return offered.parse((await server.client.request('textDocument/codeAction', params)).result);
}

/** Offering waits for nothing that is slow, so the first answers may lack what the worker has to tell. */
async function offerAt(uri: string, line: number, title: RegExp): Promise<z.infer<typeof offered>[number]> {
  for (;;) {
    const action = (await actionsAt(uri, line)).find((each) => title.test(each.title));
    if (action !== undefined) return action;
  }
}

/** Runs an offer as an editor does: by its edit, asked for where it has none, or by its command. */
async function choose(uri: string, line: number, title: RegExp): Promise<void> {
  const action = await offerAt(uri, line, title);
  const command = z
    .object({ command: z.string(), arguments: z.array(z.unknown()) })
    .safeParse(action.command);
  if (command.success)
    await server.client.request('workspace/executeCommand', { ...command.data, workDoneToken: 1 });
  else {
    const resolved = await server.client.request('codeAction/resolve', action);
    expect(resolved.error).toBeUndefined();
    expect(editor.apply(z.object({ edit: z.any() }).parse(resolved.result).edit)).toBe(true);
  }
}

function run(command: string, ...args: readonly unknown[]): Promise<unknown> {
  return server.client.request('workspace/executeCommand', {
    command: `innerloop.${command}`,
    arguments: args,
    workDoneToken: 1,
  });
}

function messages(): readonly string[] {
  return server.client.calls
    .filter(({ method }) => method === 'window/showMessage')
    .map(({ params }) => z.object({ message: z.string() }).parse(params).message)
    .filter((message) => !message.startsWith('innerloop: learning from'));
}

function uriOf(path: string): string {
  return pathToFileURL(join(folder, path)).href;
}

describe('without a model', () => {
  test('documentation is written into the buffer by the edit that the editor asks for', async () => {
    await start();
    await choose(uriOf('project/src/price.ts'), 1, /^Document priceOf/);
    const text = editor.texts.get(uriOf('project/src/price.ts')) ?? '';
    expect(text.endsWith(source)).toBe(true);
    expect(text).toMatch(/^\/\*\*[\s\S]*@param quantity[\s\S]*\*\/\nexport function priceOf/);
  });

  test('tests are generated into a new file, which the editor shows', async () => {
    await start();
    await run('generateTests', { uri: uriOf('project/src/price.ts'), position: { line: 1, character: 0 } });
    const [shown = ''] = editor.shown;
    expect(fileURLToPath(shown)).toMatch(/price\.test\.ts$/);
    expect(editor.texts.get(shown)).toMatch(/it\.todo|test\.todo/);
    expect(messages()).toEqual(['2 cases are pending. Run it with `npx vitest run src/price.test.ts`.']);
  });

  test('a chat document is answered in place with what the index finds', async () => {
    await start();
    await run('chat', 'Where is the price of something computed?');
    const [uri = ''] = editor.shown;
    expect(uri).toMatch(
      /\/data\/innerloop\/chats\/project\/[\d-]+-where-is-the-price-of-something-computed\.chat\.md$/,
    );
    expect(statSync(fileURLToPath(uri)).mode & 0o777).toBe(0o600);
    expect(statSync(dirname(fileURLToPath(uri))).mode & 0o777).toBe(0o700);
    const text = editor.texts.get(uri) ?? '';
    expect(text).toMatch(
      /## You\n\nWhere is the price[\s\S]*\n## innerloop\n\n[\s\S]*src\/price\.ts:\d[\s\S]*\n## You\s*$/,
    );
    editor.type(uri, `${text}And the total?\n`);
    expect((await actionsAt(uri, 0)).map(({ title }) => title)).toEqual(['Send']);
    await choose(uri, 0, /^Send$/);
    expect(editor.texts.get(uri)?.match(/^## innerloop$/gm)).toHaveLength(2);
  });

  test('what can be mentioned in a question is completed', async () => {
    await start();
    await run('chat');
    const [uri = ''] = editor.shown;
    const text = `${editor.texts.get(uri)}see @pri`;
    editor.type(uri, text);
    const lines = text.split('\n');
    const position = { line: lines.length - 1, character: lines.at(-1)?.length };
    const { result } = await server.client.request('textDocument/completion', {
      textDocument: { uri },
      position,
    });
    expect(result).toMatchObject({ items: [{ label: '@src/price.ts' }] });
  });

  test('asking for what needs a model says how to get one', async () => {
    await start();
    await run('improve', 'make it faster', { uri: uriOf('project/src/price.ts') });
    expect(messages()).toHaveLength(1);
    expect(editor.texts.get(uriOf('project/src/price.ts'))).toBe(source);
  });
});

describe('with a model', () => {
  const improved = `Done:

src/price.ts
\`\`\`ts
<<<<<<< SEARCH
  if (quantity < 0) throw new RangeError('negative');
  return quantity * unit;
}
=======
  if (quantity < 0) throw new RangeError('The quantity is negative.');
  return quantity * unit;
}
>>>>>>> REPLACE
\`\`\`
`;

  test('what it writes is shown first, and applied on a second step', async () => {
    model.on('/v1/chat/completions', chatOf(improved));
    await start(withModel());
    const uri = uriOf('project/src/price.ts');
    await run('improve', 'say more in the error', { uri, position: { line: 1, character: 0 } });
    expect(messages()).toEqual([]);
    const [preview = ''] = editor.shown;
    expect(editor.texts.get(uri)).toBe(source);
    expect(editor.texts.get(preview)).toContain(
      "+  if (quantity < 0) throw new RangeError('The quantity is negative.');",
    );
    expect(statSync(fileURLToPath(preview)).mode & 0o777).toBe(0o600);
    expect((await actionsAt(preview, 0)).map(({ title }) => title.split(':')[0])).toEqual([
      'Apply',
      'Discard',
    ]);
    const lenses = await server.client.request('textDocument/codeLens', { textDocument: { uri: preview } });
    expect(lenses.result).toHaveLength(2);

    editor.type(uri, `// Prices.\n${source}`);
    await choose(uri, 0, /^Apply: /);
    expect(messages()).toEqual([]);
    expect(editor.texts.get(uri)).toBe(
      `// Prices.\n${source.replace("'negative'", "'The quantity is negative.'")}`,
    );
    expect(readdirSync(dirname(fileURLToPath(preview)))).toEqual([]);
  });

  test('what stands in for the silence of a model says so', async () => {
    model.on('/v1/chat/completions', chatOf(''));
    await start(withModel());
    const place = { uri: uriOf('project/src/price.ts'), position: { line: 1, character: 0 } };
    await run('generateTests', place);
    expect(messages()).toEqual([expect.stringMatching(/The bodies are yours to write.*No model answered/)]);
    await run('document', place);
    expect(messages()[1]).toMatch(/No model told anything that could be used/);
    await run('explain', place);
    expect(messages()[2]).toMatch(/No model answered. Ask again/);
  });

  test('chat streams what it says, and its code can be applied', async () => {
    model.on('/v1/chat/completions', chatOf(improved, { chunks: 6 }));
    await start(withModel());
    const uri = uriOf('project/src/price.ts');
    await run('chat', 'How could the error say more?', { uri, position: { line: 1, character: 0 } });
    const [chat = ''] = editor.shown;
    const text = editor.texts.get(chat) ?? '';
    expect(text).toContain(`## innerloop\n\n${improved.trim()}`);
    const line = text.split('\n').findIndex((each) => each.startsWith('<<<<<<<'));
    await choose(chat, line, /^Apply this code$/);
    expect(messages()).toEqual([]);
    expect(editor.texts.get(uri)).toBe(source);
    expect(editor.texts.get(editor.shown[1] ?? '')).toContain('+  if (quantity < 0)');
    await run('applyChange');
    expect(editor.texts.get(uri)).toContain('The quantity is negative.');
  });

  test('the first question of all is answered by the model', async () => {
    model.on('/v1/chat/completions', chatOf('At once.'));
    await start(withModel(), 'at once');
    const { result } = await server.client.request('innerloop/chat', { message: 'Are you there?' });
    expect(result).toMatchObject({ model: 'local', content: expect.stringContaining('At once.') });
  });

  test('innerloop/chat streams by progress, and names the model', async () => {
    model.on('/v1/chat/completions', chatOf('It is computed in src/price.ts:1-4.', { chunks: 4 }));
    await start(withModel());
    const { result } = await server.client.request('innerloop/chat', {
      message: 'Where?',
      partialResultToken: 'text',
    });
    const streamed = server.client.calls
      .filter(({ method }) => method === '$/progress')
      .flatMap(({ params }) => {
        const piece = z
          .object({ token: z.literal('text'), value: z.object({ content: z.string() }) })
          .safeParse(params);
        return piece.success ? piece.data.value.content : [];
      });
    expect(streamed.length).toBeGreaterThan(1);
    expect(streamed.join('')).toContain('It is computed in src/price.ts:1-4.');
    expect(result).toMatchObject({
      model: 'local',
      citations: [{ uri: uriOf('project/src/price.ts'), verified: true }],
    });
  });
});
