import { expect, test } from 'vitest';

import { DependencyTree, importsOf } from './definitions-in.ts';

const shapes = {
  'node_modules/shapes/package.json': '{ "types": "./index.d.ts" }',
  'node_modules/shapes/index.d.ts': `import * as all from './all.js';
export * from './all.js';
export { Square as Box } from './square.js';
export * as inner from './square.js';
export { all };
export default all;
`,
  'node_modules/shapes/all.d.ts': `/** A round shape. */
export declare function circle(radius: number): Circle;
export declare function circle(center: Point, radius: number): Circle;
declare function _enum(): void;
export { _enum as enum };
export declare const unit: Circle;
`,
  'node_modules/shapes/square.d.ts': 'export interface Square {\n  side: number;\n}\n',
};

test('gives the lines of a definition with its comment and overloads, through what a package passes on', async () => {
  const tree = new DependencyTree(shapes);
  expect(
    await tree.describe('a.ts', "import { circle } from 'shapes';", 'circle'),
  ).toBe(`circle node_modules/shapes/all.d.ts
/** A round shape. */
export declare function circle(radius: number): Circle;
export declare function circle(center: Point, radius: number): Circle;`);
});

test('follows names that are renamed on import and on the way', async () => {
  const tree = new DependencyTree(shapes);
  const source = "import { Box as Frame, unit } from 'shapes';";
  expect(await tree.describe('a.ts', source, 'unit', 'Frame')).toBe(`unit node_modules/shapes/all.d.ts
export declare const unit: Circle;

Box node_modules/shapes/square.d.ts
export interface Square {
  side: number;
}`);
});

test('finds members of what is imported whole, by namespace, by default or by a name that stands for a module', async () => {
  const tree = new DependencyTree(shapes);
  const imports = [
    "import * as s from 'shapes';",
    "import s from 'shapes';",
    "import { all as s } from 'shapes';",
  ];
  for (const source of imports) {
    const found = await tree.describe('a.ts', source, 's', 'enum', 'missing');
    expect(found).toBe('enum node_modules/shapes/all.d.ts\ndeclare function _enum(): void;');
  }
});

test('takes no name from a module that goes by a name of its own', async () => {
  const tree = new DependencyTree(shapes);
  expect(await tree.describe('a.ts', "import { Square } from 'shapes';", 'Square')).toBe('');
  const found = await tree.describe('a.ts', "import { inner } from 'shapes';", 'inner', 'Square');
  expect(found).toContain('Square node_modules/shapes/square.d.ts');
});

test('tells where it is from and why', async () => {
  const tree = new DependencyTree(shapes);
  const file = await importsOf('src/a.ts', "import { Box } from 'shapes';");
  const [found] = await tree.find({ path: 'src/a.ts', wantedNames: ['Box'], ...file });
  expect(found).toMatchObject({
    uri: 'file:///w/node_modules/shapes/square.d.ts',
    reason: 'defines Box, imported from shapes',
    parts: [{ startLine: 0, endLine: 3, range: { start: 0, end: 43 } }],
  });
});

test('looks for a default export under the name that the file gives it', async () => {
  const tree = new DependencyTree({
    'node_modules/one/package.json': '{ "types": "a.d.ts" }',
    'node_modules/one/a.d.ts': 'declare class Client {\n  send(): void;\n}\nexport default Client;\n',
    'node_modules/two/package.json': '{}',
    'node_modules/two/index.d.ts': 'declare namespace Two {\n  function use(): void;\n}\nexport = Two;\n',
  });
  const source = "import Http from 'one';\nimport Two from 'two';";
  expect(await tree.describe('a.ts', source, 'Http', 'Two', 'use')).toBe(`Client node_modules/one/a.d.ts
declare class Client {
  send(): void;
}

use node_modules/two/index.d.ts
  function use(): void;`);
});

test('adds the type of a constant where names of members are wanted', async () => {
  const tree = new DependencyTree({
    'node_modules/one/package.json': '{}',
    'node_modules/one/index.d.ts': "import { Tools } from './tools.js';\nexport declare const kit: Tools;\n",
    'node_modules/one/tools.d.ts': 'export interface Tools {\n  use(): void;\n}\n',
  });
  const source = "import { kit } from 'one';";
  const constant = 'kit node_modules/one/index.d.ts\nexport declare const kit: Tools;';
  expect(await tree.describe('a.ts', source, 'kit')).toBe(constant);
  const type = 'Tools node_modules/one/tools.d.ts\nexport interface Tools {\n  use(): void;\n}';
  expect(await tree.describe('a.ts', source, 'kit', 'use')).toBe(`${constant}\n\n${type}`);
});

