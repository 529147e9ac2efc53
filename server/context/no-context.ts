import type { ContextBundle, ContextTask } from './context-item.ts';

/** An answer for a place of which nothing is known. */
export function noContext(task: ContextTask, maxTokens: number): ContextBundle {
  const empty = { items: [], dropped: [], trace: [] } as const;
  return { task, ...empty, maxTokens, usedTokens: 0, tookMs: 0, isComplete: false };
}

/** What a question in words may be answered with, unless its asker says otherwise. */
export const questionTokens = 8_192;
