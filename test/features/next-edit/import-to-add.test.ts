import { describe, expect, test } from 'vitest';

import { offeredAfter, TypedScene, takenAfter } from './support/typed-scene.ts';

const slugs = { 'src/text.ts': 'export function slugify(title: string) {\n  return title;\n}\n' };
const pythonSlugs = { 'app/text.py': 'def slugify(title):\n    return title\n' };

describe('when a name was used that one file exports', () => {
  test('its import is offered once, in TypeScript', async () => {
    const files = {
      ...slugs,
      'src/page.ts': "import { read } from './read.ts';\n\nread(1);\n⟦→const url = slugify(`a`);⟧\n",
    };
    expect(await takenAfter(files)).toEqual([
      "src/page.ts:1 import { read } from './read.ts';⟦→\nimport { slugify } from './text.ts';⟧",
    ]);
  });

  test('its import is offered once, in Python', async () => {
    const files = { ...pythonSlugs, 'app/page.py': 'import os\n\n⟦→url = slugify(os.name)⟧\n' };
    expect(await takenAfter(files)).toEqual(['app/page.py:1 import os⟦→\nfrom app.text import slugify⟧']);
  });

  test('an import of the same file gets the name', async () => {
    const files = {
      'src/text.ts': 'export function slugify() {}\nexport function trimmed() {}\n',
      'src/page.ts': "import { slugify } from './text.ts';\n\nslugify();\n⟦→trimmed();⟧\n",
    };
    expect(await offeredAfter(files)).toBe("src/page.ts:1 import { slugify⟦→, trimmed⟧ } from './text.ts';");
  });

  test.each([
    ['what is called', 'export function Page() {}\n', 'Page();'],
    ['a type', 'export interface Page {}\n', 'let shown: Page;'],
    ['a value', 'export const Page = 1;\n', 'const most = Page + 1;'],
    ['the class of a new object', 'export class Page {}\n', 'const page = new Page();'],
    ['the owner of a member', 'export class Page {}\n', 'const page = Page.empty;'],
  ])('%s is such a name', async (_, exported, typed) => {
    const files = { 'pages.ts': exported, 'a.ts': `⟦→${typed}⟧\n` };
    expect(await offeredAfter(files)).toMatch(/^a\.ts:1 ⟦→import \{ Page \} from '\.\/pages';?\n\n⟧/);
  });

  test('in Go, a package is such a name', async () => {
    const files = {
      'go.mod': 'module example.com/app\n',
      'text/text.go': 'package text\n\nfunc Slug() {}\n',
      'main.go': 'package main\n\nfunc main() {\n\t⟦→text.Slug()⟧\n}\n',
    };
    expect(await offeredAfter(files)).toBe('main.go:1 package main⟦→\n\nimport "example.com/app/text"⟧');
  });

  test('a name that was typed before the last edit gets it when the call is opened', async () => {
    const files = { ...slugs, 'src/page.ts': 'const url = slugify⟦→("a")⟧;\n' };
    expect(await offeredAfter(files)).toMatch(/import \{ slugify \}/);
  });
});

