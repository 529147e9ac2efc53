import { scanWords, termKey, wordParts, wordTerms } from './code-terms.ts';
import type { QueryTerm } from './lexical-index.ts';

/** How much each kind of term counts; 0 leaves it out. */
export interface QueryWeights {
  /** Words that stand next to each other, written as one: "date filter" finds `DateFilter`. */
  readonly joined: number;
  /** The word without its ending: "filters" finds `filter`. */
  readonly stem: number;
  /** English words that say nothing about code. */
  readonly stopWord: number;
  /** Words for what is done to code, whatever the code is about. */
  readonly changeWord: number;
  /** Words of the first line, which is the title of an issue or the subject of a commit: a factor. */
  readonly title: number;
}

/** For a query in words; chosen on five repositories of the development cases, where they gain about two points. */
export const defaultQueryWeights: QueryWeights = {
  joined: 0.5,
  stem: 0.5,
  stopWord: 0.2,
  changeWord: 0.5,
  title: 2,
};

/** For a query that is code itself, such as the lines around a cursor. */
export const codeQueryWeights: QueryWeights = { joined: 0, stem: 0, stopWord: 1, changeWord: 1, title: 1 };

/** The terms to look for in text, names and paths when someone asks in words, or with a piece of code. */
export function queryTerms(text: string, weights: QueryWeights = defaultQueryWeights): readonly QueryTerm[] {
  const title = weightedTerms(titleOf(text), weights);
  return [...weightedTerms(text, weights)].flatMap(([term, { weight, count }]) => {
    const repeated = weight * (1 + Math.log(count)) * (title.has(term) ? weights.title : 1);
    return [
      { key: termKey(term, 'text'), field: 'text', weight: repeated },
      { key: termKey(term, 'name'), field: 'name', weight: repeated },
      { key: termKey(term, 'path'), field: 'path', weight: repeated },
    ] satisfies readonly QueryTerm[];
  });
}

/** The names that a text writes as code, to be looked for where they are defined, exactly as they are written. */
export function symbolTerms(text: string): readonly QueryTerm[] {
  const names = new Set<string>();
  for (const match of text.matchAll(/[A-Za-z_$][\w$]{2,}/g)) {
    if (isWrittenAsCode(match[0], text, match.index)) names.add(match[0]);
  }
  return Array.from(names, (name) => ({ key: termKey(name, 'symbol'), field: 'symbol', weight: 1 }));
}

/** In mixed case or with underscores, in backticks, behind a dot, or called. */
function isWrittenAsCode(name: string, text: string, at: number): boolean {
  const before = text[at - 1] ?? '';
  const after = text[at + name.length] ?? '';
  return (
    /[a-z][A-Z]|_[A-Za-z]/.test(name) || before === '`' || before === '.' || after === '`' || after === '('
  );
}

/** The first line. */
export function titleOf(text: string): string {
  return text.trimStart().split('\n', 1)[0] ?? '';
}

/** How many different words of a text say something, each counted once and stop words not at all. */
export function tellingWordCount(text: string): number {
  const found = new Set<string>();
  scanWords(text, (word) => {
    const [whole = ''] = wordTerms(word);
    if (whole !== '' && !stopWords.has(whole)) found.add(whole);
  });
  return found.size;
}

interface WeightedTerm {
  weight: number;
  count: number;
}

function weightedTerms(text: string, weights: QueryWeights): ReadonlyMap<string, WeightedTerm> {
  const found = new Map<string, WeightedTerm>();
  let last = '';
  scanWords(text, (word) => {
    const terms = wordTerms(word);
    for (const term of terms) {
      const weight = weightOf(term, weights);
      add(found, term, weight);
      if (weights.stem === 0) continue;
      for (const variant of variantsOf(term)) add(found, variant, weight * weights.stem);
    }
    const [whole = ''] = terms;
    if (last !== '' && wordParts(word).length === 1) add(found, last + whole, weights.joined);
    last = stopWords.has(whole) ? '' : whole;
  });
  return found;
}

function add(found: Map<string, WeightedTerm>, term: string, weight: number): void {
  if (weight === 0 || term.length < 2) return;
  const known = found.get(term);
  if (known === undefined) {
    found.set(term, { weight, count: 1 });
    return;
  }
  known.count += 1;
  known.weight = Math.max(known.weight, weight);
}

function weightOf(term: string, weights: QueryWeights): number {
  if (stopWords.has(term)) return weights.stopWord;
  return changeWords.has(term) ? weights.changeWord : 1;
}

/** Other endings of an English word; no stemmer, since most terms of code are no words. */
function variantsOf(term: string): readonly string[] {
  if (term.length < 4 || !/^[a-z]+$/.test(term)) return [];
  const stem = stemOf(term);
  const bases = stem === term ? [term] : [stem, ...(/(?:ing|ed)$/.test(term) ? [`${stem}e`] : [])];
  return [...new Set([...bases, ...bases.map((base) => `${base}s`)])].filter((variant) => variant !== term);
}

function stemOf(term: string): string {
  if (/ies$/.test(term)) return `${term.slice(0, -3)}y`;
  const match = /^(.{3,}?)(?:ing|ed)$/.exec(term)?.[1];
  if (match !== undefined) return match.replace(/([^aeioulsz])\1$/, '$1');
  if (/(?:ss|us|is)$/.test(term)) return term;
  if (/(?:x|ch|sh|ss)es$/.test(term)) return term.slice(0, -2);
  return term.replace(/s$/, '');
}

/** Whether a word in lower case says nothing about code. */
export function isStopWord(word: string): boolean {
  return stopWords.has(word);
}

const stopWords: ReadonlySet<string> = new Set(
  `a about after all also an and any are as at be because been before being but by can cannot could did do does doing
  done for from had has have having he her here his how i if in into is it its just like may me more most my no not of
  on only or other our out over please should since so some such than that the their them then there these they this
  those to too under up us use used uses using very was we were what when where which while who why will with would
  you your`.split(/\s+/),
);

const changeWords: ReadonlySet<string> = new Set(
  `add added adding adds allow allowed allows avoid better bug bugs change changed changes cleanup consistent correct
  correctly ensure ensures error errors expected expose fail failing fails feature fix fixed fixes fixing handle handles
  handling implement implemented implements improve improved improvement initial instead introduce issue issues make
  makes missing move moved new old pass prevent problem properly proper refactor remove removed removes removing rename
  replace respect restore return set show simplify small support supported supports switch try unused unnecessary update
  updated updates useless version working wrong`.split(/\s+/),
);
