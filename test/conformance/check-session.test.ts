import { describe, expect, test } from 'vitest';

import type { RecordedEntry } from '../editors/recorded-session.ts';
import { serverFaults } from './check-session.ts';
import { goodSession } from './good-session.ts';
import { readProtocolModel } from './protocol-model.ts';

const model = readProtocolModel();

test('a session that keeps to the protocol has no fault', () => {
  expect(serverFaults(model, goodSession())).toEqual([]);
});

test('a message may be shown to a client that announces nothing of messages', () => {
  const good = JSON.stringify(goodSession());
  expect(good).toContain(',"showMessage":{}');
  const session: RecordedEntry[] = JSON.parse(good.replace(',"showMessage":{}', ''));
  expect(serverFaults(model, session)).toEqual([]);
});

test('the model holds every method of the package, with its shapes', () => {
  expect(model.methods.size).toBeGreaterThan(90);
  expect(model.methods.get('textDocument/inlineCompletion')).toMatchObject({
    direction: 'clientToServer',
    clientCapability: 'textDocument.inlineCompletion',
    params: { name: 'InlineCompletionParams' },
    result: { kind: 'union' },
  });
});

/** One way to break the good session: a text in its JSON becomes another. */
const replacements: readonly [fault: string, from: string, to: string, said: string][] = [
  ['a label that is a number', '"label":"abc"', '"label":7', 'label is not string: 7'],
  ['an item kind that does not exist', '"kind":1', '"kind":99', 'kind is not'],
  ['ghost text without a text', '"insertText":"abc",', '', 'insertText'],
  ['a position before the line', '"character":3},"end"', '"character":-1},"end"', 'is not uinteger: -1'],
  ['half a character', '"character":3},"end"', '"character":1.5},"end"', 'is not uinteger: 1.5'],
  [
    'a command without a name',
    '"title":"Accept","command":"innerloop.accept"',
    '"title":"Accept"',
    'command is missing',
  ],
  [
    'an answer without result and error',
    '{"jsonrpc":"2.0","id":4,"result":null}',
    '{"jsonrpc":"2.0","id":4}',
    'needs either',
  ],
  ['an answer with result and error', '"error":{', '"result":null,"error":{', 'needs either'],
  ['an error without a code', '"code":-32800,', '', 'error.code is missing'],
  ['an answer that nobody asked for', '"id":4,"result"', '"id":44,"result"', 'which nobody asked'],
  ['a request that is not answered', '"id":4,"result"', '"id":44,"result"', 'never answered'],
  [
    'a message of another version',
    '{"jsonrpc":"2.0","id":0,"result"',
    '{"jsonrpc":"1.0","id":0,"result"',
    'jsonrpc',
  ],
  ['a way of synchronizing that does not exist', '"change":2', '"change":9', 'textDocumentSync'],
  [
    'a report before the begin',
    '"kind":"begin","title":"Learning"',
    '"kind":"report"',
    'report when it was announced',
  ],
  ['a begin without a title', '"title":"Learning",', '', 'title is missing'],
  ['a percentage in words', '"percentage":50', '"percentage":"50"', 'percentage is not'],
  [
    'progress on an unknown token',
    '"token":"learn","value":{"kind":"end"',
    '"token":"x","value":{"kind":"end"',
    'nobody announced',
  ],
  [
    'progress that the client has not announced',
    '"workDoneProgress":true',
    '"workDoneProgress":false',
    'has not announced window.workDoneProgress',
  ],
  ['a kind of message that does not exist', '"type":3', '"type":9', 'type is not'],
  [
    'a registration that was not offered',
    '"dynamicRegistration":true',
    '"dynamicRegistration":false',
    'has not offered',
  ],
  ['registration options of another method', '"globPattern"', '"glob"', 'registerOptions'],
  [
    'a broken header',
    '"header":"Content-Length: 1","msg":{"jsonrpc":"2.0","id":0,"result"',
    '"header":"Length: 1","msg":{"jsonrpc":"2.0","id":0,"result"',
    'bad header',
  ],
];

describe('is noticed:', () => {
  test.each(replacements)('%s', (_fault, from, to, said) => {
    const good = JSON.stringify(goodSession());
    expect(good).toContain(from);
    const broken: RecordedEntry[] = JSON.parse(good.replace(from, to));
    expect(serverFaults(model, broken).join('\n')).toContain(said);
  });

  test('speaking before the answer to initialize', () => {
    const [initialize, ...others] = goodSession();
    const [answer, initialized, registration, ...rest] = others;
    const swapped = [initialize, registration, answer, initialized, ...rest].flatMap((entry) => entry ?? []);
    expect(serverFaults(model, swapped)).toContain(
      'client/registerCapability: sent before the answer to initialize',
    );
  });

  test('asking with an id that still waits for its answer', () => {
    const unanswered = goodSession().filter(({ dir, msg }) => dir === 's2c' || msg?.id !== 'r1');
    const sameId: RecordedEntry[] = JSON.parse(JSON.stringify(unanswered).replaceAll('"p1"', '"r1"'));
    expect(serverFaults(model, sameId)).toContain('window/workDoneProgress/create: the id "r1" is in use');
  });

  test('answering twice', () => {
    const session = goodSession();
    const answer = session.find(({ msg }) => msg?.id === 4 && msg.method === undefined);
    expect(serverFaults(model, [...session, ...(answer === undefined ? [] : [answer])])).toEqual([
      'answer to 4, which nobody asked or which was answered before',
    ]);
  });

  test('a message that is not JSON', () => {
    expect(serverFaults(model, [...goodSession(), { t: 99, dir: 's2c', bad: '{' }])).toEqual([
      'broken message: {',
    ]);
  });
});
