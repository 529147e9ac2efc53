import type { QueryMatch } from 'web-tree-sitter';

import { byPlace, liesWithin, type OffsetRange } from './offset-range.ts';

/** One name that an import brings. */
interface ImportedName {
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

/** What the matches on one import have told so far. */
interface Draft {
  readonly range: OffsetRange;
  readonly names: Map<string, ImportedName>;
  moduleRange: OffsetRange | undefined;
  alias: string | undefined;
  /** Joins its module to that of the import around it. */
  separator: string | undefined;
  /** Stands before the last part of the module where that part is the name that is imported. */
  member: string | undefined;
}

/** Gathers imports of which each match tells a part. Invariant: one statement per captured range. */
export class ImportCollector {
  readonly #text: string;
  readonly #drafts = new Map<string, Draft>();

  constructor(text: string) {
    this.#text = text;
  }

  add({ captures, setProperties }: QueryMatch): void {
    const ranges = new Map<string, OffsetRange>();
    for (const { name, node } of captures) ranges.set(name, { start: node.startIndex, end: node.endIndex });
    const draft = this.#draftAt(ranges.get('import') ?? nowhere);
    draft.moduleRange = joined(draft.moduleRange, ranges.get('import.module'));
    draft.separator = setProperties?.separator ?? draft.separator;
    draft.member = setProperties?.member ?? draft.member;
    const texts = new Map([...ranges].map(([name, range]) => [name, this.#textOf(range)]));
    draft.alias = texts.get('import.alias') ?? draft.alias;
    const imported = importedName(texts, this.#moduleOf(draft), setProperties?.binds ?? undefined);
    if (imported !== undefined) draft.names.set(imported.local, imported);
  }

  /** In the order of the text. One inside another, as Rust nests them, continues the module of the outer one. */
  statements(): ImportStatement[] {
    const drafts = [...this.#drafts.values()].sort((one, other) => byPlace(one.range, other.range));
    const around: { readonly range: OffsetRange; readonly module: string }[] = [];
    return drafts.flatMap((draft) => {
      const { range, separator } = draft;
      while (around.length > 0 && !liesWithin(range, around.at(-1)?.range ?? nowhere)) around.pop();
      const outer = around.at(-1);
      const own = this.#moduleOf(draft);
      const module = outer !== undefined && separator !== undefined ? outer.module + separator + own : own;
      around.push({ range, module });
      // The call in `local a = require "b"` is no second import.
      if (outer?.module === module && draft.names.size === 0) return [];
      return [{ ...withMember(draft, module), range }];
    });
  }

  #draftAt(range: OffsetRange): Draft {
    const key = `${range.start}:${range.end}`;
    const draft = this.#drafts.get(key) ?? {
      range,
      names: new Map(),
      moduleRange: undefined,
      alias: undefined,
      separator: undefined,
      member: undefined,
    };
    this.#drafts.set(key, draft);
    return draft;
  }

  #moduleOf({ moduleRange }: Draft): string {
    return unwrapped(this.#textOf(moduleRange ?? nowhere));
  }

  #textOf({ start, end }: OffsetRange): string {
    return this.#text.slice(start, end);
  }
}

const nowhere: OffsetRange = { start: 0, end: 0 };

function joined(one: OffsetRange | undefined, other: OffsetRange | undefined): OffsetRange | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return { start: Math.min(one.start, other.start), end: Math.max(one.end, other.end) };
}

/** `a.b.C` without names of its own is the name `C` of the module `a.b`. */
function withMember(
  { names, member, alias }: Draft,
  module: string,
): Pick<ImportStatement, 'module' | 'names'> {
  const at = member === undefined ? -1 : module.lastIndexOf(member);
  if (member === undefined || names.size > 0 || at < 0) return { module, names: [...names.values()] };
  const original = module.slice(at + member.length);
  return { module: module.slice(0, at), names: [{ original, local: alias ?? original }] };
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

function unwrapped(module: string): string {
  return module.replace(/^["'`<](.*)["'`>]$/s, '$1');
}
