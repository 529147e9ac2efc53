import { expect, test } from 'vitest';

import { resolveIn } from './resolve-in.ts';

test('finds a relative module with each ending, as a folder with an index, and by its whole name', () => {
  const files = [
    'src/a.ts',
    'src/b.tsx',
    'src/c/index.ts',
    'src/d.d.ts',
    'lib/e.mjs',
    'lib/f.cjs',
    'src/g.jsx',
  ];
  const resolve = resolveIn([...files, 'src/App.vue', 'src/Box.svelte', 'data.json', 'index.ts']);
  const found = [
    './b',
    './c',
    './c/',
    './d',
    '../lib/e',
    '../lib/f',
    './g',
    './App.vue',
    './App',
    './Box',
    '../data',
    '..',
  ];
  expect(found.map((module) => resolve('src/a.ts', module))).toEqual([
    'src/b.tsx',
    'src/c/index.ts',
    'src/c/index.ts',
    'src/d.d.ts',
    'lib/e.mjs',
    'lib/f.cjs',
    'src/g.jsx',
    'src/App.vue',
    'src/App.vue',
    'src/Box.svelte',
    'data.json',
    'index.ts',
  ]);
});

test('finds the source of the JavaScript that a TypeScript file names', () => {
  const resolve = resolveIn(['a.ts', 'b.ts', 'b.js', 'c.tsx', 'd.mts', 'e.cts', 'f.js']);
  expect(
    ['./b.js', './c.js', './c.jsx', './d.mjs', './e.cjs', './f.js'].map((each) => resolve('a.ts', each)),
  ).toEqual(['b.ts', 'c.tsx', 'c.tsx', 'd.mts', 'e.cts', 'f.js']);
});

test('takes off what bundlers put around a module', () => {
  const resolve = resolveIn(['a.ts', 'b.css']);
  expect(resolve('a.ts', './b.css?inline')).toBe('b.css');
  expect(resolve('a.ts', 'raw-loader!./b.css')).toBe('b.css');
});

test('leads nowhere for what is not in the workspace or above it', () => {
  const resolve = resolveIn({ 'src/a.ts': '', 'fs.ts': '', 'package.json': '{ "name": "mine" }' });
  const modules = [
    'node:fs',
    'react',
    '../../fs.ts',
    './missing',
    'https://x.test/fs.ts',
    '',
    'mine/missing',
  ];
  expect(modules.map((module) => resolve('src/a.ts', module)).join('')).toBe('');
});

test('follows the paths of the nearest tsconfig.json, the closest pattern first', () => {
  const resolve = resolveIn({
    'tsconfig.json': '{ "compilerOptions": { "paths": { "@/*": ["./wrong/*"] } } }',
    'web/tsconfig.json': `{
      // Comments and a trailing comma are usual.
      "compilerOptions": { "paths": { "@/*": ["./src/*"], "@/kit/*": ["./gone/*", "./kit/*"], "env": ["./env.ts"] }, },
    }`,
    'web/src/a.ts': '',
    'web/src/b.ts': '',
    'web/kit/b.ts': '',
    'web/env.ts': '',
    'wrong/b.ts': '',
  });
  expect(resolve('web/src/a.ts', '@/b')).toBe('web/src/b.ts');
  expect(resolve('web/src/a.ts', '@/kit/b')).toBe('web/kit/b.ts');
  expect(resolve('web/src/a.ts', 'env')).toBe('web/env.ts');
});

test('looks below the baseUrl, and takes paths relative to it', () => {
  const resolve = resolveIn({
    'jsconfig.json': '{ "compilerOptions": { "baseUrl": "src", "paths": { "kit/*": ["tools/*"] } } }',
    'src/a.js': '',
    'src/models/user.js': '',
    'src/tools/b.js': '',
  });
  expect(resolve('src/a.js', 'models/user')).toBe('src/models/user.js');
  expect(resolve('src/a.js', 'kit/b')).toBe('src/tools/b.js');
});

test('inherits paths through extends, from a file and from a package of the workspace', () => {
  const resolve = resolveIn({
    'tsconfig.base.json': '{ "compilerOptions": { "paths": { "~b": ["./libs/b.ts"] } } }',
    'apps/one/tsconfig.json': '{ "extends": "../../tsconfig.base" }',
    'apps/one/a.ts': '',
    'apps/two/tsconfig.json': '{ "extends": ["../none.json", "@acme/tsconfig/base.json"] }',
    'apps/two/a.ts': '',
    'packages/tsconfig/package.json': '{ "name": "@acme/tsconfig" }',
    'packages/tsconfig/base.json': '{ "compilerOptions": { "paths": { "~c": ["../../libs/c.ts"] } } }',
    'libs/b.ts': '',
    'libs/c.ts': '',
  });
  expect(resolve('apps/one/a.ts', '~b')).toBe('libs/b.ts');
  expect(resolve('apps/two/a.ts', '~c')).toBe('libs/c.ts');
});

test('ends when configs extend each other', () => {
  const resolve = resolveIn({
    'tsconfig.json': '{ "extends": "./tsconfig.other.json" }',
    'tsconfig.other.json': '{ "extends": "./tsconfig.json" }',
    'a.ts': '',
  });
  expect(resolve('a.ts', 'b')).toBe('');
});

