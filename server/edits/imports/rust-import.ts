import type { FoundSymbol } from '../ports.ts';
import { folderHolding, type ImportPlace, type ImportWriter, textAt } from './import-place.ts';
import { placedImport } from './place-import.ts';

/** Imports of Rust: `use crate::a::b::Name;`, by the name of the crate where it is another one. */
export const rustImport: ImportWriter = async (symbol, place, signal) => {
  const module = await modulePath(symbol, place, signal);
  if (module === undefined) return undefined;
  const [first = ''] = module.split('::', 1);
  const edit = placedImport(
    place.document,
    place.lines.filter(({ text }) => /^(pub )?use\b/.test(text)),
    {
      line: `use ${module}::${symbol.name};`,
      module,
      isLike: (other) => other.module.split('::', 1)[0] === first,
    },
  );
  return { from: module, edits: [edit] };
};

async function modulePath(
  { path }: FoundSymbol,
  place: ImportPlace,
  signal: AbortSignal,
): Promise<string | undefined> {
  const home = folderHolding('Cargo.toml', path, place.known);
  const own = folderHolding('Cargo.toml', place.path, place.known);
  if (home === undefined) return undefined;
  const inner = home === '' ? path : path.slice(home.length + 1);
  if (!inner.startsWith('src/')) return undefined;
  const parts = inner.slice('src/'.length).replace(/\.rs$/, '').split('/');
  if (parts.at(-1) === 'mod') parts.pop();
  const isRoot = parts.length === 1 && ['lib', 'main'].includes(parts[0] ?? '');
  const crate = home === own ? 'crate' : await crateName(home, place, signal);
  return crate === undefined ? undefined : [crate, ...(isRoot ? [] : parts)].join('::');
}

async function crateName(home: string, place: ImportPlace, signal: AbortSignal): Promise<string | undefined> {
  const manifest = await textAt(place, home === '' ? 'Cargo.toml' : `${home}/Cargo.toml`, signal);
  return /^[ \t]*name\s*=\s*"([^"]+)"/m.exec(manifest ?? '')?.[1]?.replaceAll('-', '_');
}
