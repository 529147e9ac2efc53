import { editDistance } from '../../../base/nearest-word.ts';
import type { OffsetRange } from '../../../syntax/offset-range.ts';
import type { FixScene } from './fix-scene.ts';
import type { ReadyFix } from './ready-fix.ts';
import type { UnresolvedName } from './unresolved-name.ts';

/** Corrects a name to the one visible name, or member, that is clearly nearest to it. */
export async function misspeltNameFix(
  scene: FixScene,
  unresolved: UnresolvedName,
  signal: AbortSignal,
): Promise<ReadyFix | undefined> {
  const place = namePlace(scene, unresolved.name);
  if (place === undefined) return undefined;
  const known =
    unresolved.kind === 'name' ? await namesAt(scene, signal) : await members(scene, unresolved, signal);
  const right = unresolved.meant ?? nearestName(unresolved.name, known);
  if (right === undefined) return undefined;
  return {
    title: `Change ${unresolved.name} to ${right}`,
    edits: [{ ...place, text: right }],
    isPreferred: true,
  };
}

/** The only name within the distance that a slip of the fingers makes; undefined where two are as near. */
function nearestName(name: string, known: readonly string[]): string | undefined {
  const most = name.length < 3 ? 0 : name.length < 6 ? 1 : 2;
  let nearest: string | undefined;
  let least = most + 1;
  for (const candidate of new Set(known)) {
    if (candidate === name || Math.abs(candidate.length - name.length) > most) continue;
    const distance = slips(name, candidate);
    if (distance < least) [nearest, least] = [candidate, distance];
    else if (distance === least) nearest = undefined;
  }
  return nearest;
}

/** Two neighbours that changed places are one slip, and so is a letter in the wrong case. */
function slips(name: string, candidate: string): number {
  if (name.toLowerCase() === candidate.toLowerCase()) return 1;
  const distance = editDistance(name, candidate);
  return distance === 2 && isSwapped(name, candidate) ? 1 : distance;
}

function isSwapped(one: string, other: string): boolean {
  if (one.length !== other.length) return false;
  const at = [...one].findIndex((letter, index) => letter !== other[index]);
  return one[at] === other[at + 1] && one[at + 1] === other[at] && one.slice(at + 2) === other.slice(at + 2);
}

async function namesAt({ document, diagnostic, ports }: FixScene, signal: AbortSignal): Promise<string[]> {
  const names = await ports.syntax.namesAt(document, diagnostic.range.start, signal);
  return names.map(({ name }) => name);
}

/** Members of the type that the message names; without one, those that the file itself defines. */
async function members(
  { shape, ports, document }: FixScene,
  { name, owner }: UnresolvedName,
  signal: AbortSignal,
): Promise<string[]> {
  const { definitions } = shape.outline;
  const own = definitions.flatMap((each) => {
    const parent = definitions[each.parent ?? -1];
    if (parent === undefined || parent.kind === 'function' || parent.kind === 'method') return [];
    return owner === undefined || parent.name === owner ? [each.name] : [];
  });
  if (owner === undefined || own.length > 0) return own;
  const [first] = await ports.symbols.definitionsOf(owner, document.uri, signal);
  if (first === undefined) return [];
  const like = await ports.symbols.symbolsLike(name.slice(0, 2), mostSymbols, signal);
  return like.filter(({ container }) => container === owner).map((each) => each.name);
}

const mostSymbols = 200;

/** Where the name stands in the range of the diagnostic; undefined where the text has changed. */
export function namePlace({ document, diagnostic }: FixScene, name: string): OffsetRange | undefined {
  const { start, end } = diagnostic.range;
  const escaped = name.replace(/[$]/g, '\\$&');
  const found = new RegExp(`(?<![\\p{L}\\p{N}_$])${escaped}(?![\\p{L}\\p{N}_$])`, 'u');
  // Some checkers underline the whole expression, some only its first character.
  const text = document.text.slice(start, Math.max(end, start + name.length));
  const at = found.exec(text)?.index;
  return at === undefined ? undefined : { start: start + at, end: start + at + name.length };
}
