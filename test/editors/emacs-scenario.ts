import { expect } from 'vitest';

import type { Emacs } from './emacs.ts';
import { exchanges, serverExitCode } from './recorded-session.ts';
import { waitUntil } from './wait-until.ts';

/** Waits until Emacs holds exactly this text. */
export function untilBufferIs(emacs: Emacs, text: string): Promise<true> {
  return waitUntil({
    what: `the buffer to be\n${text}`,
    look: () => (emacs.bufferText() === text ? true : undefined),
    instead: () => emacs.bufferText(),
  });
}

/** Ends Emacs. */
export async function expectCleanEnd(emacs: Emacs): Promise<void> {
  const complaints = emacs.complaints();
  const exitCode = await emacs.quit();
  await emacs.run.untilNoProcessIsLeft();
  const server = serverExitCode(emacs.run.recording());
  // Eglot ends without a word to its servers, which the protocol counts as a failure.
  const wasAsked = exchanges(emacs.run.recording(), 'shutdown').length > 0;
  expect({ exitCode, server, complaints }).toEqual({ exitCode: 0, server: wasAsked ? 0 : 1, complaints: [] });
}
