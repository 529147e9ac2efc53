import fc from 'fast-check';
import { expect, test } from 'vitest';

import { type TextChange, TextDocument } from '../../server/base/text-document.ts';
import { applyEdits, rebaseRange } from '../../server/base/text-edit.ts';
import { DocumentHistory } from '../../server/edits/document-history.ts';
import { text } from './support/edit-arbitraries.ts';

function opened(content: string): TextDocument {
  return new TextDocument({ uri: 'file:///a.ts', languageId: 'typescript', version: 1 }, content);
}

function typed(history: DocumentHistory, document: TextDocument, change: TextChange): TextDocument {
  const next = document.withChange(change, document.version + 1);
  history.changed(document, next, [change]);
  return next;
}

test('tells as one batch what has changed since any version', () => {
  const change = fc.record({ at: fc.nat({ max: 30 }), length: fc.nat({ max: 5 }), text });
  fc.assert(
    fc.property(text, fc.array(change, { maxLength: 8 }), (content, changes) => {
      const history = new DocumentHistory();
      const versions = [opened(content)];
      for (const { at, length, text: inserted } of changes) {
        const last = versions.at(-1) ?? opened(content);
        const start = Math.min(at, last.text.length);
        const end = Math.min(start + length, last.text.length);
        versions.push(typed(history, last, { start, end, text: inserted }));
      }
      const now = versions.at(-1) ?? opened(content);
      for (const { version, text: then } of versions) {
        expect(applyEdits(then, history.since(now, version) ?? [])).toBe(now.text);
      }
    }),
  );
});

test('carries a selection from the version it was made in to the present one', () => {
  const history = new DocumentHistory();
  const first = opened('let a = 1;\nlet b = 2;\n');
  const now = typed(history, first, { start: 0, end: 0, text: '// two\n' });
  const range = rebaseRange({ start: 11, end: 21 }, history.since(now, 1) ?? []);
  expect(now.text.slice(range?.start, range?.end)).toBe('let b = 2;');
});

test('an editor that sends the whole text has changed a part of it', () => {
  const history = new DocumentHistory();
  const first = opened('let a = 1;\nlet b = 2;\n');
  const next = first.withText('let a = 1;\nlet b = 3;\n', 2);
  history.changed(first, next, [{ start: 0, end: first.text.length, text: next.text }]);
  expect(history.since(next, 1)).toEqual([{ start: 19, end: 20, text: '3' }]);
});

test('knows nothing of versions it has forgotten, never saw, or that were closed', () => {
  const history = new DocumentHistory(2);
  let document = opened('');
  for (let i = 0; i < 4; i++) document = typed(history, document, { start: 0, end: 0, text: 'x' });
  expect(history.since(document, 2)).toBeUndefined();
  expect(history.since(document, 3)).toEqual([{ start: 0, end: 0, text: 'xx' }]);
  expect(history.since(document, 9)).toBeUndefined();
  expect(history.since(document, document.version)).toEqual([]);
  history.closed('file:///a.ts');
  expect(history.since(document, 3)).toBeUndefined();
});

test('begins anew where versions do not follow one another', () => {
  const history = new DocumentHistory();
  const second = typed(history, opened('a'), { start: 1, end: 1, text: 'b' });
  const reopened = new TextDocument({ ...second, version: 7 }, 'ab');
  const now = typed(history, reopened, { start: 2, end: 2, text: 'c' });
  expect(history.since(now, 1)).toBeUndefined();
  expect(history.since(now, 7)).toEqual([{ start: 2, end: 2, text: 'c' }]);
});