test('takes the nearest node_modules upward, conditions of exports, @types, and at last JavaScript', async () => {
  const tree = new DependencyTree({
    'node_modules/near/package.json': '{}',
    'node_modules/near/index.d.ts': 'export declare const far: 1;\n',
    'app/node_modules/near/package.json': '{}',
    'app/node_modules/near/index.d.ts': 'export declare const near: 1;\n',
    'node_modules/@a/mapped/package.json':
      '{ "exports": { "./sub": { "import": { "default": "./dist/s.js", "types": "./dist/s.d.ts" } } } }',
    'node_modules/@a/mapped/dist/s.js': 'export const mapped = 1;\n',
    'node_modules/@a/mapped/dist/s.d.ts': 'export declare const mapped: 1;\n',
    'node_modules/@a/typed/package.json': '{ "main": "index.js" }',
    'node_modules/@a/typed/index.js': 'exports.typed = 1;\n',
    'node_modules/@types/a__typed/package.json': '{ "types": "index" }',
    'node_modules/@types/a__typed/index.d.ts': 'export declare const typed: 1;\n',
    'node_modules/plain/package.json': '{ "main": "./lib/plain" }',
    'node_modules/plain/lib/plain.js': 'export function plain() {}\n',
    'node_modules/@types/node/package.json': '{}',
    'node_modules/@types/node/fs.d.ts': "declare module 'fs' {\n  function readFile(): void;\n}\n",
  });
  const source = `import { near } from 'near'; import { mapped } from '@a/mapped/sub'; import { typed } from '@a/typed';
import { plain } from 'plain'; import { readFile } from 'node:fs';`;
  const found = await tree.describe('app/src/a.ts', source, 'near', 'mapped', 'typed', 'plain', 'readFile');
  expect(found.match(/^\w+ .*(?:node_modules).*$/gm)).toEqual([
    'near app/node_modules/near/index.d.ts',
    'mapped node_modules/@a/mapped/dist/s.d.ts',
    'typed node_modules/@types/a__typed/index.d.ts',
    'plain node_modules/plain/lib/plain.js',
    'readFile node_modules/@types/node/fs.d.ts',
  ]);
});

test('shortens a long definition to its signature, the wanted members first, and its last line', async () => {
  const members = Array.from({ length: 60 }, (_, index) => `  member${index}(): void;\n`).join('');
  const tree = new DependencyTree({
    'node_modules/big/package.json': '{}',
    'node_modules/big/index.d.ts': `export declare class Big {\n${members}}\n`,
  });
  const found = await tree.describe('a.ts', "import { Big } from 'big';", 'Big', 'member59');
  expect(found).toContain('export declare class Big {\n  member0(): void;\n');
  expect(found).toContain('…\n  member59(): void;\n}');
  expect(found).not.toContain('member50');
});

test('Python: a long class shows its constructor and public methods before the private ones', async () => {
  const site = '.venv/lib/python3.12/site-packages';
  const methods = (start: string) => {
    return Array.from(
      { length: 30 },
      (_, index) => `    def ${start}${index}(self):\n        return 1\n`,
    ).join('');
  };
  const tree = new DependencyTree({
    [`${site}/big.py`]: `class Big:\n${methods('_own')}${methods('use')}    def __init__(self, size):\n        pass\n`,
  });
  const found = await tree.describe('a.py', 'from big import Big\n', 'Big', 'use29');
  expect(found.match(/def use\d+/g)).toHaveLength(30);
  expect(found).toContain('    def use29(self):\n…\n    def __init__(self, size):');
  expect(found).toContain('_own0');
  expect(found).not.toContain('_own20');
  expect(found.endsWith('def __init__(self, size):')).toBe(true);
});

test('gives no minified code', async () => {
  const tree = new DependencyTree({
    'node_modules/min/package.json': '{ "main": "a.js" }',
    'node_modules/min/a.js': `export function f() { ${'a();'.repeat(3_000)} }\n`,
  });
  expect(await tree.describe('a.ts', "import { f } from 'min';", 'f')).toBe('');
});

