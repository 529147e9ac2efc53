import { isMainThread, parentPort, workerData } from 'node:worker_threads';

import { CorpusKeeper } from './context/corpus/corpus-keeper.ts';
import type { CorpusPorts } from './context/corpus/corpus-ports.ts';
import type { CorpusReport } from './context/corpus/corpus-report.ts';
import { CorpusWorkerLoop } from './context/corpus/corpus-worker-loop.ts';
import type { CorpusOptions, FromCorpusWorker, ToCorpusWorker } from './context/corpus/worker-messages.ts';
import type { Segment } from './context/ports.ts';
import {
  buildCorpusSegment,
  type CorpusSegment,
  corpusBytesPerSourceByte,
  corpusSegmentFrom,
  mergeCorpusSegments,
} from './embedded/corpus-segment.ts';
import { languageFamilyOf } from './embedded/language-family.ts';
import { declarationReader } from './host/declaration-reader.ts';
import { fileLister } from './host/file-lister.ts';
import { fileReader } from './host/file-reader.ts';
import { segmentStore } from './host/segment-store.ts';
import { workspaceRoots } from './host/workspace-roots.ts';
import { builtInPolicy, policyFileNames } from './policy/built-in-policy.ts';

/** What was learned in this process, without a worker. */
export interface LearnedCorpus {
  /** Oldest first: a later one masks the files of an earlier one. */
  readonly segments: readonly Segment[];
  readonly report: CorpusReport;
}

/** Learns a workspace in this thread, as the command line needs it; `onMessage` hears progress and notices. */
export async function learnCorpus(
  options: CorpusOptions,
  onMessage: (message: FromCorpusWorker) => void,
  signal: AbortSignal,
): Promise<LearnedCorpus> {
  const keeper = new CorpusKeeper(indexPorts(options), options, onMessage);
  await keeper.addRoots(options.roots, signal);
  return { segments: keeper.segments, report: keeper.report() };
}

function indexPorts(options: CorpusOptions): CorpusPorts {
  const { cacheDirectory, excludes } = options;
  return {
    lister: fileLister(),
    reader: fileReader(),
    declarations: declarationReader(),
    roots: workspaceRoots({ fileNames: policyFileNames, policy: builtInPolicy }, excludes),
    store: cacheDirectory === undefined ? undefined : segmentStore(cacheDirectory),
    builder: {
      familyOf: languageFamilyOf,
      bytesPerSourceByte: corpusBytesPerSourceByte,
      build: buildCorpusSegment,
      merge: (segments, signal) => mergeCorpusSegments(segments.flatMap(opened), signal),
      open: corpusSegmentFrom,
    },
  };
}

function opened({ buffer }: Segment): readonly CorpusSegment[] {
  const segment = corpusSegmentFrom(buffer);
  return segment === undefined ? [] : [segment];
}

/** Tells our own worker thread from that of a test runner or of another program that loads this file. */
export const corpusWorkerMark = 'innerloop-corpus-worker';

if (!isMainThread && parentPort !== null && workerData === corpusWorkerMark) {
  const port = parentPort;
  const worker = new CorpusWorkerLoop(indexPorts, {
    post: (message) => port.postMessage(message),
    close: () => port.close(),
  });
  port.on('message', (message: ToCorpusWorker) => worker.receive(message));
}
