import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';

import { type Fixture, parseFixture, renderFixture } from './fixture.ts';

/**
 * One test per `*.fixture` file of a folder: runs it, renders the same file with fresh `@expect` sections and
 * compares; `vitest -u` rewrites. `run` gives the sections by name.
 */
export function fixtureSuite(
  directory: string,
  run: (fixture: Fixture) => Promise<Readonly<Record<string, string>>>,
): void {
  const names = readdirSync(directory).filter((name) => name.endsWith('.fixture'));
  test('the folder holds fixtures', () => expect(names).not.toEqual([]));
  for (const name of names) {
    const path = join(directory, name);
    const source = readFileSync(path, 'utf8');
    test(titleOf(source, path), async () => {
      const rendered = renderFixture(source, await run(parseFixture(source)));
      await expect(rendered).toMatchFileSnapshot(path);
    });
  }
}

function titleOf(source: string, path: string): string {
  return source.split('\n', 1)[0]?.trim() || basename(path);
}
