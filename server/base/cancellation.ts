/** Throws the signal's reason when it is aborted; the check that belongs after each `await` that took time. */
function throwIfAborted(signal: AbortSignal): void {
  if (signal.aborted) throw signal.reason;
}

/** Hands the event loop over once, so that a long loop stalls nobody; throws when the signal is aborted. */
export async function breathe(signal: AbortSignal): Promise<void> {
  await new Promise<void>((resolve) => setImmediate(resolve));
  throwIfAborted(signal);
}

/** A signal that never aborts, for work that nobody can cancel. */
export const neverAborted: AbortSignal = new AbortController().signal;

/** The work's outcome, or the signal's reason as soon as it is aborted; the work itself goes on. */
export function withSignal<Value>(work: Promise<Value>, signal: AbortSignal): Promise<Value> {
  return new Promise((resolve, reject) => {
    const leave = () => reject(signal.reason);
    if (signal.aborted) leave();
    signal.addEventListener('abort', leave, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', leave));
  });
}
