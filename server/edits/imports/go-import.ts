import { folderOf } from '../../base/relative-paths.ts';
import type { FoundSymbol } from '../ports.ts';
import { folderHolding, type ImportPlace, type ImportWriter, textAt } from './import-place.ts';
import { placedImport } from './place-import.ts';

/** Imports of Go: the path of the package, in the brackets where there are some. */
export const goImport: ImportWriter = async (symbol, place, signal) => {
  const module = await packagePath(symbol, place, signal);
  if (module === undefined || place.lines.some((line) => line.module === module)) return undefined;
  const isListed = place.lines.some(({ text }) => text.startsWith('\t'));
  const listed = place.lines.filter(({ text }) => text.startsWith('\t') === isListed);
  const edit = placedImport(place.document, listed, {
    line: isListed ? `\t"${module}"` : `import "${module}"`,
    module,
    isLike: (other) => other.module.includes('.') === module.includes('.'),
  });
  return { from: module, edits: [edit] };
};

async function packagePath(
  { path }: FoundSymbol,
  place: ImportPlace,
  signal: AbortSignal,
): Promise<string | undefined> {
  const folder = folderOf(path);
  if (folder === folderOf(place.path) || path.endsWith('_test.go')) return undefined;
  const home = folderHolding('go.mod', path, place.known);
  if (home === undefined) return undefined;
  const manifest = await textAt(place, home === '' ? 'go.mod' : `${home}/go.mod`, signal);
  const name = /^module\s+"?([^\s"]+)/m.exec(manifest ?? '')?.[1];
  if (name === undefined) return undefined;
  const below = home === '' ? folder : folder.slice(home.length + 1);
  return below === '' ? name : `${name}/${below}`;
}
