import fc from 'fast-check';
import { expect, test } from 'vitest';

import { ImportResolver } from '../../../server/context/imports/import-resolver.ts';
import { isManifest, WorkspaceModules } from '../../../server/context/imports/workspace-modules.ts';
import { languages } from '../../../server/syntax/languages.ts';
import { modulesOf, resolveIn } from './resolve-in.ts';

const segment = fc.constantFrom('a', 'b', 'src', 'index.ts', 'go.mod', 'a.py', '__init__.py', 'mod.rs');
const path = fc.array(segment, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('/'));
const steps = fc.array(fc.tuple(fc.boolean(), path), { maxLength: 30 });

test('after any additions and removals it knows exactly the files that are left', () => {
  fc.assert(
    fc.property(steps, (changes) => {
      const modules = new WorkspaceModules();
      const left = new Set<string>();
      for (const [isAdded, each] of changes) {
        if (isAdded) modules.add(each);
        else modules.remove(each);
        if (isAdded) left.add(each);
        else left.delete(each);
      }
      const expected = modulesOf([...left].sort());
      const names = ['a', 'b', 'src', 'index.ts', 'go.mod', 'a.py', '__init__.py', 'mod.rs', ''];
      for (const name of names) {
        expect(modules.named(name)).toEqual(expected.named(name));
        expect(modules.foldersNamed(name)).toEqual(expected.foldersNamed(name));
        expect(modules.inFolder(name)).toEqual(expected.inFolder(name));
      }
      for (const each of changes.map(([, changed]) => changed))
        expect(modules.has(each)).toBe(left.has(each));
    }),
  );
});

const module = fc.oneof(
  fc.string({ maxLength: 12 }),
  fc
    .array(fc.constantFrom('a', '.', '..', '/', '::', '\\', 'crate', 'super', '@', '#', '*', '$', '"'), {
      maxLength: 8,
    })
    .map((parts) => parts.join('')),
);

test('an import of any form in any language means files of the workspace other than its own, once each', () => {
  const language = fc.constantFrom(...Object.keys(languages));
  fc.assert(
    fc.property(fc.array(path, { maxLength: 12 }), path, language, module, (paths, from, spoken, written) => {
      const modules = modulesOf(paths);
      const found = new ImportResolver(modules).resolve({ path: from, language: spoken }, written, [
        'a',
        '*',
      ]);
      expect(found.every((each) => modules.has(each) && each !== from)).toBe(true);
      expect(new Set(found).size).toBe(found.length);
    }),
    { numRuns: 2_000 },
  );
});

test('a resolver hears of files and manifests that come, change and go', () => {
  const modules = modulesOf({ 'a.ts': '', 'x/package.json': '{ "name": "one" }', 'x/index.ts': '' });
  const resolver = new ImportResolver(modules);
  const resolve = (name: string) => resolver.resolve({ path: 'a.ts', language: 'typescript' }, name, []);

  expect(resolve('one')).toEqual(['x/index.ts']);
  modules.addManifest('x/package.json', '{ "name": "two" }');
  expect([resolve('one'), resolve('two')]).toEqual([[], ['x/index.ts']]);
  modules.add('x/index.tsx');
  modules.remove('x/index.ts');
  expect(resolve('two')).toEqual(['x/index.tsx']);
  modules.remove('x/package.json');
  expect(resolve('two')).toEqual([]);
});

test('knows which texts it wants', () => {
  const wanted = [
    'package.json',
    'a/go.mod',
    'Cargo.toml',
    'pyproject.toml',
    'composer.json',
    'jsconfig.json',
  ];
  const configs = ['a/tsconfig.app.json', 'packages/tsconfig/base.json', 'packages/ts/b.json', 'tsconfig.ts'];
  expect([...wanted, ...configs].filter(isManifest)).toEqual([
    ...wanted,
    'a/tsconfig.app.json',
    'packages/tsconfig/base.json',
  ]);
});

test('a language without rules leads nowhere', () => {
  expect(resolveIn(['a.yaml', 'b.yaml'])('a.yaml', 'b.yaml')).toBe('');
});

test('hostile manifests and modules cost no time', () => {
  const deep = `${'{"a":'.repeat(4_000)}1${'}'.repeat(4_000)}`;
  const resolve = resolveIn({
    'pyproject.toml': '\n'.repeat(100_000),
    'package.json': `{ "name": "one", "exports": ${deep} }`,
    'tsconfig.json': deep,
    'a.ts': '',
    'a.py': '',
    'a.sh': '',
  });
  const started = performance.now();
  expect(resolve('a.py', 'x')).toBe('');
  expect(resolve('a.ts', 'one')).toBe('');
  expect(resolve('a.sh', `${'$'.repeat(50_000)}${'/'.repeat(50_000)}"`)).toBe('');
  expect(performance.now() - started).toBeLessThan(1_000);
});
