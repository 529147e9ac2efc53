import { expect, test } from 'vitest';

import { reasonInPath } from '../../../server/context/files/source-path.ts';

test.each([
  'src/a.ts',
  'A.PY',
  'lib/x.rs',
  'Makefile',
  'sub/Dockerfile',
  'ci.yaml',
  'page.vue',
  'src/vendors.ts',
  'dist/tool.js',
])('learns from %s', (path) => {
  expect(reasonInPath(path)).toBeUndefined();
});

test.each([
  ['package-lock.json', 'not-source'],
  ['data/rows.csv', 'not-source'],
  ['logo.svg', 'not-source'],
  ['README.md', 'not-source'],
  ['LICENSE', 'not-source'],
  ['.gitignore', 'not-source'],
  ['pnpm-lock.yaml', 'generated'],
  ['api/user.pb.go', 'generated'],
  ['api/user_pb2.py', 'generated'],
  ['jquery.min.js', 'minified'],
  ['vendor/github.com/x/y.go', 'vendored'],
  ['web/node_modules/x/index.js', 'vendored'],
  ['Third_Party/zlib/inflate.c', 'vendored'],
])('leaves out %s: %s', (path, reason) => {
  expect(reasonInPath(path)).toBe(reason);
});
