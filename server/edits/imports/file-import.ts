import { folderOf, relativePath } from '../../base/relative-paths.ts';
import type { ImportWriter } from './import-place.ts';
import { placedImport } from './place-import.ts';

/** `#include "x.h"` of C and C++: from the file's own folder, or from a folder of headers. */
export const includeImport: ImportWriter = async ({ path }, place) => {
  if (!/\.(h|hh|hpp|hxx|inl|ipp)$/.test(path)) return undefined;
  const relative = relativePath(folderOf(place.path), path);
  const [, fromHeaders] = /(?:^|\/)(?:include|inc)\/(.+)$/.exec(path) ?? [];
  const module = relative.startsWith('./') ? relative.slice(2) : (fromHeaders ?? relative);
  if (place.lines.some((line) => line.module === module)) return undefined;
  const edit = placedImport(place.document, place.lines, {
    line: `#include "${module}"`,
    module,
    isLike: ({ text }) => text.includes('"'),
  });
  return { from: module, edits: [edit] };
};

/** `require_relative 'x'` of Ruby. */
export const rubyImport: ImportWriter = async ({ path }, place) => {
  const module = relativePath(folderOf(place.path), path).replace(/^\.\//, '').replace(/\.rb$/, '');
  if (place.lines.some((line) => line.module === module)) return undefined;
  const own = place.lines.map(({ text }) => text).join('\n');
  const quote = own.includes('"') && !own.includes("'") ? '"' : "'";
  const edit = placedImport(place.document, place.lines, {
    line: `require_relative ${quote}${module}${quote}`,
    module,
    isLike: ({ text }) => text.startsWith('require_relative'),
  });
  return { from: module, edits: [edit] };
};
