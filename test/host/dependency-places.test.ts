import { execFileSync } from 'node:child_process';
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

import { neverAborted } from '../../server/base/cancellation.ts';
import { DependencyDefinitions } from '../../server/context/dependencies/dependency-definitions.ts';
import { declarationReader } from '../../server/host/declaration-reader.ts';
import { dependencyPlaces } from '../../server/host/dependency-places.ts';
import { systemClock } from '../../server/host/system-clock.ts';
import { GrammarRegistry } from '../../server/syntax/grammar-registry.ts';
import { installedGrammars } from '../syntax/support/installed-grammars.ts';
import { temporaryFolder } from './temporary-folder.ts';

test('knows where Go and Cargo keep sources, by their variables and without', () => {
  const placesIn = (env: Record<string, string>) =>
    dependencyPlaces({ platform: 'linux', env, homeFolder: '/home/a' });
  expect(placesIn({})).toEqual({
    goModules: '/home/a/go/pkg/mod',
    cargoSources: '/home/a/.cargo/registry/src',
  });
  expect(placesIn({ GOPATH: '/one:/two', CARGO_HOME: '/cargo' })).toEqual({
    goModules: '/one/pkg/mod',
    cargoSources: '/cargo/registry/src',
  });
  expect(placesIn({ GOPATH: '/one', GOMODCACHE: '/cache', CARGO_HOME: 'relative' })).toEqual({
    goModules: '/cache',
    cargoSources: '/home/a/.cargo/registry/src',
  });
  const windows = dependencyPlaces({
    platform: 'win32',
    env: { GOPATH: 'D:\\go;E:\\go' },
    homeFolder: 'C:\\a',
  });
  expect(windows).toEqual({ goModules: 'D:\\go\\pkg\\mod', cargoSources: 'C:\\a\\.cargo\\registry\\src' });
});

const grammars = new GrammarRegistry(installedGrammars());

/** What a file of Go has from the package `a.test/m/p` in a module cache with these files. */
async function definitionsIn(cache: string): Promise<readonly string[]> {
  const root = temporaryFolder({ 'go.mod': 'module b.test/b\nrequire a.test/m v1.0.0\n', 'b.go': '' });
  const definitions = new DependencyDefinitions({
    reader: declarationReader(),
    places: { goModules: cache, cargoSources: undefined },
    grammars,
    clock: systemClock,
    uriOf: (base, path) => `file://${base}/${path}`,
  });
  const imports = [{ module: 'a.test/m/p', names: [{ original: '*', local: 'p' }] }];
  const wantedNames = ['p', 'One', 'Two', 'Three', 'Four', 'Five'];
  const request = { root, path: 'b.go', language: 'go', imports, wantedNames, isExcluded: () => false };
  const found = await definitions.definitionsOf(request, neverAborted);
  return found.map(({ path, name }) => `${name} ${path}`);
}

test('reads a module cache on the disk: regular files of bearable size inside it, and waits for nothing', async () => {
  const folder = 'a.test/m@v1.0.0/p';
  const cache = temporaryFolder({
    [`${folder}/one.go`]: 'package p\n\nfunc One() {}\n',
    [`${folder}/two.go`]: `package p\n\nfunc Two() {}\n// ${'x'.repeat(1024 * 1024)}\n`,
    [`${folder}/z.go`]: 'package p\n\nfunc Five() {}\n',
  });
  const outside = temporaryFolder({ 'three.go': 'package p\n\nfunc Three() {}\n' });
  symlinkSync(join(outside, 'three.go'), join(cache, folder, 'three.go'));
  execFileSync('mkfifo', [join(cache, folder, 'four.go')]);

  expect(await definitionsIn(cache)).toEqual([`One go:${folder}/one.go`, `Five go:${folder}/z.go`]);
});

test('finds nothing where a package is linked out of the cache, or there is no cache', async () => {
  const outside = temporaryFolder({ 'one.go': 'package p\n\nfunc One() {}\n' });
  const cache = temporaryFolder({ 'a.test/m@v1.0.0/m.go': '' });
  symlinkSync(outside, join(cache, 'a.test/m@v1.0.0/p'));
  expect(await definitionsIn(cache)).toEqual([]);
  expect(await definitionsIn(join(cache, 'none'))).toEqual([]);
});
