/** The two streams a command writes to. */
export interface Terminal {
  readonly out: Output;
  readonly error: Output;
}

export interface Output {
  write(text: string): void;
  /** Whether escape sequences for color are wanted. */
  readonly colors: boolean;
  /** Whether a person looks at it, so that a line may be redrawn. */
  readonly isInteractive: boolean;
  /** Characters a line holds. */
  readonly columns: number;
}

/** The part of node's streams that a terminal needs. */
export interface TerminalStream {
  write(text: string): unknown;
  on(event: 'error', listener: (error: Error) => void): unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** The process's streams as a terminal; a reader that goes away (`| head`) is no failure. */
export function terminalOf(out: TerminalStream, error: TerminalStream, env: Environment): Terminal {
  return { out: outputOf(out, env), error: outputOf(error, env) };
}

/** FORCE_COLOR wins over NO_COLOR, as in node itself; both count only when they are not empty. */
export function wantsColors(isTerminal: boolean, env: Environment): boolean {
  const forced = env.FORCE_COLOR ?? '';
  if (forced !== '') return forced !== '0' && forced !== 'false';
  if ((env.NO_COLOR ?? '') !== '') return false;
  return isTerminal && env.TERM !== 'dumb';
}

function outputOf(stream: TerminalStream, env: Environment): Output {
  stream.on('error', (error) => {
    if (!('code' in error) || error.code !== 'EPIPE') throw error;
  });
  const isTerminal = stream.isTTY === true;
  return {
    write: (text) => void stream.write(text),
    colors: wantsColors(isTerminal, env),
    isInteractive: isTerminal && env.TERM !== 'dumb',
    columns: stream.columns ?? 120,
  };
}
