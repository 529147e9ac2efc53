import { expect, test } from 'vitest';

import { namedPathOf } from '../../server/host/file-uri.ts';

test.each([
  ['file:///w/a%20b.ts', '/w/a b.ts'],
  ['FILE:///w/a.ts', '/w/a.ts'],
  ['git:/w/a.ts?%7B%22ref%22%3A%22HEAD%22%7D', '/w/a.ts'],
  ['git:///w/a.ts', '/w/a.ts'],
  ['vscode-notebook-cell:/w/a.ipynb#W0sZ', '/w/a.ipynb'],
  ['untitled:/w/new.ts', '/w/new.ts'],
  ['untitled:Untitled-1', undefined],
  ['inmemory://model/1', undefined],
  ['vscode-vfs://github/w/a.ts', undefined],
  ['file:///w/%zz.ts', undefined],
  ['no uri', undefined],
])('%s names %s', (uri, path) => {
  expect(namedPathOf(uri)).toBe(path);
});
