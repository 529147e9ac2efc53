import { expect, test } from 'vitest';

import { neverAborted } from '../../../server/base/cancellation.ts';
import { cutAtBlankLines } from '../../../server/context/lexical/blank-line-cutter.ts';
import { TermCollector } from '../../../server/context/lexical/chunk-terms.ts';
import { LexicalIndex } from '../../../server/context/lexical/lexical-index.ts';
import { defaultQueryWeights } from '../../../server/context/lexical/query-terms.ts';
import {
  type Embedder,
  EmbeddingSearch,
  type TextToEmbed,
} from '../../../server/context/retrievers/embeddings.ts';

const files = new Map([
  ['a.ts', 'function shout(text) {\n  return loud(text);\n}\n'],
  ['b.ts', 'function whisper(text) {\n  return quiet(text);\n}\n'],
  ['notes.ts', 'const text = "a plan";\n'],
]);

test('what lies nearest to the question comes first, whatever the keywords say', async () => {
  const { search, source } = searching();
  const found = await search.find(source, asking('say the text with much noise'), neverAborted);
  expect(found.map(({ path }) => path)).toEqual(['a.ts', 'b.ts']);
});

test('a text is sent once, with its path, and never one that may be no answer', async () => {
  const { search, source, sent } = searching();
  await search.find(source, asking('say the text with much noise'), neverAborted);
  await search.find(source, asking('text, and noise'), neverAborted);
  const texts = sent.map(({ text }) => text);
  expect(texts.filter((text) => text.startsWith('a.ts\n'))).toHaveLength(1);
  expect(texts.join('\n')).not.toContain('a plan');
  expect(sent.filter(({ uri }) => uri === undefined)).toHaveLength(2);
});

test('without an answer of a model nothing is found', async () => {
  const { source } = searching();
  const search = new EmbeddingSearch({ embed: async () => [] });
  expect(await search.find(source, asking('text'), neverAborted)).toEqual([]);
});

test('a text that may not be sent is left out, and the others keep their own vectors', async () => {
  const { source } = searching();
  const embedder: Embedder = {
    embed: async (texts) => texts.map(({ text }) => (text.startsWith('a.ts') ? undefined : noiseOf(text))),
  };
  const found = await new EmbeddingSearch(embedder).find(source, asking('quiet text'), neverAborted);
  expect(found.map(({ path, score }) => [path, score])).toEqual([['b.ts', 1]]);
});

function searching() {
  const index = new LexicalIndex();
  const collector = new TermCollector();
  for (const [path, text] of files) index.replace(collector.fileTerms(path, cutAtBlankLines(path, text)));
  const sent: TextToEmbed[] = [];
  const search = new EmbeddingSearch({
    async embed(texts) {
      sent.push(...texts);
      return texts.map(({ text }) => noiseOf(text));
    },
  });
  const source = {
    lexical: index,
    text: async (path: string) => files.get(path),
    uriOf: (path: string) => `file:///w/${path}`,
    isCandidate: (path: string) => path !== 'notes.ts',
  };
  return { search, source, sent };
}

function asking(text: string) {
  return { text, uri: undefined, weights: defaultQueryWeights };
}

/** Loud lies in one direction, quiet in another. */
function noiseOf(text: string): readonly number[] {
  return /loud|noise/.test(text) ? [1, 0.1] : [0.1, 1];
}
