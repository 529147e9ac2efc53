import { existsSync, readFileSync } from 'node:fs';

import { z } from 'zod';

const id = z.union([z.string(), z.number()]);
const message = z.looseObject({ id: id.nullish(), method: z.string().optional() });
const entry = z.looseObject({
  t: z.number(),
  dir: z.enum(['c2s', 's2c', 'exit']),
  header: z.string().optional(),
  msg: message.optional(),
  bad: z.string().optional(),
  code: z.number().nullish(),
});

/** One line of a recording; `record-session.mjs` says what it holds. */
export type RecordedEntry = z.infer<typeof entry>;
/** A JSON-RPC message as it went over the wire. */
export type RecordedMessage = z.infer<typeof message>;

/** A request together with its answer. */
export interface Exchange {
  readonly params: unknown;
  readonly result: unknown;
}

/** Reads a recording of `record-session.mjs`; an empty list when nothing was recorded yet. */
export function readRecording(path: string): readonly RecordedEntry[] {
  if (!existsSync(path)) return [];
  const lines = readFileSync(path, 'utf8').split('\n');
  // The last piece is empty, or a line that is being written.
  return lines.slice(0, -1).map((line) => entry.parse(JSON.parse(line)));
}

/** The editor's requests of one method that have been answered with a result, oldest first. */
export function exchanges(entries: readonly RecordedEntry[], method: string): readonly Exchange[] {
  const requests = messages(entries, 'c2s').filter((sent) => sent.method === method && sent.id !== undefined);
  const answers = messages(entries, 's2c').filter((sent) => sent.method === undefined);
  return requests.flatMap((request) => {
    const answer = answers.find((candidate) => candidate.id === request.id && 'result' in candidate);
    return answer === undefined ? [] : [{ params: request.params, result: answer.result }];
  });
}

/** The messages that went one way, oldest first. */
export function messages(entries: readonly RecordedEntry[], dir: 'c2s' | 's2c'): readonly RecordedMessage[] {
  return entries.flatMap((recorded) =>
    recorded.dir === dir && recorded.msg !== undefined ? [recorded.msg] : [],
  );
}

/** The exit code of the server; `undefined` while it runs, -1 when a signal ended it. */
export function serverExitCode(entries: readonly RecordedEntry[]): number | undefined {
  const end = entries.find((recorded) => recorded.dir === 'exit');
  return end === undefined ? undefined : (end.code ?? -1);
}