test('Python: follows stubs and packages in the virtual environment of the project', async () => {
  const site = 'api/.venv/lib/python3.12/site-packages';
  const tree = new DependencyTree({
    [`${site}/requests/__init__.py`]: 'from .api import get, post as send\nfrom .models import *\n',
    [`${site}/requests/api.py`]: 'def get(url):\n    return 1\n\ndef post(url):\n    return 2\n',
    [`${site}/requests/models.py`]: 'class Response:\n    ok = True\n',
    [`${site}/yaml/__init__.py`]: 'def load(x): pass\n',
    [`${site}/yaml-stubs/__init__.pyi`]: 'def load(x: str) -> object: ...\n',
    [`${site}/google/cloud/storage/__init__.py`]: 'from google.cloud.storage.client import Client\n',
    [`${site}/google/cloud/storage/client.py`]: 'class Client:\n    pass\n',
  });
  const source = `from requests import get, send, Response
import yaml
from google.cloud import storage
`;
  const found = await tree.describe(
    'api/src/a.py',
    source,
    'get',
    'send',
    'Response',
    'yaml',
    'load',
    'storage',
    'Client',
  );
  expect(found.split('\n\n')).toEqual([
    `get ${site}/requests/api.py\ndef get(url):\n    return 1`,
    `send ${site}/requests/api.py\ndef post(url):\n    return 2`,
    `Response ${site}/requests/models.py\nclass Response:\n    ok = True`,
    `load ${site}/yaml-stubs/__init__.pyi\ndef load(x: str) -> object: ...`,
    `Client ${site}/google/cloud/storage/client.py\nclass Client:\n    pass`,
  ]);
});

test('Go: takes the vendor folder, else the module cache in the version of go.mod, capitals escaped', async () => {
  const tree = new DependencyTree({
    'go.mod': `module a.test/app
require (
	github.com/Big/mod v1.2.0
	b.test/old v1.0.0 // indirect
)
replace b.test/old => b.test/new v2.0.0
`,
    '/go/github.com/!big/mod@v1.2.0/sub/a.go': 'package sub\n\nfunc (c *Client) New() {}\n',
    '/go/github.com/!big/mod@v1.2.0/sub/b.go': '// New makes one.\nfunc New() *Client { return nil }\n',
    '/go/github.com/!big/mod@v1.2.0/sub/b_test.go': 'func New() {}\n',
    '/go/b.test/new@v2.0.0/n.go': 'package old\n\ntype Thing struct {\n\tA int\n}\n',
    'vendor/c.test/v/v.go': 'package v\n\nfunc Vend() {}\n',
  });
  const source =
    'package a\nimport (\n\t"github.com/Big/mod/sub"\n\t"b.test/old"\n\t"c.test/v"\n\t"fmt"\n)\n';
  expect(
    await tree.describe('cmd/a.go', source, 'sub', 'New', 'old', 'Thing', 'v', 'Vend', 'Println'),
  ).toBe(`New go:github.com/!big/mod@v1.2.0/sub/b.go
// New makes one.
func New() *Client { return nil }

Thing go:b.test/new@v2.0.0/n.go
type Thing struct {
	A int
}

Vend vendor/c.test/v/v.go
func Vend() {}`);
});

test('Rust: takes crates in the version of Cargo.lock and follows what they publish', async () => {
  const crate = '/cargo/index.test-1/de-kit-1.0.1';
  const tree = new DependencyTree({
    'Cargo.lock':
      '[[package]]\nname = "de-kit"\nversion = "1.0.1"\n\n[[package]]\nname = "core-kit"\nversion = "2.0.0"\n',
    [`${crate}/Cargo.toml`]: '[package]\nname = "de-kit"\n',
    [`${crate}/src/lib.rs`]: 'pub mod de;\nmod ser;\npub use ser::Serialize as Save;\npub use core_kit::*;\n',
    [`${crate}/src/de.rs`]: 'pub trait Read {\n    fn read(&self);\n}\n',
    [`${crate}/src/ser/mod.rs`]: 'pub use self::imp::Serialize;\nmod imp;\n',
    [`${crate}/src/ser/imp.rs`]: 'pub trait Serialize {}\n',
    '/cargo/index.test-1/de-kit-0.9.0/src/lib.rs': 'pub struct Old;\n',
    'vendor/core-kit/Cargo.toml': '[lib]\npath = "code/kit.rs"\n',
    'vendor/core-kit/code/kit.rs': 'pub struct Core {\n    size: u8,\n}\n',
  });
  const source =
    'use de_kit::de::Read;\nuse de_kit::{Save, Core, Old};\nuse crate::own::Own;\nuse std::fs::File;\n';
  expect(
    await tree.describe('src/main.rs', source, 'Read', 'Save', 'Core', 'Old', 'Own', 'File'),
  ).toBe(`Read cargo:de-kit-1.0.1/src/de.rs
pub trait Read {
    fn read(&self);
}

Save cargo:de-kit-1.0.1/src/ser/imp.rs
pub trait Serialize {}

Core vendor/core-kit/code/kit.rs
pub struct Core {
    size: u8,
}`);
});

