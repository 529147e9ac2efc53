import { expect, test } from 'vitest';

import { neverAborted } from '../../server/base/cancellation.ts';
import { excerpt, ownWords, type SourcedText } from '../../server/base/sourced-text.ts';
import { ActionModel } from '../features/code-actions/support/action-model.ts';
import { watchedModel } from './watched-model.ts';

const texts = new Map([
  ['file:///project/a.ts', 'export const a = 1;\n'],
  ['file:///project/.env', 'KEY=1\nexport const a = 1;\n'],
]);
const model = watchedModel(new ActionModel(['fine']), () => ({
  texts,
  isWithheld: (uri) => uri.endsWith('.env'),
}));

function ask(content: SourcedText): void {
  const purpose = { feature: 'chat', trigger: 'invoked' } as const;
  model.chat({ messages: [{ role: 'user', content }], maxTokens: 9 }, purpose, neverAborted);
}

test('a line of a withheld file fails the test, under whatever name it comes', () => {
  expect(() => ask(ownWords('What is KEY=1 for?'))).toThrow('a model was told a line');
  expect(() => ask(excerpt('file:///project/a.ts', 'KEY=1', 0, 5))).toThrow('a model was told a line');
});

test('what also stands in other files, and what the sender refuses by itself, fails nothing', () => {
  expect(() => ask(ownWords('export const a = 1;'))).not.toThrow();
  expect(() => ask(excerpt('file:///project/.env', 'KEY=1', 0, 5))).not.toThrow();
});
