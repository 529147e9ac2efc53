import { expect, test } from 'vitest';

import { TextDocument } from '../../../server/base/text-document.ts';
import { maxDocumentLength } from '../../../server/features/completion/document-limits.ts';
import { OpenDocuments } from '../../../server/features/completion/open-documents.ts';

/** A learner that writes down what it is told, and has `slices` slices of work waiting. */
function scene(slices = 0, isExcluded = (uri: string) => uri.endsWith('.env')) {
  const told: string[] = [];
  const waiting: (() => void)[] = [];
  let left = slices;
  const documents = new OpenDocuments(
    {
      documentOpened: ({ uri }) => told.push(`open ${uri}`),
      documentChanged: (_, { uri }) => told.push(`change ${uri}`),
      documentClosed: (uri) => told.push(`close ${uri}`),
      pendingWork: () => left > 0,
      workABit: () => {
        left -= 1;
      },
    },
    isExcluded,
    (work) => waiting.push(work),
  );
  return { told, waiting, documents };
}

function documentOf(uri: string, text = 'a', version = 1): TextDocument {
  return new TextDocument({ uri, languageId: '', version }, text);
}

test('tells the learner of documents that open, change and close', () => {
  const { told, documents } = scene();
  const before = documentOf('a.ts');
  const after = before.withText('ab', 2);
  documents.opened(before);
  documents.changed(before, after, []);
  documents.closed('a.ts');
  expect(told).toEqual(['open a.ts', 'change a.ts', 'close a.ts']);
});

test('keeps a secret place from the learner', () => {
  const { told, documents } = scene();
  documents.opened(documentOf('.env'));
  documents.changed(documentOf('.env'), documentOf('.env', 'b'), []);
  documents.closed('.env');
  expect(told).toEqual([]);
});

test('takes a document from the learner when it grows too large, and gives it back when it shrinks', () => {
  const { told, documents } = scene();
  const small = documentOf('a.ts');
  const large = small.withText('x'.repeat(maxDocumentLength + 1), 2);
  documents.opened(small);
  documents.changed(small, large, []);
  documents.changed(large, small, []);
  expect(told).toEqual(['open a.ts', 'close a.ts', 'open a.ts']);
});

test('lets the learner work in slices, one at a time, until nothing waits', () => {
  const { waiting, documents } = scene(3);
  documents.opened(documentOf('a.ts'));
  documents.opened(documentOf('b.ts'));
  let slices = 0;
  for (let work = waiting.shift(); work !== undefined; work = waiting.shift()) {
    expect(waiting).toEqual([]);
    work();
    slices += 1;
  }
  expect(slices).toBe(3);
});

test('takes out what new rules exclude, brings in what they allow, and leaves the rest alone', () => {
  let excluded = 'a.ts';
  const { told, documents } = scene(0, (uri) => uri === excluded);
  for (const uri of ['a.ts', 'b.ts', 'c.ts']) documents.opened(documentOf(uri));
  excluded = 'b.ts';
  documents.rulesChanged();
  expect(told).toEqual(['open b.ts', 'open c.ts', 'open a.ts', 'close b.ts']);
});
