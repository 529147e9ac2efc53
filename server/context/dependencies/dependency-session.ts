import type { Clock } from '../../base/clock.ts';
import { bareDocument } from '../../base/text-document.ts';
import { giveUpAfter } from '../../syntax/grammar.ts';
import type { GrammarRegistry } from '../../syntax/grammar-registry.ts';
import { languageOf } from '../../syntax/languages.ts';
import { type Definition, type Outline, outlineOf } from '../../syntax/outline.ts';
import { withTree } from '../../syntax/syntax-tree.ts';
import type { DependencyFiles, DependencyOutline, StoredFile } from './dependency-files.ts';

/** A file that imports, or that is imported: below the root or below a folder of a package manager. */
export interface DependencyFile {
  /** Absolute. */
  readonly base: string;
  /** Where it really lies, relative to `base`. */
  readonly path: string;
  readonly stored: StoredFile;
}

/** What one request may read. */
export interface SessionLimits {
  readonly isExcluded: (path: string) => boolean;
  /** How long all its parses may take together. */
  readonly maxParseMs: number;
  readonly maxFiles: number;
}

interface SessionParts {
  readonly files: DependencyFiles;
  readonly grammars: GrammarRegistry;
  readonly clock: Clock;
}

/** Reads and parses for one request. Invariant: nothing excluded is read, and at most `maxFiles` files are looked into. */
export class DependencySession {
  readonly #parts: SessionParts;
  readonly #limits: SessionLimits;
  readonly #signal: AbortSignal;
  readonly #lookedInto = new Set<StoredFile>();
  #parseMs = 0;

  constructor(parts: SessionParts, limits: SessionLimits, signal: AbortSignal) {
    this.#parts = parts;
    this.#limits = limits;
    this.#signal = signal;
  }

  /** A file of at most 1 MiB, if it is there and may be read. */
  async read(base: string, path: string): Promise<DependencyFile | undefined> {
    if (this.#limits.isExcluded(path)) return undefined;
    const mayRead = (realPath: string) => !this.#limits.isExcluded(realPath);
    const stored = await this.#parts.files.read({ base, path }, mayRead, this.#signal);
    return stored && { base, path: stored.realPath, stored };
  }

  /** The first of these that is there. */
  async first(base: string, candidates: Iterable<string>): Promise<DependencyFile | undefined> {
    for (const path of candidates) {
      const file = await this.read(base, path);
      if (file !== undefined) return file;
    }
    return undefined;
  }

  /** The first of each group that is there. */
  async firstOfEach(base: string, groups: Iterable<Iterable<string>>): Promise<readonly DependencyFile[]> {
    const found: DependencyFile[] = [];
    for (const group of groups) {
      const file = await this.first(base, group);
      if (file !== undefined) found.push(file);
    }
    return found;
  }

  names(base: string, folder: string): Promise<readonly string[]> {
    return this.#parts.files.names(base, folder, this.#signal);
  }

  /** What a file defines and imports; undefined when too much was read already, or it cannot be parsed in time. */
  async outline({ path, stored }: DependencyFile): Promise<DependencyOutline | undefined> {
    if (!this.#lookedInto.has(stored) && this.#lookedInto.size >= this.#limits.maxFiles) return undefined;
    this.#lookedInto.add(stored);
    if (stored.outline !== undefined) return stored.outline ?? undefined;
    const grammar = await this.#parts.grammars.grammarOf(languageOf(path) ?? '');
    this.#signal.throwIfAborted();
    const startMs = this.#parts.clock.monotonicMs();
    const leftMs = this.#limits.maxParseMs - this.#parseMs;
    if (grammar === undefined || leftMs <= 0) return undefined;
    const giveUp = giveUpAfter(leftMs, this.#parts.clock);
    const outline = withTree(grammar, stored.text, giveUp, (tree) => {
      return dependencyOutline(stored.text, outlineOf(tree, giveUp));
    });
    this.#parseMs += this.#parts.clock.monotonicMs() - startMs;
    // What was given up for want of time may be had in the next request, unless it alone takes as long.
    if (giveUp() && leftMs < this.#limits.maxParseMs) return undefined;
    stored.outline = outline ?? null;
    return outline;
  }
}

function dependencyOutline(text: string, { definitions, imports, leads }: Outline): DependencyOutline {
  const document = bareDocument(text);
  return { document, definitions, imports, leads, topDefinitions: topDefinitions(definitions) };
}

function topDefinitions(definitions: readonly Definition[]): ReadonlyMap<string, readonly Definition[]> {
  const byName = new Map<string, Definition[]>();
  const open = new Set<number | undefined>([undefined]);
  for (const [index, definition] of definitions.entries()) {
    if (!open.has(definition.parent)) continue;
    if (definition.kind === 'module') open.add(index);
    const same = byName.get(definition.name);
    if (same === undefined) byName.set(definition.name, [definition]);
    else same.push(definition);
  }
  return byName;
}
