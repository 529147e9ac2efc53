import type { ContextTask } from './context-item.ts';

/** Whether there is a task of that name. */
export function isContextTask(word: unknown): word is ContextTask {
  return contextTasks.some((task) => task === word);
}

const isTask: Readonly<Record<ContextTask, true>> = { completion: true, chat: true, tests: true, fix: true };

/** All tasks, by the names that people write. */
export const contextTasks: readonly string[] = Object.keys(isTask);
