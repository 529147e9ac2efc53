import { scanWords, wordParts } from './lexical/code-terms.ts';
import { isStopWord } from './lexical/query-terms.ts';

/** Why a place answers a question, for people: what it defines, and which of the words stand in it. */
export function reasonFor(query: string, text: string, defined: string | undefined): string {
  const there = partsOf(text);
  const found = [...partsOf(query)].filter((word) => !isStopWord(word) && there.has(word));
  const says =
    found.length === 0 ? 'its name or its history speaks for it' : `has ${found.slice(0, most).join(', ')}`;
  return defined === undefined ? says : `defines ${defined}; ${says}`;
}

function partsOf(text: string): ReadonlySet<string> {
  const parts = new Set<string>();
  scanWords(text, (word) => {
    for (const part of wordParts(word)) if (part.length > 1) parts.add(part);
  });
  return parts;
}

const most = 6;
