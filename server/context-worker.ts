import { homedir, setPriority } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { isMainThread, parentPort, workerData } from 'node:worker_threads';

import { ContextService } from './context/context-service.ts';
import { DependencyDefinitions } from './context/dependencies/dependency-definitions.ts';
import { ContextKeeper } from './context/index/context-keeper.ts';
import type { ContextMachine } from './context/index/context-machine.ts';
import type { ContextIndexOptions, IndexEvent } from './context/index/context-messages.ts';
import { ContextWorkerLoop, type ToContextWorker } from './context/index/context-worker-loop.ts';
import { Pace } from './context/index/pace.ts';
import { SourceAnalyzer } from './context/index/source-analyzer.ts';
import { Spoilers } from './context/index/spoilers.ts';
import { SyntaxAnswers } from './context/index/syntax-answers.ts';
import { type Embedder, embeddingsRetriever } from './context/retrievers/embeddings.ts';
import { declarationReader } from './host/declaration-reader.ts';
import { dependencyPlaces } from './host/dependency-places.ts';
import { fileLister } from './host/file-lister.ts';
import { fileReader } from './host/file-reader.ts';
import { gitHistory } from './host/git-history.ts';
import { grammarFiles } from './host/grammar-files.ts';
import { manifestReader } from './host/manifest-reader.ts';
import { isOnBattery } from './host/power-source.ts';
import { segmentStore } from './host/segment-store.ts';
import { systemClock } from './host/system-clock.ts';
import { workspaceRoots } from './host/workspace-roots.ts';
import { builtInPolicy, policyFileNames } from './policy/built-in-policy.ts';
import { untrusted } from './policy/workspace-trust.ts';
import { GrammarRegistry } from './syntax/grammar-registry.ts';

/** The context index and the engine over it, in this thread; `onEvent` hears how far it has come. */
export function contextMachine(
  options: ContextIndexOptions,
  embedder: Embedder,
  onEvent: (event: IndexEvent) => void,
): ContextMachine {
  const { cacheDirectory, excludes } = options;
  const reader = fileReader();
  const roots = workspaceRoots({ fileNames: policyFileNames, policy: builtInPolicy }, excludes);
  const registry = new GrammarRegistry(grammarFiles(grammarsFolder));
  // Of a file in the index the keeper says so itself, of a dependency nobody does.
  let hasTrapped = false;
  const told = (event: IndexEvent) => {
    hasTrapped ||= event.kind === 'spoiled';
    onEvent(event);
  };
  const keeper = new ContextKeeper(
    {
      lister: fileLister({ scope: 'not-ignored' }),
      reader,
      roots,
      store: cacheDirectory === undefined ? undefined : segmentStore(cacheDirectory, 'context'),
      analyzer: new SourceAnalyzer(registry, systemClock),
      pace: new Pace({ clock: systemClock, isOnBattery: () => isOnBattery() }),
    },
    options,
    told,
  );
  const service = new ContextService({
    keeper,
    ports: {
      ...{ reader, manifests: manifestReader(), history: gitHistory(), roots, clock: systemClock },
      dependencies: options.spoilers.includes(dependencySpoiler)
        ? undefined
        : dependencyDefinitions(registry),
    },
    clock: systemClock,
    isTrusted: (root) => untrusted.isTrusted(roots.uriOf(root, '')),
    retrievers: options.embeddings ? [embeddingsRetriever(embedder)] : [],
  });
  const checkParser = () => {
    if (registry.isSpoiled && !hasTrapped) told({ kind: 'spoiled', spoiler: dependencySpoiler });
  };
  const spoilers = new Spoilers(options.spoilers, (spoiler) => told({ kind: 'spoiled', spoiler }));
  const syntax = new SyntaxAnswers(registry, systemClock, spoilers);
  return { keeper, service, syntax, checkParser };
}

function dependencyDefinitions(registry: GrammarRegistry): DependencyDefinitions {
  return new DependencyDefinitions({
    ...{ reader: declarationReader(), grammars: registry, clock: systemClock },
    places: dependencyPlaces({ platform: process.platform, env: process.env, homeFolder: homedir() }),
    uriOf: (base, path) => pathToFileURL(join(base, path)).href,
  });
}

/** Takes the place of a hash where it was a file of a dependency that made the parser trap: then none are read. */
const dependencySpoiler = 'dependencies';

/** Beside the bundle; see build.mjs. */
const grammarsFolder = fileURLToPath(new URL('./grammars', import.meta.url));

/** Behind whatever a person waits for, but ahead of what runs overnight. */
const niceness = 5;

/** Tells our own worker thread from that of a test runner or of another program that loads this file. */
export const contextWorkerMark = 'innerloop-context-worker';

if (!isMainThread && parentPort !== null && workerData === contextWorkerMark) {
  const port = parentPort;
  // On Linux a thread has a priority of its own; elsewhere this would slow down the whole process.
  if (process.platform === 'linux') setPriority(niceness);
  const loop = new ContextWorkerLoop(contextMachine, {
    post: (message) => port.postMessage(message),
    close: () => port.close(),
  });
  port.on('message', (message: ToContextWorker) => loop.receive(message));
}
