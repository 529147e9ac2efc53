import { expect, test } from 'vitest';

import { fitOf, positionAfter, styleOf } from '../../../server/context/retrievers/position.ts';

test.each([
  ['', 'start'],
  ['const a = new ', 'construction'],
  ['class A extends ', 'type'],
  ['    raise ', 'type'],
  ['  isinstance(value, ', 'type'],
  ['  const a = await ', 'awaited'],
  ['@', 'decorator'],
  ['  return <', 'tag'],
  ['  name: ', 'annotation'],
  ['call(a, ', 'argument'],
  ['  a = ', 'value'],
  ['  return ', 'value'],
  ['a.', 'other'],
] as const)('what may come behind "%s" is told by it', (line, position) => {
  expect(positionAfter(line, '')).toBe(position);
});

test('an empty line in a list that was begun above is for one of the list', () => {
  expect(positionAfter('    ', 'call(')).toBe('argument');
  expect(positionAfter('    ', '  first,')).toBe('argument');
  expect(positionAfter('    ', 'call();')).toBe('start');
});

test('how a name is written says what it stands for', () => {
  expect(['UserService', '_Private', 'MAX_USERS', 'createUser', 'A', 'x'].map(styleOf)).toEqual([
    'type',
    'type',
    'constant',
    'value',
    'type',
    'value',
  ]);
});

test('a class fits behind new, a function where something is awaited', () => {
  expect(fitOf('type', 'construction')).toBeGreaterThan(fitOf('value', 'construction'));
  expect(fitOf('value', 'awaited')).toBeGreaterThan(fitOf('type', 'awaited'));
});
