import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';

import { neverAborted } from '../server/base/cancellation.ts';
import { SessionContext } from '../server/compose-session-context.ts';
import { SessionSyntax } from '../server/compose-session-syntax.ts';
import { defaultSettings } from '../server/config/settings-defaults.ts';
import { temporaryFolder } from './host/temporary-folder.ts';
import { ManualClock } from './support/manual-clock.ts';

function sessionContext(root = temporaryFolder({})): SessionContext {
  const context = new SessionContext({
    ...{ version: 'test', cacheDirectory: temporaryFolder({}), clock: new ManualClock() },
    workerUrl: pathToFileURL(join(import.meta.dirname, '../dist/context-worker.js')),
    ...{ roots: () => [root], documents: () => [], editorWatches: true },
    ...{ onFilesChanged: () => undefined, onEvent: () => undefined, log: () => undefined },
    models: { embed: async () => [], maySend: async () => true },
  });
  onTestFinished(() => context.dispose());
  return context;
}

test('syntax, symbols and files are told also where no context is wanted for models', async () => {
  const root = temporaryFolder({ 'src/cart.ts': 'export class Cart {\n  add() {}\n}\n' });
  const rootUri = pathToFileURL(root).href;
  const context = sessionContext(root);
  const syntax = new SessionSyntax(() => context.startedWorker());
  await context.follow({ ...defaultSettings, 'context.enabled': false });
  const source = {
    uri: `${rootUri}/src/new.ts`,
    languageId: 'typescript',
    text: 'const one = (two) => two;\n',
  };
  const shape = await syntax.shapeOf(source, neverAborted);
  expect(shape?.functions.map(({ name }) => name)).toEqual(['one']);
  const names = await syntax.namesAt(source, source.text.indexOf('=>'), neverAborted);
  expect(names.map(({ name }) => name)).toEqual(['two', 'one']);
  await expect.poll(() => syntax.paths(rootUri, neverAborted)).toEqual(['src/cart.ts']);
  const found = () => syntax.definitionsOf('Cart', source.uri, neverAborted);
  await expect.poll(async () => (await found()).map(({ path }) => path)).toEqual(['src/cart.ts']);
  const like = await syntax.symbolsLike('ad', 5, neverAborted);
  expect(like.map(({ name, container }) => `${container}.${name}`)).toEqual(['Cart.add']);
});

test('before the settings are known, nothing is told', async () => {
  const context = sessionContext();
  const syntax = new SessionSyntax(() => context.startedWorker());
  const source = { uri: 'untitled:one', languageId: 'go', text: 'package a\n' };
  expect(await syntax.shapeOf(source, neverAborted)).toBeUndefined();
  expect(await syntax.namesAt(source, 0, neverAborted)).toEqual([]);
  expect(await syntax.definitionsOf('Cart', undefined, neverAborted)).toEqual([]);
  expect(await syntax.symbolsLike('Cart', 5, neverAborted)).toEqual([]);
  expect(await syntax.paths('untitled:one', neverAborted)).toEqual([]);
});
