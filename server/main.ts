#!/usr/bin/env node
import { runCli } from './cli/run-cli.ts';
import { cliActions } from './compose.ts';

let unownedFailures = 0;

// The last resort: a promise that nobody owned has failed. Its content may hold the user's code, so only its kind is told.
process.on('unhandledRejection', (reason) => {
  unownedFailures += 1;
  if (unownedFailures > 10) return;
  process.stderr.write(`unhandled-rejection name=${reason instanceof Error ? reason.name : typeof reason}\n`);
});

// In the bundle, the workers' entries lie beside this one.
const workerUrls = {
  corpus: new URL('./corpus-worker.js', import.meta.url),
  context: new URL('./context-worker.js', import.meta.url),
};
process.exitCode = await runCli(process.argv.slice(2), cliActions(workerUrls));
