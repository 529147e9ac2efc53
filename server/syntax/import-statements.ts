import type { QueryMatch } from 'web-tree-sitter';

import { byPlace, liesWithin, type OffsetRange } from './offset-range.ts';

/** One name that an import brings. */
export interface ImportedName {
  /** What the other file calls it; `default` for its default, `*` for all of it. */
  readonly original: string;
  /** What this file calls it; `*` when all names come as they are. */
  readonly local: string;
}

/** An import, require, use or include. */
export interface ImportStatement {
  /** As it stands in the text, quotes removed: `./x.ts`, `a.b`, `std::collections`. */
  readonly module: string;
  readonly names: readonly ImportedName[];
  readonly range: OffsetRange;
}

interface Draft {
  module: string;
  separator: string | undefined;
  readonly range: OffsetRange;
  readonly names: Map<string, ImportedName>;
}

/** Gathers imports of which each match tells one name. Invariant: one statement per captured range. */
export class ImportCollector {
  readonly #text: string;
  readonly #drafts = new Map<string, Draft>();

  constructor(text: string) {
    this.#text = text;
  }

  add(match: QueryMatch): void {
    const texts = new Map<string, string>();
    let range: OffsetRange = { start: 0, end: 0 };
    for (const { name, node } of match.captures) {
      if (name === 'import') range = { start: node.startIndex, end: node.endIndex };
      else texts.set(name, this.#text.slice(node.startIndex, node.endIndex));
    }
    const draft = this.#draftAt(range);
    draft.module = unwrapped(texts.get('import.module') ?? draft.module);
    draft.separator = match.setProperties?.separator ?? draft.separator;
    const imported = importedName(texts, draft.module, match.setProperties?.binds ?? undefined);
    if (imported !== undefined) draft.names.set(imported.local, imported);
  }

  /** In the order of the text. One inside another, as Rust nests them, continues the module of the outer one. */
  statements(): ImportStatement[] {
    const drafts = [...this.#drafts.values()].sort((one, other) => byPlace(one.range, other.range));
    const around: Draft[] = [];
    for (const draft of drafts) {
      while (around.length > 0 && !isInside(draft, around.at(-1))) around.pop();
      const outer = around.at(-1);
      if (outer !== undefined && draft.separator !== undefined)
        draft.module = outer.module + draft.separator + draft.module;
      around.push(draft);
    }
    return drafts.map(({ module, names, range }) => ({ module, names: [...names.values()], range }));
  }

  #draftAt(range: OffsetRange): Draft {
    const key = `${range.start}:${range.end}`;
    const draft = this.#drafts.get(key) ?? { module: '', separator: undefined, range, names: new Map() };
    this.#drafts.set(key, draft);
    return draft;
  }
}

function importedName(
  texts: ReadonlyMap<string, string>,
  module: string,
  binds: string | undefined,
): ImportedName | undefined {
  const original = texts.get('import.name');
  if (original !== undefined) return { original, local: texts.get('import.alias') ?? original };
  const standard = texts.get('import.default');
  if (standard !== undefined) return { original: 'default', local: standard };
  const namespace = texts.get('import.namespace');
  if (namespace !== undefined) return { original: '*', local: namespace };
  if (texts.has('import.all')) return { original: '*', local: '*' };
  // A Go module's major version is no name.
  const words = module.split(/[^\p{L}\p{N}_$-]+/u).filter((word) => word !== '' && !/^v\d+$/.test(word));
  const local = binds === 'first' ? words[0] : binds === 'last' ? words.at(-1) : undefined;
  return local === undefined ? undefined : { original: '*', local };
}

function isInside(draft: Draft, outer: Draft | undefined): boolean {
  return outer !== undefined && liesWithin(draft.range, outer.range);
}

function unwrapped(module: string): string {
  return module.replace(/^["'`<](.*)["'`>]$/s, '$1');
}
