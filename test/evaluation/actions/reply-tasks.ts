import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A file and what an edit should make of it. */
export interface ReplyTask {
  readonly name: string;
  readonly path: string;
  readonly before: string;
  readonly after: string;
}

/** The tasks of `replies/`: small files of many languages, each with one edit that people recognize. */
export function replyTasks(): readonly ReplyTask[] {
  const folder = join(import.meta.dirname, 'replies');
  return readdirSync(folder)
    .filter((file) => file.endsWith('.txt'))
    .sort()
    .map((file) => readTask(file.slice(0, -'.txt'.length), readFileSync(join(folder, file), 'utf8')));
}

/** `⏎` at the end of a section says that its last line has no end. */
function readTask(name: string, content: string): ReplyTask {
  const [, path, texts] = /^-- ([^\n]+) --\n(.*)$/s.exec(content) ?? [];
  const [before, after] = texts?.split('-- after --\n') ?? [];
  if (path === undefined || before === undefined || after === undefined)
    throw new Error(`${name} is no task`);
  return { name, path, before: unmarked(before), after: unmarked(after) };
}

function unmarked(text: string): string {
  return text.replace(/⏎\n$/, '');
}
