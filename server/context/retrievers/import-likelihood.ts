import type { DefinitionRecord } from '../index/file-record.ts';
import { wordParts } from '../lexical/code-terms.ts';
import { type NearName, typedPrefix } from './names-near.ts';
import { fitOf, type Position, positionAfter, styleOf } from './position.ts';
import { proximity } from './proximity.ts';
import type { Place } from './scene.ts';
import { type UsesInFile, usesInFile } from './uses-in-file.ts';

/** What speaks for an imported name being wanted at the cursor, each between 0 and 1. */
export interface ImportEvidence {
  /** Nothing in the file uses it yet. */
  readonly unused: number;
  /** How near to the cursor it is used. */
  readonly near: number;
  /** How often it is used behind the token that stands before the cursor, or the two tokens. */
  readonly sameToken: number;
  readonly sameTwo: number;
  /** The share of its parts that stand on the cursor's line, or near it; parts of few imports count more. */
  readonly partsOnLine: number;
  readonly partsNear: number;
  /** Whether what it names fits what stands before the cursor. */
  readonly fits: number;
  /** How near its file is in the tree of folders. */
  readonly close: number;
}

/**
 * Learnt from the cross-file cases by `npm run eval:retrieval`, which says what they are worth where nothing was learnt;
 * divided by four and rounded.
 */
export const importWeights: Readonly<Record<keyof ImportEvidence, number>> = {
  unused: 1,
  near: 0.1,
  sameToken: 0.3,
  sameTwo: 0.6,
  partsOnLine: 0.4,
  partsNear: 0.65,
  fits: 0.35,
  close: 0.25,
};

/** What is read from the file once, for all its imports. */
export interface PlaceFacts {
  readonly path: string;
  readonly near: ReadonlyMap<string, NearName>;
  readonly uses: ReadonlyMap<string, UsesInFile>;
  readonly lineParts: ReadonlySet<string>;
  /** Parts of the names near the cursor, each with its nearness. */
  readonly nearParts: ReadonlyMap<string, number>;
  /** How little a part is shared among the imported names. */
  readonly rarity: ReadonlyMap<string, number>;
  readonly position: Position;
}

export function placeFacts(place: Place, names: readonly NearName[]): PlaceFacts {
  const { path, text, offset, record } = place;
  const start = offset - typedPrefix(place).length;
  const line = text.slice(text.lastIndexOf('\n', start - 1) + 1, start);
  const imported = new Set(record.imports.flatMap((statement) => statement.names.map(({ local }) => local)));
  return {
    path,
    near: new Map(names.map((name) => [name.name, name])),
    uses: usesInFile(place, imported, start),
    lineParts: new Set(wordParts(line)),
    nearParts: nearParts(names),
    rarity: rarityOf([...imported].map(wordParts)),
    position: positionAfter(line, lineAbove(text, start)),
  };
}

/** `located` is where the name is defined. */
export function importEvidence(
  local: string,
  located: { readonly path: string; readonly definition: DefinitionRecord },
  facts: PlaceFacts,
): ImportEvidence {
  const { count, afterSameToken, afterSameTwo } = facts.uses.get(local) ?? noUses;
  const parts = wordParts(local);
  return {
    unused: count === 0 ? 1 : 0,
    near: count === 0 ? 0 : (facts.near.get(local)?.nearness ?? 0),
    sameToken: 1 - 0.5 ** afterSameToken,
    sameTwo: 1 - 0.5 ** afterSameTwo,
    partsOnLine: weighedShare(parts, facts, (part) => (facts.lineParts.has(part) ? 1 : 0)),
    partsNear: weighedShare(parts, facts, (part) => facts.nearParts.get(part) ?? 0),
    fits: fitAt(local, located.definition, facts.position),
    close: proximity(facts.path, located.path),
  };
}

export function likelihood(evidence: ImportEvidence, weights = importWeights): number {
  let sum = 0;
  for (const kind of evidenceKinds) sum += weights[kind] * evidence[kind];
  return sum;
}

export const evidenceKinds = [
  'unused',
  'near',
  'sameToken',
  'sameTwo',
  'partsOnLine',
  'partsNear',
  'fits',
  'close',
] as const satisfies readonly (keyof ImportEvidence)[];

/** The last line above that is not blank. */
function lineAbove(text: string, offset: number): string {
  const end = text.lastIndexOf('\n', offset - 1);
  const above = text.slice(Math.max(0, end - longestLine), Math.max(0, end)).trimEnd();
  return above.slice(above.lastIndexOf('\n') + 1);
}

const longestLine = 500;
const noUses: UsesInFile = { count: 0, afterSameToken: 0, afterSameTwo: 0 };

function nearParts(names: readonly NearName[]): ReadonlyMap<string, number> {
  const parts = new Map<string, number>();
  for (const { name, nearness } of names)
    for (const part of wordParts(name)) parts.set(part, Math.max(nearness, parts.get(part) ?? 0));
  return parts;
}

/** 1 for a part of one name alone, less for one that many have. */
function rarityOf(names: readonly (readonly string[])[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const parts of names) for (const part of new Set(parts)) counts.set(part, (counts.get(part) ?? 0) + 1);
  return new Map([...counts].map(([part, count]) => [part, part.length === 1 ? 0 : 1 / count]));
}

function weighedShare(
  parts: readonly string[],
  { rarity }: PlaceFacts,
  presence: (part: string) => number,
): number {
  let sum = 0;
  let total = 0;
  for (const part of parts) {
    const weight = rarity.get(part) ?? 1;
    total += weight;
    sum += weight * presence(part);
  }
  return total === 0 ? 0 : sum / total;
}

/** A type that is no value stands where types do. */
function fitAt(local: string, { kind }: DefinitionRecord, position: Position): number {
  const isTypeOnly = kind === 'interface' || kind === 'type';
  const isType = isTypeOnly || kind === 'class' || kind === 'enum';
  if (isTypeOnly && !placesOfTypes.has(position)) return 0;
  return fitOf(isType ? 'type' : styleOf(local), position);
}

const placesOfTypes: ReadonlySet<Position> = new Set([
  'type',
  'annotation',
  'tag',
  'value',
  'argument',
  'start',
  'other',
]);
