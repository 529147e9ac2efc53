import { expect, test } from 'vitest';

import type { Clock } from '../../../server/base/clock.ts';
import { fileStem, SourceAnalyzer } from '../../../server/context/index/source-analyzer.ts';
import { systemClock } from '../../../server/host/system-clock.ts';
import { GrammarRegistry } from '../../../server/syntax/grammar-registry.ts';
import { installedGrammars } from '../../syntax/support/installed-grammars.ts';

const registry = new GrammarRegistry(installedGrammars());

test('reads by its lines what cannot be parsed in time, and the next file by its syntax', async () => {
  let now = 0;
  const hasty: Clock = {
    ...systemClock,
    monotonicMs: () => {
      now += 10_000;
      return now;
    },
  };
  const text = 'export function made() {\n  return 1;\n}\n'.repeat(3_000);
  const late = await new SourceAnalyzer(registry, hasty).analyze('a.ts', text);
  expect(late).toMatchObject({ kind: 'analyzed', file: { language: 'typescript', isUnparsed: true } });
  const next = await new SourceAnalyzer(registry, systemClock).analyze('b.ts', text);
  expect(next).toMatchObject({ kind: 'analyzed', file: { isUnparsed: false } });
});

test('a grammar that throws costs its files their syntax only', async () => {
  const files = installedGrammars();
  const broken = new GrammarRegistry({
    read: (name) => (name.includes('python') ? Promise.reject(new Error('gone')) : files.read(name)),
  });
  const analyzer = new SourceAnalyzer(broken, systemClock);
  expect(await analyzer.analyze('a.py', 'def f(): pass\n')).toMatchObject({ file: { isUnparsed: true } });
  expect(await analyzer.analyze('a.ts', 'function f() {}\n')).toMatchObject({ file: { isUnparsed: false } });
});

test.each([
  ['src/user.ts', 'user'],
  ['src/user.service.ts', 'service'],
  ['pkg/models.py', 'models'],
  ['src/lib.rs', 'lib'],
  ['com/shop/Basket.java', 'Basket'],
  ['include/basket.hpp', 'basket'],
  ['Makefile', 'Makefile'],
])('%s is imported by the name %s', (path, stem) => {
  expect(fileStem(path)).toBe(stem);
});
