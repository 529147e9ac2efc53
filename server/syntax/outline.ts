import type { QueryMatch } from 'web-tree-sitter';
import { indentOf } from '../base/line-indent.ts';

import type { GiveUp } from './grammar.ts';
import { ImportCollector, type ImportStatement } from './import-statements.ts';
import { byPlace, liesWithin, type OffsetRange } from './offset-range.ts';
import type { SyntaxTree } from './syntax-tree.ts';

/** All kinds of definitions that queries tell apart. */
export const definitionKinds = [
  'class',
  'constant',
  'constructor',
  'enum',
  'field',
  'function',
  'implementation',
  'interface',
  'macro',
  'method',
  'module',
  'section',
  'type',
  'variable',
] as const;

export type DefinitionKind = (typeof definitionKinds)[number];

/** A name that a file gives to something. */
export interface Definition {
  readonly name: string;
  readonly kind: DefinitionKind;
  readonly range: OffsetRange;
  readonly nameRange: OffsetRange;
  /** From the start of its line to its body: what tells how to use it. */
  readonly signature: OffsetRange;
  /** Index of the definition around it; `undefined` at the top. */
  readonly parent: number | undefined;
}

/** A place that uses a name of something defined elsewhere. */
interface Reference {
  readonly name: string;
  readonly kind: 'call' | 'type';
  readonly range: OffsetRange;
}

/** A test or a group of tests, by the name that its runner prints. */
interface TestCase {
  readonly name: string;
  readonly range: OffsetRange;
}

/** What a file says of itself, all of it in the order of the text. */
export interface Outline {
  readonly definitions: readonly Definition[];
  readonly references: readonly Reference[];
  readonly imports: readonly ImportStatement[];
  readonly tests: readonly TestCase[];
  /** Comments, decorators and attributes: what belongs to the definition that follows. */
  readonly leads: readonly OffsetRange[];
}

/** Reads definitions, references, imports and tests from a tree, as far as the language's queries tell them. */
export function outlineOf(tree: SyntaxTree, giveUp: GiveUp): Outline {
  const collector = new OutlineCollector(tree.text);
  for (const match of tree.matches('tags', giveUp)) collector.add(match);
  return collector.outline();
}

interface Candidate {
  readonly kind: DefinitionKind;
  readonly range: OffsetRange;
  readonly nameRange: OffsetRange;
  readonly bodyStart: number | undefined;
  readonly pattern: number;
}

/** Sorts a query's matches by what they say. Invariant: a name stands for one thing, that of the earliest pattern. */
class OutlineCollector {
  readonly #text: string;
  readonly #candidates = new Map<number, Candidate>();
  readonly #references = new Map<number, Reference>();
  readonly #tests = new Map<number, TestCase>();
  readonly #leads: OffsetRange[] = [];
  readonly #imports: ImportCollector;

  constructor(text: string) {
    this.#text = text;
    this.#imports = new ImportCollector(text);
  }

  add(match: QueryMatch): void {
    const { subject, nameRange, bodyStart } = partsOf(match);
    if (subject === undefined) return;
    const { role, range } = subject;
    if (role === 'import') this.#imports.add(match);
    else if (role === 'lead') this.#leads.push(range);
    else if (role === 'reference.call') this.#refer('call', range);
    else if (role === 'reference.type') this.#refer('type', range);
    else if (nameRange === undefined) return;
    else if (role === 'test') this.#addTest(range, nameRange);
    else this.#define(role, { range, nameRange, bodyStart, pattern: match.patternIndex });
  }

  outline(): Outline {
    const candidates = [...this.#candidates.values()].sort((one, other) => byPlace(one.range, other.range));
    return {
      definitions: this.#nested(candidates),
      references: [...this.#references.values()].sort((one, other) => byPlace(one.range, other.range)),
      imports: this.#imports.statements(),
      tests: [...this.#tests.values()].sort((one, other) => byPlace(one.range, other.range)),
      leads: this.#leads.sort(byPlace),
    };
  }

  #refer(kind: Reference['kind'], range: OffsetRange): void {
    if (this.#references.has(range.start)) return;
    this.#references.set(range.start, { name: this.#textOf(range), kind, range });
  }

  #addTest(range: OffsetRange, nameRange: OffsetRange): void {
    this.#tests.set(nameRange.start, { name: unquoted(this.#textOf(nameRange)), range });
  }

  #define(role: string, found: Omit<Candidate, 'kind'>): void {
    const kind = kindOfCapture.get(role);
    const known = this.#candidates.get(found.nameRange.start);
    if (kind === undefined || (known !== undefined && known.pattern <= found.pattern)) return;
    this.#candidates.set(found.nameRange.start, { kind, ...found });
  }

  #nested(candidates: readonly Candidate[]): Definition[] {
    const around: number[] = [];
    return candidates.map(({ kind, range, nameRange, bodyStart }, index) => {
      while (around.length > 0 && !isInside(range, candidates[around.at(-1) ?? 0]?.range)) around.pop();
      const parent = around.at(-1);
      around.push(index);
      const name = unquoted(this.#textOf(nameRange));
      return { name, kind, range, nameRange, signature: this.#signatureOf(range, bodyStart), parent };
    });
  }

  /** Words in front of the definition's own node, such as `export`, belong to it; other code on its line does not. */
  #signatureOf(range: OffsetRange, bodyStart: number | undefined): OffsetRange {
    const lineStart = this.#text.lastIndexOf('\n', range.start - 1) + 1;
    const before = this.#text.slice(lineStart, range.start);
    const start = /^[ \t]*[\w ]*$/.test(before) ? lineStart + indentOf(before).length : range.start;
    const lineEnd = this.#text.indexOf('\n', range.start);
    const limit = bodyStart ?? (lineEnd === -1 ? range.end : Math.min(lineEnd, range.end));
    const length = this.#text.slice(start, limit).trimEnd().length;
    return { start, end: start + length };
  }

  #textOf({ start, end }: OffsetRange): string {
    return this.#text.slice(start, end);
  }
}

interface MatchParts {
  /** What the match is about, and which kind of thing that is. */
  readonly subject: { readonly role: string; readonly range: OffsetRange } | undefined;
  readonly nameRange: OffsetRange | undefined;
  readonly bodyStart: number | undefined;
}

function partsOf({ captures }: QueryMatch): MatchParts {
  let subject: MatchParts['subject'];
  let nameRange: OffsetRange | undefined;
  let bodyStart: number | undefined;
  for (const { name, node } of captures) {
    if (name === 'body') bodyStart = node.startIndex;
    else if (name === 'name') nameRange = { start: node.startIndex, end: node.endIndex };
    else if (!isDetail(name)) subject = { role: name, range: { start: node.startIndex, end: node.endIndex } };
  }
  return { subject, nameRange, bodyStart };
}

/** Captures that only serve a predicate, and those that the import collector reads. */
function isDetail(capture: string): boolean {
  return capture.startsWith('_') || capture.startsWith('import.');
}

const kindOfCapture: ReadonlyMap<string, DefinitionKind> = new Map(
  definitionKinds.map((kind) => [`definition.${kind}`, kind] as const),
);

function isInside(range: OffsetRange, outer: OffsetRange | undefined): boolean {
  return outer !== undefined && liesWithin(range, outer);
}

function unquoted(text: string): string {
  // A symbol of Ruby is a name, too.
  return text.replace(/^(["'`])(.*)\1$/s, '$2').replace(/^:(?=\w+$)/, '');
}
