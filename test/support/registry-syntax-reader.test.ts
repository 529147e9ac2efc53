import { expect, test } from 'vitest';
import { systemClock } from '../../server/host/system-clock.ts';
import { GrammarRegistry } from '../../server/syntax/grammar-registry.ts';
import { installedGrammars } from '../syntax/support/installed-grammars.ts';
import { RegistrySyntaxReader } from './registry-syntax-reader.ts';

const reader = new RegistrySyntaxReader(new GrammarRegistry(installedGrammars()), systemClock);
const { signal } = new AbortController();

test('a text is read by the language of its name or of the editor', async () => {
  const text = 'def one(): pass\n';
  const named = await reader.shapeOf({ uri: 'file:///a/one.py', languageId: '', text }, signal);
  const told = await reader.shapeOf({ uri: 'untitled:one', languageId: 'python', text }, signal);
  expect(named?.functions.map(({ name }) => name)).toEqual(['one']);
  expect(told).toEqual(named);
});

test('names are those that can be used at the offset', async () => {
  const source = { uri: 'file:///a/one.py', languageId: '', text: 'def one(two):\n    pass\nthree = 3\n' };
  const inside = await reader.namesAt(source, source.text.indexOf('pass'), signal);
  expect(inside.map(({ name }) => name)).toEqual(['two', 'three', 'one']);
  const outside = await reader.namesAt(source, source.text.length, signal);
  expect(outside.map(({ name }) => name)).toEqual(['three', 'one']);
});

test('what no grammar knows has no shape and no names', async () => {
  const source = { uri: 'file:///a/one.cob', languageId: 'cobol', text: 'MOVE 1 TO X.' };
  expect(await reader.shapeOf(source, signal)).toBeUndefined();
  expect(await reader.namesAt(source, 0, signal)).toEqual([]);
});

test('an aborted question rejects', async () => {
  const source = { uri: 'file:///a/one.py', languageId: '', text: '' };
  await expect(reader.shapeOf(source, AbortSignal.abort())).rejects.toThrow();
});
