import type { CliContext } from './cli-context.ts';

/** `innerloop mcp`: serves the engine to one client on standard input and output until the client leaves. */
export async function runMcp({ actions, workingFolder, signal }: CliContext): Promise<number> {
  await actions.serveMcp({ workingFolder }, signal);
  return 0;
}