describe('no import is offered', () => {
  test.each<[string, string]>([
    ['of a member', 'api.slugify(1);'],
    ['of an optional member', 'api?.slugify(1);'],
    ['of a word in a string', 'log("a, slugify, b");'],
    ['of a word in a comment', '// as (slugify) does'],
    ['of a key', 'const x = { slugify: 1 };'],
    ['of what is defined there', 'function slugify() {} slugify();'],
    ['of a local name', 'const f = (slugify: () => void) => slugify();'],
    ['of what is declared there', 'const slugify = make(); slugify();'],
    ['of what a loop declares', 'for (const slugify of api) slugify(1);'],
    ['of what is defined elsewhere in it', 'function f() { function slugify() {} } slugify();'],
  ])('%s', async (_, typed) => {
    expect(await offeredAfter({ ...slugs, 'src/page.ts': `let api;\n⟦→${typed}⟧\n` })).toMatch(/^silent/);
  });

  test('where two files export the name', async () => {
    const other = { 'src/other.ts': 'export const slugify = 1;\n' };
    expect(await offeredAfter({ ...slugs, ...other, 'src/page.ts': '⟦→slugify(1);⟧\n' })).toMatch(/^silent/);
  });

  test('in Go, of what another file of the package defines', async () => {
    const files = {
      'go.mod': 'module example.com/app\n',
      'text/text.go': 'package text\n\nfunc Slug() {}\n',
      'own.go': 'package main\n\nvar text = 1\n',
      'main.go': 'package main\n\nfunc main() {\n\t⟦→text.Slug()⟧\n}\n',
    };
    expect(await offeredAfter(files)).toMatch(/^silent/);
  });

  test('where no file exports it', async () => {
    const files = { 'src/text.ts': 'function slugify() {}\n', 'src/page.ts': '⟦→slugify(1);⟧\n' };
    expect(await offeredAfter(files)).toMatch(/^silent/);
  });

  test('of what is imported already, under its own name or for something else', async () => {
    const page = "import { make as slugify } from './make.ts';\n\n⟦→slugify(1);⟧\n";
    expect(await offeredAfter({ ...slugs, 'src/page.ts': page })).toMatch(/^silent/);
    const own = 'from app.text import slugify\n\n⟦→slugify(1)⟧\n';
    expect(await offeredAfter({ ...pythonSlugs, 'app/page.py': own })).toMatch(/^silent/);
  });

  test('where an import brings names that it does not tell', async () => {
    const page = 'from app.all import *\n\n⟦→slugify(1)⟧\n';
    expect(await offeredAfter({ ...pythonSlugs, 'app/page.py': page })).toMatch(/^silent/);
  });

  test('where another file has the name from a package', async () => {
    const other = { 'src/other.ts': "import { slugify } from 'slugs';\n\nslugify(1);\n" };
    expect(await offeredAfter({ ...slugs, ...other, 'src/page.ts': '⟦→slugify(1);⟧\n' })).toMatch(/^silent/);
  });

  test('where the name stood in the file before', async () => {
    expect(await offeredAfter({ ...slugs, 'src/page.ts': 'slugify(2);\n⟦→slugify(1);⟧\n' })).toMatch(
      /^silent/,
    );
  });

  test('of a name that the language has', async () => {
    const files = { 'src/http.ts': 'export class Request {}\n', 'src/page.ts': '⟦→new Request("a");⟧\n' };
    expect(await offeredAfter(files)).toMatch(/^silent/);
    const python = { 'app/text.py': 'def format(x):\n    pass\n', 'app/page.py': '⟦→format(1)⟧\n' };
    expect(await offeredAfter(python)).toMatch(/^silent/);
  });

  test('of a name of two letters', async () => {
    const files = { 'src/ab.ts': 'export function ab() {}\n', 'src/page.ts': '⟦→ab();⟧\n' };
    expect(await offeredAfter(files)).toMatch(/^silent/);
  });

  test('of what tests define, outside of them', async () => {
    const files = { 'test/pages.ts': 'export function fakePage() {}\n', 'src/page.ts': '⟦→fakePage();⟧\n' };
    expect(await offeredAfter(files)).toMatch(/^silent/);
  });

  test('in a language whose files do not say where names come from', async () => {
    const files = { 'lib/text.rb': 'class Slug\nend\n', 'lib/page.rb': '⟦→Slug.new⟧\n' };
    expect(await offeredAfter(files)).toMatch(/^silent/);
  });

  test('while the cursor stands at the end of the name', async () => {
    const scene = new TypedScene({ ...slugs, 'src/page.ts': 'const url = ⟦→slugify⟧;\n' });
    expect(await scene.offer('const url = slugify'.length)).toBe('not-distinctive');
    expect(await scene.offered()).toMatch(/import \{ slugify \}/);
  });
});

test('whoever does not want the import is offered what else follows', async () => {
  const page = 'read(⟦title→slugify(title)⟧);\nread(⟦title→slugify(title)⟧);\nread(title);\n';
  const scene = new TypedScene({ ...slugs, 'src/page.ts': page });
  const edit = await scene.offer();
  if (typeof edit === 'string') throw new Error(edit);
  expect(edit.text).toMatch(/^import \{ slugify \}/);
  scene.nextEdit.dismissed(edit.id);
  expect(await scene.offered()).toBe('src/page.ts:3 read(⟦title→slugify(title)⟧);');
});
