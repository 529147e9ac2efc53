import { below, folderOf, nameOf } from '../../base/relative-paths.ts';

/** Where a module of Rust stands: its own file, if it is known, and the folder of those below it. */
export interface RustPlace {
  readonly folder: string;
  readonly own: readonly string[];
}

/** The place of the module that a file is. */
function rustPlaceOf(path: string, crate: RustPlace): RustPlace {
  const isRoot = crate.own.includes(path) || /^(?:mod|lib|main)\.rs$/.test(nameOf(path));
  return { folder: isRoot ? folderOf(path) : path.replace(/\.rs$/, ''), own: [path] };
}

/**
 * Where the first words of a path start (`crate`, `self`, `super`, a module below), and the words that are left; more
 * than one where the file may hold modules of its own, which its imports do not tell.
 */
export function rustStarts(
  path: string,
  crate: RustPlace,
  module: string,
): readonly { readonly place: RustPlace; readonly rest: readonly string[] }[] {
  const words = module.split('::');
  const here = rustPlaceOf(path, crate);
  if (words[0] === 'crate') return [{ place: crate, rest: words.slice(1) }];
  if (words[0] === 'self') return [{ place: here, rest: words.slice(1) }];
  if (words[0] !== 'super') return [{ place: { ...here, own: [] }, rest: words }];
  const rest = words.filter((word) => word !== 'super');
  const above = words.length - rest.length;
  const inner = parentOf(here, crate, above - 1);
  return [
    { place: parentOf(here, crate, above), rest },
    // From a module that the file holds, such as its tests, one `super` less leads out of the file.
    { place: rest.length === 0 ? inner : { ...inner, own: [] }, rest },
  ];
}

/** Files that a path below a place may mean; of each group the first that is there counts, best first. */
export function rustCandidates(
  { folder, own }: RustPlace,
  words: readonly string[],
  names: readonly string[],
): readonly (readonly string[])[] {
  const path = below(folder, words.join('/'));
  const submodules = names.filter((name) => name !== '*').map((name) => filesOf(below(path, name)));
  const prefixes: string[] = [];
  for (let count = words.length; count > 0; count--) {
    prefixes.push(...filesOf(below(folder, words.slice(0, count).join('/'))));
  }
  return [...submodules, [...prefixes, ...own]];
}

function filesOf(path: string): readonly string[] {
  return [`${path}.rs`, `${path}/mod.rs`];
}

function parentOf(place: RustPlace, crate: RustPlace, levels: number): RustPlace {
  let { folder, own } = place;
  for (let level = 0; level < levels && folder !== ''; level++) {
    folder = folderOf(folder);
    own = folder === crate.folder ? crate.own : filesOf(folder);
  }
  return { folder, own };
}
