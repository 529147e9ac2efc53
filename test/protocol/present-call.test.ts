import { expect, test } from 'vitest';

import { TextDocument } from '../../server/base/text-document.ts';
import { DocumentHistory } from '../../server/edits/document-history.ts';
import type { ActionCall } from '../../server/features/code-actions/code-action.ts';
import { presentCall } from '../../server/protocol/present-call.ts';

const first = new TextDocument({ uri: 'file:///a.ts', languageId: '', version: 1 }, 'one two three');

/** The document after a change, and what is remembered of it. */
function after(start: number, end: number, text: string) {
  const change = { start, end, text };
  const document = first.withChange(change, 2);
  const history = new DocumentHistory();
  history.changed(first, document, [change]);
  return { document, history };
}

const call: ActionCall = { name: 'fix', uri: 'file:///a.ts', version: 1, start: 4, end: 7 };

test('a call for the present text, or for a document that is not open, stays as it is', () => {
  expect(presentCall(call, first, new DocumentHistory())).toBe(call);
  expect(presentCall(call, undefined, new DocumentHistory())).toBe(call);
});

test('a call moves with what was typed before it, and so does the diagnostic that it carries', () => {
  const { document, history } = after(0, 0, '// ');
  const argument = { diagnostic: { range: { start: 4, end: 7 }, message: 'no' }, ready: 'x' };
  expect(presentCall({ ...call, argument }, document, history)).toEqual({
    ...call,
    version: 2,
    start: 7,
    end: 10,
    argument: { diagnostic: { range: { start: 7, end: 10 }, message: 'no' }, ready: 'x' },
  });
});

test('an argument of another kind is carried as it is', () => {
  const { document, history } = after(13, 13, '!');
  expect(presentCall({ ...call, argument: 'make it fast' }, document, history)).toEqual({
    ...call,
    version: 2,
    argument: 'make it fast',
  });
});

test('a call is refused where its place was replaced, or where nobody knows what has changed', () => {
  const { document, history } = after(2, 9, '');
  expect(() => presentCall(call, document, history)).toThrow('a.ts has changed meanwhile');
  expect(() => presentCall(call, document, new DocumentHistory())).toThrow('a.ts has changed meanwhile');
});
