import { expect, test } from 'vitest';

import { TextDocument } from '../../server/base/text-document.ts';
import type { OfferRequest } from '../../server/features/code-actions/code-action.ts';
import { ShownProblems } from '../../server/protocol/shown-problems.ts';

const document = new TextDocument({ uri: 'file:///a.ts', languageId: '', version: 1 }, 'one\ntwo\nthree\n');

/** The editor asks about lines, and names what is wrong there. */
function asked(
  from: number,
  to: number,
  ...wrong: readonly (readonly [line: number, message: string])[]
): OfferRequest {
  return {
    document,
    range: { start: document.lineStart(from), end: document.lineEnd(to) },
    diagnostics: wrong.map(([line, message]) => ({
      range: { start: document.lineStart(line), end: document.lineEnd(line) },
      message,
      severity: 'error',
      code: '7',
      source: 'ts',
      related: [],
      original: undefined,
    })),
    only: undefined,
    trigger: 'automatic',
  };
}

function told(problems: ShownProblems): readonly string[] {
  return problems.all().map(({ startLine, endLine, message }) => `${startLine}-${endLine} ${message}`);
}

test('remembers what the editor has named at several places, once', () => {
  const problems = new ShownProblems();
  problems.shown(asked(0, 0, [0, 'first']));
  problems.shown(asked(2, 2, [2, 'third']));
  problems.shown(asked(2, 2, [2, 'third']));
  expect(told(problems)).toEqual(['0-1 first', '2-3 third']);
  expect(problems.all()[0]).toMatchObject({
    uri: 'file:///a.ts',
    severity: 'error',
    code: '7',
    source: 'ts',
  });
});

test('forgets what the editor no longer names there', () => {
  const problems = new ShownProblems();
  problems.shown(asked(0, 2, [0, 'first'], [2, 'third']));
  problems.shown(asked(2, 2));
  expect(told(problems)).toEqual(['0-1 first']);
});

test('forgets those of a text that has changed', () => {
  const problems = new ShownProblems();
  problems.shown(asked(0, 0, [0, 'first']));
  problems.forget('file:///b.ts');
  expect(told(problems)).toHaveLength(1);
  problems.forget('file:///a.ts');
  expect(told(problems)).toEqual([]);
});
