import type { ServerProcess } from '../protocol/transport.ts';

/** The exit code of a process that a second signal ended at once, by the shell's convention. */
const terminatedCode = 143;

/** The process we run in, as the protocol sees it. */
export const serverProcess: ServerProcess = {
  exit(code) {
    process.exit(code);
  },
  isAlive(processId) {
    try {
      process.kill(processId, 0);
      return true;
    } catch (error) {
      // Somebody else's process may not be signalled, but it is there.
      return error instanceof Error && 'code' in error && error.code === 'EPERM';
    }
  },
  onTerminate(listener) {
    let isAsked = false;
    const ask = () => {
      if (isAsked) process.exit(terminatedCode);
      isAsked = true;
      listener();
    };
    for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, ask);
  },
};
