import { breathe } from '../base/cancellation.ts';
import { languageOf } from '../syntax/languages.ts';
import { sourceLines } from './budget/source-lines.ts';
import type { SymbolQuestion } from './context-questions.ts';
import type { DefinitionRecord } from './index/file-record.ts';
import type { LiveRoot } from './index/live-root.ts';
import { mentions } from './index/record-codec.ts';
import type { IndexedSymbol } from './indexed-symbol.ts';
import { isCodePath, isTestPath } from './ranking/priors.ts';
import { proximity } from './retrievers/proximity.ts';
import { isUsableElsewhere, namingLine } from './symbol-rules.ts';

/** Answers a question for definitions from all roots, best first; of excluded files nothing is told. */
export async function foundSymbols(
  roots: readonly LiveRoot[],
  question: SymbolQuestion,
  signal: AbortSignal,
): Promise<readonly IndexedSymbol[]> {
  const candidates: Candidate[] = [];
  for (const root of roots) {
    if (question.kind === 'named') candidates.push(...named(root, question));
    else candidates.push(...(await like(root, question.query.toLowerCase(), signal)));
  }
  const most = question.kind === 'named' ? mostNamed : question.limit;
  const found: Found[] = [];
  for (const candidate of candidates.sort(byRank).slice(0, most)) {
    const symbol = await symbolOf(candidate, signal);
    if (symbol === undefined) continue;
    found.push({ ...candidate, symbol, rank: candidate.rank + (symbol.isExported ? exportedRank : 0) });
  }
  return found.sort(byRank).map(({ symbol }) => symbol);
}

interface Candidate {
  readonly root: LiveRoot;
  readonly path: string;
  readonly definition: DefinitionRecord;
  /** Higher is better. */
  readonly rank: number;
}

interface Found extends Candidate {
  readonly symbol: IndexedSymbol;
}

function byRank(one: Candidate, other: Candidate): number {
  if (one.rank !== other.rank) return other.rank - one.rank;
  if (one.path !== other.path) return one.path < other.path ? -1 : 1;
  return one.definition.startLine - other.definition.startLine;
}

function named(
  root: LiveRoot,
  { name, near }: Extract<SymbolQuestion, { kind: 'named' }>,
): readonly Candidate[] {
  const asking = near?.startsWith(`${root.path}/`) === true ? near.slice(root.path.length + 1) : undefined;
  const language = asking === undefined ? undefined : languageOf(asking);
  const paths = new Set(root.index.definitionPlaces(name, mostPlaces).map(({ path }) => path));
  return [...paths].flatMap((path) => {
    const isSpoken = language !== undefined && root.index.files.get(path)?.language === language;
    const nearness = (asking === undefined ? 0 : proximity(asking, path)) + (isSpoken ? spokenRank : 0);
    return definitionsOf(root, path)
      .filter((definition) => definition.name === name)
      .map((definition) => {
        return { root, path, definition, rank: nearness + rankOf(path, definition) };
      });
  });
}

/** Looks through all records; those that do not hold the word at all are not so much as decoded. */
async function like(root: LiveRoot, query: string, signal: AbortSignal): Promise<readonly Candidate[]> {
  if (query.trim() === '') return [];
  const candidates: Candidate[] = [];
  let looked = 0;
  for (const { path, record } of root.index.files.values()) {
    looked += 1;
    if (looked % filesPerSlice === 0) await breathe(signal);
    if (!mentions(record, query)) continue;
    for (const definition of definitionsOf(root, path)) {
      const likeness = likenessOf(definition.name, query);
      if (likeness > 0)
        candidates.push({ root, path, definition, rank: likeness + rankOf(path, definition) });
    }
  }
  return candidates;
}

function definitionsOf({ index }: LiveRoot, path: string): readonly DefinitionRecord[] {
  return index.record(path)?.definitions.filter(({ kind }) => !unnamed.has(kind)) ?? [];
}

/** What gives no name to anything new. */
const unnamed: ReadonlySet<string> = new Set(['implementation', 'section']);

function rankOf(path: string, { parent }: DefinitionRecord): number {
  return (
    (isCodePath(path) ? codeRank : 0) +
    (isTestPath(path) ? 0 : plainRank) +
    (parent === undefined ? topRank : 0)
  );
}

/** The whole name, its begin, the begin of one of its words, anywhere in it; of equals the shorter name. */
function likenessOf(name: string, query: string): number {
  const at = name.toLowerCase().indexOf(query);
  if (at < 0) return 0;
  const isWordStart = at > 0 && /[^a-z]/.test(name[at] ?? '');
  const fit = name.length === query.length ? 4 : at === 0 ? 3 : isWordStart || name[at - 1] === '_' ? 2 : 1;
  return fit * fitRank - Math.min(name.length, 99) / 100;
}

/** Undefined where the definition is not there any more. */
async function symbolOf(
  { root, path, definition }: Candidate,
  signal: AbortSignal,
): Promise<IndexedSymbol | undefined> {
  const text = await root.text(path, signal);
  signal.throwIfAborted();
  const record = root.index.record(path);
  if (text === undefined || record === undefined) return undefined;
  const lines = sourceLines(text);
  const { name, kind, startLine, endLine, parent } = definition;
  if (startLine >= lines.length) return undefined;
  const language = root.index.files.get(path)?.language ?? '';
  return {
    ...{ name, kind, uri: root.uriOf(path), path, startLine, endLine },
    signature: namingLine({ lines, definition }),
    isExported: isUsableElsewhere({ language, lines, record, definition }),
    container: parent === undefined ? undefined : record.definitions[parent]?.name,
  };
}

const exportedRank = 3;
const codeRank = 4;
const plainRank = 2;
/** Another language's definition is seldom meant. */
const spokenRank = 4;
const topRank = 0.5;
/** A better fit outweighs all else. */
const fitRank = 20;
const mostNamed = 50;
/** A name that more places define tells little. */
const mostPlaces = 400;
const filesPerSlice = 200;
