import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

import { bareDocument } from '../../../server/base/text-document.ts';
import { sourceChunks } from '../../../server/context/index/source-chunks.ts';
import { TermCollector } from '../../../server/context/lexical/chunk-terms.ts';
import { LexicalIndex } from '../../../server/context/lexical/lexical-index.ts';
import { fileEvidence } from '../../../server/context/ranking/file-evidence.ts';
import { rankFiles } from '../../../server/context/ranking/file-ranking.ts';
import { PastChanges } from '../../../server/context/ranking/past-changes.ts';
import { SourceOutlines } from './source-outlines.ts';

/** A sentence that describes a file, and at which rank it finds that file; 0 when it does not. */
export interface DocstringCase {
  readonly path: string;
  readonly query: string;
  readonly rank: number;
}

/**
 * Looks for files of this repository with the first sentence of their first docstring. The index holds all of them
 * without any docstring, so that only the code can answer.
 */
export async function docstringCases(
  root: string,
  folders: readonly string[],
): Promise<readonly DocstringCase[]> {
  const files = folders.flatMap((folder) => sourcesUnder(root, folder));
  const collector = new TermCollector();
  const index = new LexicalIndex();
  const outlines = new SourceOutlines();
  await outlines.prepare(files.map(({ path }) => path));
  for (const { path, text } of files) {
    const code = text.replace(docstring, '');
    index.replace(collector.fileTerms(path, sourceChunks(path, bareDocument(code), outlines.of(path, code))));
  }
  const past = new PastChanges([]);
  return files.flatMap(({ path, text }) => {
    const query = firstSentence(text);
    if (query === undefined) return [];
    const evidence = fileEvidence({ index, query, past, exists: () => true });
    return [{ path, query, rank: 1 + rankFiles(query, evidence).findIndex((file) => file.path === path) }];
  });
}

function sourcesUnder(root: string, folder: string) {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => join(root, folder, name))
    .sort()
    .map((file) => ({ path: relative(root, file), text: readFileSync(file, 'utf8') }));
}

function firstSentence(text: string): string | undefined {
  const [comment] = text.match(docstring) ?? [];
  const words = comment
    ?.replace(/^\/\*\*|\*\/$|^\s*\*/gm, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  const sentence = words?.split(/(?<=[.:;])\s/)[0];
  return sentence !== undefined && sentence.split(' ').length >= fewestWords ? sentence : undefined;
}

const docstring = /\/\*\*[\s\S]*?\*\//g;
const fewestWords = 4;
