import { expect, test } from 'vitest';

import { neverAborted } from '../../server/base/cancellation.ts';
import { ContextService } from '../../server/context/context-service.ts';
import type { IndexedSymbol } from '../../server/context/indexed-symbol.ts';
import { systemClock } from '../../server/host/system-clock.ts';
import { readRoots, workspaceOf } from './index/context-workspace.ts';
import type { MemoryWorkspace } from './memory-workspace.ts';

test('definitions of a name come with what tells how to use them, nearest and usable ones first', async () => {
  const { service } = await serviceOver(
    workspaceOf({
      '/w/src/shop/cart.ts': '/** Holds items. */\n@sealed\nexport class Cart {\n  add(item: Item) {}\n}\n',
      '/w/src/other/cart.ts': 'class Cart {}\n',
      '/w/test/cart.test.ts': 'export class Cart {}\n',
      '/w/lib/cart.py': 'class Cart:\n    def add(self): pass\n',
      '/w/cart.json': '{ "Cart": 1 }\n',
    }),
  );
  const found = await service.symbols(
    { kind: 'named', name: 'Cart', near: '/w/src/shop/main.ts' },
    neverAborted,
  );
  expect(found.map(({ path }) => path)).toEqual([
    'src/shop/cart.ts',
    'test/cart.test.ts',
    'src/other/cart.ts',
    'lib/cart.py',
  ]);
  expect(found[0]).toEqual({
    ...{ name: 'Cart', kind: 'class', uri: 'file:///w/src/shop/cart.ts', path: 'src/shop/cart.ts' },
    ...{ startLine: 2, endLine: 5, signature: 'export class Cart {', isExported: true, container: undefined },
  });
  const members = await service.symbols({ kind: 'named', name: 'add', near: '/w/lib/a.py' }, neverAborted);
  expect(members.map(({ path, container, isExported }) => `${path} ${container} ${isExported}`)).toEqual([
    'lib/cart.py Cart true',
    'src/shop/cart.ts Cart true',
  ]);
});

test('names like a word are whole names first, then their begins, the begins of their words, and the rest', async () => {
  const { service } = await serviceOver(
    workspaceOf({
      '/w/a.ts':
        'export function user() {}\nfunction superuser() {}\nfunction makeUser() {}\nfunction userName() {}\n',
      '/w/b.py': 'def load_user(): pass\ndef other(): pass\n',
    }),
  );
  const like = async (query: string, limit: number) =>
    (await service.symbols({ kind: 'like', query, limit }, neverAborted)).map(({ name }) => name);
  expect(await like('User', 9)).toEqual(['user', 'userName', 'load_user', 'makeUser', 'superuser']);
  expect(await like('user', 2)).toEqual(['user', 'userName']);
  expect(await like('  ', 9)).toEqual([]);
  expect(await like('nothing"like\\this', 9)).toEqual([]);
});

test('an open buffer counts before the disk, and excluded files are never told of', async () => {
  const workspace = workspaceOf({ '/w/a.ts': 'class A {}\n', '/w/secret.ts': 'class Plan {}\n' });
  const { service, keeper } = await serviceOver(workspace);
  await keeper.documentOpened({ path: '/w/a.ts', languageId: '', text: 'export class Plan {}\n' });
  const planned = () => service.symbols({ kind: 'named', name: 'Plan', near: undefined }, neverAborted);
  expect((await planned()).map(({ path }) => path)).toEqual(['a.ts', 'secret.ts']);
  workspace.ignoreFiles.set('/w', 'secret.ts\n');
  await keeper.rescan(neverAborted);
  expect((await planned()).map(({ path }) => path)).toEqual(['a.ts']);
  expect(await service.paths('/w', neverAborted)).toEqual(['a.ts']);
});

test('paths are those of all files that may be read, in the index or not', async () => {
  const workspace = workspaceOf({
    '/w/src/a.ts': 'class A {}\n',
    '/w/pnpm-lock.yaml': 'lockfileVersion: 9\n',
    '/w/logo.png': 'x',
    '/w/data.bin.ts': 'a\0b',
    '/w/node_modules/b/index.js': 'x\n',
    '/w/.env': 'KEY=1\n',
  });
  const { service, keeper } = await serviceOver(workspace);
  expect(await service.paths('/w', neverAborted)).toEqual([
    'data.bin.ts',
    'logo.png',
    'pnpm-lock.yaml',
    'src/a.ts',
  ]);
  workspace.remove('/w/src/a.ts');
  await keeper.filesChanged(['/w/src/a.ts'], neverAborted);
  expect(await service.paths('/w', neverAborted)).toEqual(['data.bin.ts', 'logo.png', 'pnpm-lock.yaml']);
  expect(await service.paths('/w/src', neverAborted)).toEqual([]);
});

test.each([
  ['a.ts', 'export const Thing = 1;', true],
  ['a.ts', 'const Thing = 1;\nexport { Thing };', true],
  ['a.ts', 'const Thing = 1;\nexport { Thingy };', false],
  ['a.ts', 'export class A {\n  private Thing() {}\n}', false],
  ['a.ts', 'class A {\n  Thing() {}\n}', false],
  ['a.ts', 'export function a() {\n  function Thing() {}\n}', false],
  ['a.js', 'class Thing {}\nmodule.exports = { Thing };', true],
  ['a.py', 'def Thing(): pass', true],
  ['a.py', 'class _A:\n    def Thing(self): pass', false],
  ['a.go', 'package a\nfunc Thing() {}', true],
  ['a.rs', 'pub fn Thing() {}', true],
  ['a.rs', 'fn Thing() {}', false],
  ['a.rs', 'impl A {\n    pub fn Thing() {}\n}', true],
  ['A.java', 'class A {\n  @Override\n  public void Thing() {}\n}', true],
  ['A.java', 'class A {\n  private void Thing() {}\n}', false],
  ['A.cs', 'class A {\n  void Thing() {}\n}', false],
  ['A.cs', 'class A {\n  public void Thing() {}\n}', true],
  ['a.rb', 'class A\n  def Thing; end\nend', true],
])('%s with %j: Thing can be used elsewhere: %s', async (path, text, isExported) => {
  const { service } = await serviceOver(workspaceOf({ [`/w/${path}`]: `${text}\n` }));
  const [found]: readonly (IndexedSymbol | undefined)[] = await service.symbols(
    { kind: 'named', name: 'Thing', near: undefined },
    neverAborted,
  );
  expect(found?.isExported).toBe(isExported);
  expect(found?.signature).toContain('Thing');
});

async function serviceOver(workspace: MemoryWorkspace) {
  const { keeper } = await readRoots(workspace);
  const history = {
    changes: async () => [],
    headId: async () => undefined,
    headBlob: async () => undefined,
  };
  const { reader, roots } = workspace;
  const manifests = { read: () => undefined };
  const ports = { reader, roots, history, manifests, dependencies: undefined, clock: systemClock };
  const service = new ContextService({
    ...{ keeper, ports, clock: systemClock },
    isTrusted: () => true,
    retrievers: [],
  });
  return { service, keeper };
}
