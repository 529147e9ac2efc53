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
