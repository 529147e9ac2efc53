import { expect } from 'vitest';

import type { Neovim } from './neovim.ts';
import { serverExitCode } from './recorded-session.ts';
import { waitUntil } from './wait-until.ts';

/** Waits until Neovim holds exactly this text. */
export function untilBufferIs(neovim: Neovim, text: string): Promise<true> {
  return waitUntil({
    what: `the buffer to be\n${text}`,
    look: () => (neovim.bufferText() === text ? true : undefined),
    instead: () => neovim.bufferText(),
  });
}

/** Ends Neovim; `told` are the messages that the person may have been shown. */
export async function expectCleanEnd(neovim: Neovim, told: readonly unknown[] = []): Promise<void> {
  const messages = neovim.messages();
  const exitCode = await neovim.quit();
  await neovim.run.untilNoProcessIsLeft();
  const server = serverExitCode(neovim.run.recording());
  expect({ exitCode, server, log: neovim.lspLog(), messages }).toEqual({
    exitCode: 0,
    server: 0,
    log: [],
    messages: told,
  });
}
