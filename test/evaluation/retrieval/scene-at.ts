import type { GatherOptions } from '../../../server/context/context-engine.ts';
import type { LineSpan } from '../../../server/context/context-item.ts';
import type { FileRecord } from '../../../server/context/index/file-record.ts';
import type { Place, RootView, Scene } from '../../../server/context/retrievers/scene.ts';

/** Where a completion is asked for in a file. */
export interface Cursor {
  readonly path: string;
  readonly text: string;
  readonly offset: number;
}

/** What the engine is told when a completion is asked for there, and nothing else is known of the person. */
export function sceneAt(
  root: RootView,
  { path, text, offset }: Cursor,
  record: FileRecord,
): Scene & { place: Place } {
  const line = lineAt(text, offset);
  const place: Place = { path, text, offset, line, record };
  return { root, task: 'completion', place, query: undefined, visits: [], diagnostics: [] };
}

/** With nothing refused, preferred or remembered. */
export function plainOptions(maxTokens: number, visible: LineSpan): GatherOptions {
  return {
    ...{ maxTokens, visible, before: new Set<string>(), isComplete: true },
    refusalOf: () => undefined,
    isAvoided: () => false,
    isPreferred: () => false,
  };
}

function lineAt(text: string, offset: number): number {
  let line = 0;
  for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) line += 1;
  return line;
}