test('reads nothing of the workspace itself, and leads nowhere for a language whose packages it does not know', async () => {
  const tree = new DependencyTree({
    'b.ts': 'export const b = 1;\n',
    'b.py': 'b = 1\n',
    'b.rb': 'def b; end\n',
  });
  expect(
    await tree.describe('a.ts', "import { b } from './b';\nimport { c } from '../node_modules/x';", 'b', 'c'),
  ).toBe('');
  expect(await tree.describe('a.py', 'from .b import b\n', 'b')).toBe('');
  expect(await tree.describe('a.rb', "require_relative 'b'\n", 'b')).toBe('');
  expect(tree.read.filter((path) => path.startsWith('b.'))).toEqual([]);
});

test('is led by no import or manifest out of the folder of the package', async () => {
  const tree = new DependencyTree({
    'node_modules/evil/package.json': '{ "types": "../../private.d.ts", "exports": "./../../private.d.ts" }',
    'private.d.ts': 'export declare const secret: 1;\n',
    'go.mod': 'module a.test/a\nrequire b.test/b v1.0.0/../../../etc\n',
  });
  const source = "import { secret } from 'evil';\nimport { secret as s } from 'evil/../../private';";
  expect(await tree.describe('a.ts', source, 'secret', 's')).toBe('');
  expect(tree.read.filter((path) => path.startsWith('private'))).toEqual([]);
});

test('reads nothing that the policy excludes, be it by its path or by where a link leads', async () => {
  const tree = new DependencyTree(shapes);
  const wanted = {
    path: 'a.ts',
    wantedNames: ['Box'],
    ...(await importsOf('a.ts', "import { Box } from 'shapes';")),
  };
  const isSquare = (path: string) => path.endsWith('/square.d.ts');
  expect(await tree.find({ ...wanted, isExcluded: isSquare })).toEqual([]);
  expect(tree.read.some(isSquare)).toBe(false);
  expect(await tree.find(wanted)).toHaveLength(1);
  // What was read before is not given either.
  expect(await tree.find({ ...wanted, isExcluded: isSquare })).toEqual([]);

  const linked = new DependencyTree(shapes);
  linked.workspace.declarations.realPathOf = async (_, path) =>
    path.replace('node_modules/shapes', 'private/shapes');
  for (const [path, text] of Object.entries(shapes))
    linked.write(path.replace('node_modules', 'private'), text);
  expect(await linked.find({ ...wanted, isExcluded: (path) => path.startsWith('private/') })).toEqual([]);
  expect(linked.read.filter((path) => path.startsWith('private/'))).toEqual([]);
});

test('takes its time over no hostile file', async () => {
  const tree = new DependencyTree({
    'node_modules/one/package.json': '{}',
    'node_modules/one/index.d.ts': `export {${'b as a,'.repeat(100_000)}\n`,
  });
  const started = performance.now();
  expect(await tree.describe('a.ts', "import { a } from 'one';", 'a')).toBe('');
  expect(performance.now() - started).toBeLessThan(5_000);
});

test('ends where packages pass names on in a circle', async () => {
  const tree = new DependencyTree({
    'node_modules/one/package.json': '{}',
    'node_modules/one/index.d.ts': "export * from 'two';\nexport * from './index.js';\nexport { x as x };\n",
    'node_modules/two/package.json': '{}',
    'node_modules/two/index.d.ts': "export * from 'one';\nexport { x } from 'one';\n",
  });
  expect(await tree.describe('a.ts', "import { x } from 'one';", 'x')).toBe('');
});

test('remembers what it read for a minute, and what is not there; then or when told it looks again', async () => {
  const tree = new DependencyTree(shapes);
  const source = "import { Box, gone } from 'shapes';";
  await tree.describe('a.ts', source, 'Box', 'gone');
  const reads = tree.read.length;
  await tree.describe('a.ts', source, 'Box', 'gone');
  expect(tree.read).toHaveLength(reads);

  tree.write('node_modules/shapes/square.d.ts', 'export interface Square { side: string }\n');
  tree.definitions.forget();
  expect(await tree.describe('a.ts', source, 'Box')).toContain('side: string');

  tree.write('node_modules/shapes/square.d.ts', 'export interface Square { side: boolean }\n');
  await tree.clock.advance(60_000);
  expect(await tree.describe('a.ts', source, 'Box')).toContain('side: boolean');
});

test('looks into a bounded number of files for one request', async () => {
  const chain = Array.from({ length: 60 }, (_, index) => {
    return [`node_modules/deep/f${index}.d.ts`, `export * from './f${index + 1}.js';\n`] as const;
  });
  const tree = new DependencyTree({
    'node_modules/deep/package.json': '{ "types": "f0.d.ts" }',
    ...Object.fromEntries(chain),
    'node_modules/deep/f60.d.ts': 'export declare const end: 1;\n',
  });
  expect(await tree.describe('a.ts', "import { end } from 'deep';", 'end')).toBe('');
  expect(tree.read.length).toBeLessThan(100);
});
