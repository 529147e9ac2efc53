import { expect, test } from 'vitest';

import { neverAborted } from '../../server/base/cancellation.ts';
import { dependencyDeclarations } from '../../server/context/dependency-declarations.ts';
import { MemoryWorkspace } from './memory-workspace.ts';

async function found(
  files: Readonly<Record<string, string>>,
  source: string,
  limits: { maxBytes?: number; isExcluded?: (path: string) => boolean } = {},
): Promise<string[]> {
  const workspace = new MemoryWorkspace();
  for (const [path, text] of Object.entries(files)) workspace.write(`/w/${path}`, text);
  const sources = [{ path: source, text: files[source] ?? '' }];
  const all = { maxBytes: 10_000, isExcluded: () => false, ...limits };
  const declarations = await dependencyDeclarations(workspace.declarations, '/w', sources, all, neverAborted);
  return declarations.map(({ path }) => path);
}

const npm = {
  'a.ts':
    "import x from 'one';\nimport type { Y } from '@scope/two/deep';\nconst z = require('three');\nimport './own.ts';\nimport fs from 'node:fs';",
  'node_modules/one/package.json': '{ "types": "./dist/one.d.ts" }',
  'node_modules/one/dist/one.d.ts': "export * from './more.js';\nexport declare const one: number;",
  'node_modules/one/dist/more.d.ts': "export * from './one.js';",
  'node_modules/@scope/two/package.json': '{ "typings": "two" }',
  'node_modules/@scope/two/two.d.ts': 'export type Y = 1;',
  'node_modules/three/package.json': '{ "main": "three.js" }',
  'node_modules/three/three.js': 'module.exports = 1;',
  'node_modules/@types/three/package.json': '{ "types": "index.d.ts" }',
  'node_modules/@types/three/index.d.ts': 'declare const three: 3;',
};

test('follows imports of TypeScript to the declarations of packages, and these to one another', async () => {
  expect(await found(npm, 'a.ts')).toEqual([
    'node_modules/one/dist/one.d.ts',
    'node_modules/@scope/two/two.d.ts',
    'node_modules/@types/three/index.d.ts',
    'node_modules/one/dist/more.d.ts',
  ]);
});

test('stops before it reads more than the limit', async () => {
  expect(await found(npm, 'a.ts', { maxBytes: 70 })).toEqual(['node_modules/one/dist/one.d.ts']);
});

test('reads nothing that the policy excludes', async () => {
  const isExcluded = (path: string) => path.includes('@scope');
  expect(await found(npm, 'a.ts', { isExcluded })).not.toContain('node_modules/@scope/two/two.d.ts');
});

test('follows imports of Python to stubs and sources in a virtual environment', async () => {
  const files = {
    'a.py': 'import os, yaml as y\nfrom requests.api import get\nfrom . import own',
    '.venv/lib/python3.11/site-packages/yaml/__init__.py': 'def load(): ...',
    '.venv/lib/python3.11/site-packages/yaml-stubs/__init__.pyi': 'def load() -> None: ...',
    '.venv/lib/python3.11/site-packages/requests/api.py': 'def get(): ...',
  };
  expect(await found(files, 'a.py')).toEqual([
    '.venv/lib/python3.11/site-packages/requests/api.py',
    '.venv/lib/python3.11/site-packages/yaml-stubs/__init__.pyi',
    '.venv/lib/python3.11/site-packages/yaml/__init__.py',
  ]);
});

test("follows imports of Go into the vendor folder, without the packages' tests", async () => {
  const files = {
    'a.go': 'package a\n\nimport (\n\t"fmt"\n\tx "github.com/x/y"\n)\n',
    'vendor/github.com/x/y/y.go': 'package y',
    'vendor/github.com/x/y/y_test.go': 'package y',
  };
  expect(await found(files, 'a.go')).toEqual(['vendor/github.com/x/y/y.go']);
});

test('is led by no import out of the folder of dependencies', async () => {
  const files = {
    'a.ts': "import x from '../../etc/passwd';\nimport y from 'evil/../../x';\nimport z from 'evil';",
    'node_modules/evil/package.json': '{ "types": "../../../private.d.ts" }',
    'private.d.ts': 'declare const secret: 1;',
    'x/index.d.ts': '',
  };
  expect(await found(files, 'a.ts')).toEqual([]);
});

test('reads nothing of a dependency that is linked to an excluded folder', async () => {
  const workspace = new MemoryWorkspace();
  workspace.write('/w/packages/private/package.json', '{}');
  workspace.write('/w/packages/private/index.d.ts', 'declare const key: 1;');
  const { realPathOf } = workspace.declarations;
  workspace.declarations.realPathOf = (root, path) =>
    realPathOf(root, path.replace('node_modules/mine/', 'packages/private/'));
  const sources = [{ path: 'a.ts', text: "import x from 'mine';" }];
  const foundWith = (isExcluded: (path: string) => boolean) => {
    const limits = { maxBytes: 10_000, isExcluded };
    return dependencyDeclarations(workspace.declarations, '/w', sources, limits, neverAborted);
  };
  expect(await foundWith(() => false)).toHaveLength(1);
  expect(await foundWith((path) => path.startsWith('packages/private/'))).toEqual([]);
});
