import { neverAborted } from '../../../server/base/cancellation.ts';
import { ContextKeeper } from '../../../server/context/index/context-keeper.ts';
import type { ContextIndexOptions, IndexEvent } from '../../../server/context/index/context-messages.ts';
import { Pace } from '../../../server/context/index/pace.ts';
import type { RootIndex } from '../../../server/context/index/root-index.ts';
import { SourceAnalyzer } from '../../../server/context/index/source-analyzer.ts';
import { searchChunks } from '../../../server/context/lexical/lexical-search.ts';
import { queryTerms } from '../../../server/context/lexical/query-terms.ts';
import { systemClock } from '../../../server/host/system-clock.ts';
import { GrammarRegistry } from '../../../server/syntax/grammar-registry.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { installedGrammars } from '../../syntax/support/installed-grammars.ts';
import { MemoryWorkspace } from '../memory-workspace.ts';

const registry = new GrammarRegistry(installedGrammars());

/** A keeper over a workspace in memory, and what it says. */
export interface Kept {
  readonly keeper: ContextKeeper;
  readonly events: IndexEvent[];
  /** Texts that were analyzed, by path. */
  readonly analyzed: string[];
}

export const plainOptions: ContextIndexOptions = {
  ...{ roots: [], cacheDirectory: '/cache', memoryLimitBytes: 1e9, excludes: [], folders: [] },
  ...{ preferredFiles: [], embeddings: false, maker: 'test 1', spoilers: [] },
};

export function keeperOver(workspace: MemoryWorkspace, options: Partial<ContextIndexOptions> = {}): Kept {
  const events: IndexEvent[] = [];
  const analyzed: string[] = [];
  const analyzer = new NotingAnalyzer(analyzed);
  const { lister, reader, roots } = workspace;
  const store = options.cacheDirectory === '' ? undefined : workspace.store;
  const pace = new Pace({ clock: new ManualClock(), isOnBattery: () => undefined });
  const keeper = new ContextKeeper(
    { lister, reader, roots, store, analyzer, pace },
    { ...plainOptions, ...options },
    (event) => events.push(event),
  );
  return { keeper, events, analyzed };
}

/** A keeper that has read these roots. */
export async function readRoots(
  workspace: MemoryWorkspace,
  roots: readonly string[] = ['/w'],
  options: Partial<ContextIndexOptions> = {},
): Promise<Kept> {
  const kept = keeperOver(workspace, options);
  await kept.keeper.addRoots(roots, neverAborted);
  return kept;
}

class NotingAnalyzer extends SourceAnalyzer {
  readonly #analyzed: string[];

  constructor(analyzed: string[]) {
    super(registry, systemClock);
    this.#analyzed = analyzed;
  }

  override analyze(path: string, text: string, languageId = '') {
    this.#analyzed.push(path);
    return super.analyze(path, text, languageId);
  }
}

export function workspaceOf(files: Readonly<Record<string, string>>): MemoryWorkspace {
  const workspace = new MemoryWorkspace();
  for (const [path, text] of Object.entries(files)) workspace.write(path, text);
  return workspace;
}

/** Many small files, so many that they are taken in by piles. */
export function manyFiles(count = 80): Record<string, string> {
  return Object.fromEntries(
    Array.from({ length: count }, (_, i) => [`/w/src/file${i}.ts`, `export function made${i}() {}\n`]),
  );
}

export function codesOf(events: readonly IndexEvent[]): readonly string[] {
  return events.flatMap((event) => (event.kind === 'notice' ? [event.notice.code] : []));
}

export function indexOf({ keeper }: Kept, root = '/w'): RootIndex {
  const found = keeper.roots.find(({ path }) => path === root);
  if (found === undefined) throw new Error(`no root ${root}`);
  return found.index;
}

export function pathsIn(kept: Kept, root = '/w'): readonly string[] {
  return [...indexOf(kept, root).files.keys()].sort();
}

/** Paths that define the name. */
export function definers(kept: Kept, name: string, root = '/w'): readonly string[] {
  return [
    ...new Set(
      indexOf(kept, root)
        .definitionPlaces(name, 1_000)
        .map(({ path }) => path),
    ),
  ].sort();
}

/** All that can be found in an index, in an order of its own; without stamps, which a copy has others of. */
export function everythingIn(index: RootIndex, names: readonly string[]) {
  const files = [...index.files.values()]
    .map(({ path, size, hash, language, isTracked, definitions }) => {
      const record = index.record(path);
      return { path, size, hash, language, isTracked, definitions, record };
    })
    .sort((a, b) => (a.path < b.path ? -1 : 1));
  const found = names.map((name) => ({
    name,
    definitions: placesOf(index.definitionPlaces(name, 1_000)),
    usages: placesOf(index.usagePlaces(name, 1_000)),
    files: index.named(`${name}.ts`),
    searched: searchChunks(index.lexical, queryTerms(name), 1_000)
      .map(({ path, startLine, endLine, score }) => `${path}:${startLine}-${endLine} ${score.toFixed(9)}`)
      .sort(),
  }));
  const { fileCount, chunkCount } = index.lexical;
  return { files, found, fileCount, chunkCount };
}

function placesOf(places: ReturnType<RootIndex['definitionPlaces']>): readonly string[] {
  return places.map(({ path, startLine, endLine }) => `${path}:${startLine}-${endLine}`).sort();
}
