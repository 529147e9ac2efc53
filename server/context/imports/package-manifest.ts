import { isRecord, jsonRecord, stringsIn } from './json-record.ts';

/** What a package.json says about where the package's modules are. */
export interface PackageManifest {
  readonly name: string | undefined;
  /** Files that stand for the whole package, types first. */
  readonly entries: readonly string[];
  readonly types: readonly string[];
  readonly exports: unknown;
  readonly imports: unknown;
}

export function packageManifest(text: string): PackageManifest {
  const record = jsonRecord(text);
  const types = [...stringsIn(record.types), ...stringsIn(record.typings)];
  const entries = [record.source, record.module, record.main].flatMap(stringsIn);
  const name = typeof record.name === 'string' && record.name !== '' ? record.name : undefined;
  return { name, types, entries: [...types, ...entries], exports: record.exports, imports: record.imports };
}

/** The files that a package names for itself (`subpath` is empty) or for something in it, best first. */
export function packageTargets(manifest: PackageManifest, subpath: string): readonly string[] {
  const exported =
    manifest.exports === undefined
      ? []
      : mappedTargets(manifest.exports, subpath === '' ? '.' : `./${subpath}`);
  return subpath === '' ? [...exported, ...manifest.entries] : exported;
}

/** What `exports` or `imports` give for a key, under any condition, types first. */
export function mappedTargets(map: unknown, key: string): readonly string[] {
  if (!isRecord(map) || !Object.keys(map).some((each) => /^[.#]/.test(each))) {
    return key === '.' ? targetsIn(map) : [];
  }
  if (Object.hasOwn(map, key)) return targetsIn(map[key]);
  const pattern = bestPattern(Object.keys(map), key);
  if (pattern === undefined) return [];
  const filling = wildcardOf(pattern, key) ?? '';
  return targetsIn(map[pattern]).map((target) => target.replaceAll('*', () => filling));
}

/** What stands for the `*` of a pattern in a text that it fits; an exact pattern leaves nothing. */
export function wildcardOf(pattern: string, text: string): string | undefined {
  const at = pattern.indexOf('*');
  if (at === -1) return pattern === text ? '' : undefined;
  const end = pattern.slice(at + 1);
  if (text.length < pattern.length - 1 || !text.startsWith(pattern.slice(0, at)) || !text.endsWith(end)) {
    return undefined;
  }
  return text.slice(at, text.length - end.length);
}

/** Of the patterns that fit a text the one with the longest part before its `*`; an exact one before all. */
export function bestPattern(patterns: readonly string[], text: string): string | undefined {
  let best: string | undefined;
  for (const pattern of patterns) {
    if (wildcardOf(pattern, text) === undefined) continue;
    if (best === undefined || rankOf(pattern) > rankOf(best)) best = pattern;
  }
  return best;
}

function rankOf(pattern: string): number {
  const at = pattern.indexOf('*');
  return at === -1 ? Number.POSITIVE_INFINITY : at;
}

function targetsIn(value: unknown, depth = 0): readonly string[] {
  if (typeof value === 'string') return [value];
  if (depth > maxDepth) return [];
  if (Array.isArray(value)) return value.flatMap((each) => targetsIn(each, depth + 1));
  if (!isRecord(value)) return [];
  const rest = Object.keys(value).filter((condition) => condition !== 'types');
  return ['types', ...rest].flatMap((condition) => targetsIn(value[condition], depth + 1));
}

/** How deep conditions lie in one another at most. */
const maxDepth = 16;
