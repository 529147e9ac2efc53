import type { DefinitionRecord } from '../index/file-record.ts';
import { wordParts } from '../lexical/code-terms.ts';
import type { NearName } from './names-near.ts';
import type { Place } from './scene.ts';

/** What speaks for an imported name being wanted at the cursor, each between 0 and 1. */
export interface ImportEvidence {
  /** Nothing in the file uses it yet. */
  readonly unused: number;
  /** How near to the cursor it is used. */
  readonly near: number;
  /** Whether it is used at all, further away. */
  readonly used: number;
  /** The share of its parts that stand on the cursor's line, or near it. */
  readonly partsOnLine: number;
  readonly partsNear: number;
  /** Whether its kind fits what stands before the cursor. */
  readonly fits: number;
}

const importWeights: Readonly<Record<keyof ImportEvidence, number>> = {
  unused: 1,
  near: 0.6,
  used: 0.2,
  partsOnLine: 1,
  partsNear: 0.5,
  fits: 0.4,
};

/** What is read from the file once, for all its imports. */
export interface PlaceFacts {
  readonly uses: ReadonlyMap<string, number>;
  readonly near: ReadonlyMap<string, NearName>;
  readonly lineParts: ReadonlySet<string>;
  readonly nearParts: ReadonlySet<string>;
  readonly wantsType: boolean;
  readonly wantsValue: boolean;
}

export function placeFacts(place: Place, names: readonly NearName[]): PlaceFacts {
  const { text, offset } = place;
  const line = text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset);
  const nearby = names.filter(({ nearness }) => nearness > leastNear);
  return {
    uses: usesOutsideImports(place),
    near: new Map(names.map((name) => [name.name, name])),
    lineParts: new Set(wordParts(line)),
    nearParts: new Set(nearby.flatMap(({ name }) => wordParts(name))),
    wantsType: /(?:[:<|&]|\b(?:extends|implements|new|as|instanceof|type|of|isinstance\(\w+,))\s*$/.test(
      line,
    ),
    wantsValue: /(?:[=(,[{!?]|=>|\b(?:return|await|yield|not|and|or|in|if|assert))\s*$/.test(line),
  };
}

export function importEvidence(
  local: string,
  definition: DefinitionRecord | undefined,
  facts: PlaceFacts,
): ImportEvidence {
  const uses = facts.uses.get(local) ?? 0;
  const near = facts.near.get(local)?.nearness ?? 0;
  const parts = wordParts(local).filter((part) => part.length > 1);
  return {
    unused: uses === 0 ? 1 : 0,
    near: uses === 0 ? 0 : near,
    used: uses > 0 && near === 0 ? 1 : 0,
    partsOnLine: shareOf(parts, facts.lineParts),
    partsNear: shareOf(parts, facts.nearParts),
    fits: fitOf(local, definition, facts),
  };
}

export function likelihood(evidence: ImportEvidence, weights = importWeights): number {
  let sum = 0;
  for (const kind of evidenceKinds) sum += weights[kind] * evidence[kind];
  return sum;
}

const evidenceKinds = ['unused', 'near', 'used', 'partsOnLine', 'partsNear', 'fits'] as const;

function shareOf(parts: readonly string[], among: ReadonlySet<string>): number {
  return parts.length === 0 ? 0 : parts.filter((part) => among.has(part)).length / parts.length;
}

function fitOf(local: string, definition: DefinitionRecord | undefined, facts: PlaceFacts): number {
  const isType = isTypeKind(definition?.kind) || (definition === undefined && /^[A-Z][a-z]/.test(local));
  if (facts.wantsType && isType) return 1;
  return facts.wantsValue && !isTypeOnly(definition?.kind) ? 0.5 : 0;
}

function isTypeKind(kind: string | undefined): boolean {
  return kind === 'class' || kind === 'enum' || isTypeOnly(kind);
}

function isTypeOnly(kind: string | undefined): boolean {
  return kind === 'interface' || kind === 'type';
}

/** How often each name stands in the file's text around the cursor, lines of imports not counted. */
function usesOutsideImports({ text, offset, record }: Place): ReadonlyMap<string, number> {
  const lastImport = record.imports.reduce((last, { line }) => Math.max(last, line), -1);
  const start = Math.max(endOfLine(text, lastImport), offset - mostUnits);
  const counts = new Map<string, number>();
  for (const [name] of text.slice(start, offset + mostUnits).matchAll(/[\p{L}_$][\p{L}\p{N}_$]*/gu))
    counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}

function endOfLine(text: string, line: number): number {
  let at = 0;
  for (let i = 0; i <= line && at < text.length; i++) {
    const next = text.indexOf('\n', at);
    at = next < 0 ? text.length : next + 1;
  }
  return at;
}

const leastNear = 0.3;
const mostUnits = 100_000;
