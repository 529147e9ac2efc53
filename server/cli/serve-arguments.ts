import { UserError } from '../base/error-codes.ts';
import type { TransportChoice } from '../host/transports.ts';

import type { ServeOptions } from './actions.ts';

/** The flags of `serve` as given, values not yet checked. */
export interface ServeFlags {
  readonly stdio?: boolean;
  readonly socket?: string;
  readonly pipe?: string;
  readonly nodeIpc?: boolean;
  readonly clientProcessId?: string;
}

/**
 * The short way from an editor's command line to its options, without the command line library: undefined for
 * everything it does not know for sure, which then goes the long way. Throws what `serveOptions` throws.
 */
export function parseServeArguments(argv: readonly string[]): ServeOptions | undefined {
  if (argv[0] !== 'serve') return undefined;
  let flags: ServeFlags = {};
  for (const argument of argv.slice(1)) {
    const flag = flagOf(argument);
    if (flag === undefined) return undefined;
    flags = { ...flags, ...flag };
  }
  return serveOptions(flags);
}

/** Checks the flags; throws a UserError for two transports, a port that is none, an id that is none. */
export function serveOptions(flags: ServeFlags): ServeOptions {
  const transports: TransportChoice[] = [];
  if (flags.stdio) transports.push({ kind: 'stdio' });
  if (flags.socket !== undefined) transports.push({ kind: 'socket', port: portOf(flags.socket) });
  if (flags.pipe !== undefined) transports.push({ kind: 'pipe', name: flags.pipe });
  if (flags.nodeIpc) transports.push({ kind: 'node-ipc' });
  const [transport = { kind: 'stdio' }, second] = transports;
  if (second !== undefined) {
    throw misspelled(
      'More than one transport is given',
      'Choose one of --stdio, --socket, --pipe, --node-ipc.',
    );
  }
  return { transport, clientProcessId: processIdOf(flags.clientProcessId) };
}

function flagOf(argument: string): ServeFlags | undefined {
  if (argument === '--stdio') return { stdio: true };
  if (argument === '--node-ipc') return { nodeIpc: true };
  const [, name, value = ''] = /^--(socket|pipe|clientProcessId)=(.+)$/s.exec(argument) ?? [];
  return name === undefined ? undefined : { [name]: value };
}

function portOf(given: string): number {
  const port = wholeNumber(given);
  if (port !== undefined && port >= 1 && port <= 65_535) return port;
  throw misspelled(`"${given}" is not a port`, 'Give a number from 1 to 65535, as in --socket=6009.');
}

function processIdOf(given: string | undefined): number | undefined {
  if (given === undefined) return undefined;
  const id = wholeNumber(given);
  if (id !== undefined && id >= 1) return id;
  throw misspelled(`"${given}" is not a process id`, 'Give a number, as in --clientProcessId=4711.');
}

function wholeNumber(text: string): number | undefined {
  return /^\d{1,10}$/.test(text) ? Number(text) : undefined;
}

function misspelled(detail: string, hint: string): UserError {
  return new UserError('command-misspelled', { detail, hint });
}
