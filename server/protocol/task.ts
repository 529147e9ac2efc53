import { UserError } from '../base/error-codes.ts';
import type { ReportProgress } from '../features/code-actions/code-action.ts';
import type { Server } from './handler.ts';

/** Work that a command asks for. */
export interface Task {
  readonly title: string;
  /** The client's token for the progress of the command; it ends with the answer, so the answer waits for the work. */
  readonly token: string | number | undefined;
  run(report: ReportProgress, signal: AbortSignal): Promise<void>;
}

/**
 * Does the work of a command under a progress indicator that stops it. The command is answered when the work is done,
 * or after a second: some editors stand still until then. What goes wrong is shown, since few editors show the error
 * of a command.
 */
export async function runTask(task: Task, server: Server, signal: AbortSignal): Promise<null> {
  const work = doWork(task, server, signal);
  if (task.token === undefined) await withinPatience(work, server, signal);
  else await work;
  return null;
}

/** Work that is late goes on. */
async function withinPatience(work: Promise<void>, server: Server, signal: AbortSignal): Promise<void> {
  const timer = new AbortController();
  const late = server.clock.sleep(patienceMs, AbortSignal.any([signal, timer.signal])).catch(() => undefined);
  await Promise.race([work, late]).finally(() => timer.abort());
  signal.throwIfAborted();
  server.detached.own('task', work);
}

/** Rejects with the signal's reason, or with what no user can do anything about. */
async function doWork({ title, token, run }: Task, server: Server, signal: AbortSignal): Promise<void> {
  const shown = server.progress.begin({ title, token, cancellable: true });
  const either = AbortSignal.any([signal, shown.cancelled, server.ending]);
  try {
    await run((message) => shown.report({ message }), either);
    shown.end('Done');
  } catch (error) {
    shown.end(either.aborted ? 'Stopped' : 'Failed');
    signal.throwIfAborted();
    if (!either.aborted) showFailure(error, server);
  }
}

/** Shows what happened and what to do; an error that is ours alone is thrown on, for the log. */
function showFailure(error: unknown, { user }: Server): void {
  const { message, remedy } = error instanceof UserError ? error : new UserError('failed-inside');
  user.show('error', `${message} ${remedy}`);
  if (!(error instanceof UserError)) throw error;
}

/** How long a command waits for its work. */
const patienceMs = 1_000;