test('hears the configs that a config only refers to', () => {
  const resolve = resolveIn({
    'tsconfig.json':
      '{ "files": [], "references": [{ "path": "./tsconfig.app.json" }, { "path": "./kit" }] }',
    'tsconfig.app.json': '{ "compilerOptions": { "paths": { "#/*": ["./src/*"] } } }',
    'kit/tsconfig.json': '{ "compilerOptions": { "paths": { "kit": ["./k.ts"] } } }',
    'src/a.ts': '',
    'src/b.ts': '',
    'kit/k.ts': '',
  });
  expect(resolve('src/a.ts', '#/b')).toBe('src/b.ts');
  expect(resolve('src/a.ts', 'kit')).toBe('kit/k.ts');
});

test('finds a package of the monorepo by its name, and the source of what it exports', () => {
  const resolve = resolveIn({
    'apps/web/a.ts': '',
    'packages/plain/package.json': '{ "name": "plain", "main": "./lib/start.js" }',
    'packages/plain/lib/start.js': '',
    'packages/built/package.json':
      '{ "name": "@acme/built", "types": "./dist/types/index.d.ts", "main": "dist/index.js" }',
    'packages/built/src/index.ts': '',
    'packages/built/src/deep/part.ts': '',
    'packages/mapped/package.json': `{ "name": "@acme/mapped", "exports": {
      ".": { "import": { "types": "./dist/esm/main.d.ts", "default": "./dist/esm/main.js" } },
      "./parts/*": "./dist/parts/*.js",
      "./parts/inner/*": { "types": "./dist/secret/*.d.ts" },
      "./style.css": "./style.css"
    } }`,
    'packages/mapped/src/main.ts': '',
    'packages/mapped/src/parts/one.tsx': '',
    'packages/mapped/src/secret/two.ts': '',
    'packages/mapped/style.css': '',
    'packages/bare/package.json': '{ "name": "bare" }',
    'packages/bare/src/index.ts': '',
  });
  const from = 'apps/web/a.ts';
  expect(resolve(from, 'plain')).toBe('packages/plain/lib/start.js');
  expect(resolve(from, '@acme/built')).toBe('packages/built/src/index.ts');
  expect(resolve(from, '@acme/built/deep/part')).toBe('packages/built/src/deep/part.ts');
  expect(resolve(from, '@acme/mapped')).toBe('packages/mapped/src/main.ts');
  expect(resolve(from, '@acme/mapped/parts/one')).toBe('packages/mapped/src/parts/one.tsx');
  expect(resolve(from, '@acme/mapped/parts/inner/two')).toBe('packages/mapped/src/secret/two.ts');
  expect(resolve(from, '@acme/mapped/style.css')).toBe('packages/mapped/style.css');
  expect(resolve(from, 'bare')).toBe('packages/bare/src/index.ts');
});

test('lets a package import itself by its name, and its own parts by #names', () => {
  const resolve = resolveIn({
    'package.json': `{ "name": "mine", "exports": "./dist/index.js", "imports": {
      "#db": { "node": "./src/db-node.js", "default": "./src/db.js" }, "#lib/*.js": "./src/lib/*.js" } }`,
    'src/index.ts': '',
    'src/db-node.ts': '',
    'src/lib/a.ts': '',
    'test/a.ts': '',
  });
  expect(resolve('test/a.ts', 'mine')).toBe('src/index.ts');
  expect(resolve('test/a.ts', '#db')).toBe('src/db-node.ts');
  expect(resolve('test/a.ts', '#lib/a.js')).toBe('src/lib/a.ts');
});

test('prefers the package of a name that lies less deep, since fixtures repeat names', () => {
  const resolve = resolveIn({
    'a/test/fixtures/one/package.json': '{ "name": "one" }',
    'a/test/fixtures/one/index.js': '',
    'one/package.json': '{ "name": "one" }',
    'one/index.js': '',
    'b.js': '',
  });
  expect(resolve('b.js', 'one')).toBe('one/index.js');
});

test('enters a folder by the package.json in it', () => {
  const resolve = resolveIn({ 'a.js': '', 'sub/package.json': '{ "main": "start.js" }', 'sub/start.js': '' });
  expect(resolve('a.js', './sub')).toBe('sub/start.js');
});

test('knows the customary aliases where no config tells them', () => {
  const resolve = resolveIn({
    'web/package.json': '{}',
    'web/src/a.vue': '',
    'web/src/b.ts': '',
    'web/public/c.css': '',
  });
  expect(resolve('web/src/a.vue', '@/b')).toBe('web/src/b.ts');
  expect(resolve('web/src/a.vue', '~/b')).toBe('web/src/b.ts');
  expect(resolve('web/src/a.vue', '/c.css')).toBe('web/public/c.css');
});

test('reads on when a manifest is broken', () => {
  const resolve = resolveIn({
    'a.ts': '',
    'b.ts': '',
    'tsconfig.json': '{ "compilerOptions": [',
    'package.json': '[1',
  });
  expect(resolve('a.ts', './b')).toBe('b.ts');
  expect(resolve('a.ts', 'b')).toBe('');
});
