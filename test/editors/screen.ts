import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { waitUntil } from './wait-until.ts';

/** What runs in the terminal, and where. */
export interface ScreenProgram {
  readonly tmux: string;
  /** Holds the terminal's socket and the program's exit code. */
  readonly folder: string;
  readonly command: readonly string[];
  readonly cwd: string;
  /** The whole environment of the program. */
  readonly env: Readonly<Record<string, string>>;
  /** Set for the program but not for the terminal, so that the two can be told apart. */
  readonly mark: string;
}

/** A terminal of 100 by 40 with one program in it: keys go in, text comes out. Owns a private tmux server. */
export class Screen {
  readonly #program: ScreenProgram;
  readonly #exitCodeFile: string;

  constructor(program: ScreenProgram) {
    this.#program = program;
    this.#exitCodeFile = join(program.folder, 'exit-code');
    // The limit is for the case that the tests are killed: nothing of theirs may stay behind for ever.
    const script = 'timeout --foreground 600 "$@"; echo $? > "$0.new"; mv "$0.new" "$0"';
    this.#tmux(
      ...['-f', '/dev/null', 'new-session', '-d', '-x', '100', '-y', '40', '-e', program.mark],
      ...['-c', program.cwd, 'sh', '-c', script, this.#exitCodeFile, ...program.command],
    );
  }

  /** Presses keys by tmux's names: `Escape`, `Enter`, `BSpace`, `C-n`. */
  press(...keys: readonly string[]): void {
    this.#tmux('send-keys', ...keys);
  }

  /** Types text as it stands. */
  type(text: string): void {
    this.#tmux('send-keys', '-l', text);
  }

  /** What a person sees, one line a row, without trailing blanks. */
  text(): string {
    return this.#tmux('capture-pane', '-p');
  }

  /** Waits until a row matches and returns it. */
  async untilRow(pattern: RegExp): Promise<string> {
    return waitUntil({
      what: `a row like ${pattern}`,
      look: () => this.row(pattern),
      instead: () => this.text(),
    });
  }

  /** The first row that matches now. */
  row(pattern: RegExp): string | undefined {
    return this.text()
      .split('\n')
      .find((row) => pattern.test(row));
  }

  /** Waits until the program has ended by itself and returns its exit code. */
  async untilEnded(): Promise<number> {
    return waitUntil({
      what: 'the end of the editor',
      look: () =>
        existsSync(this.#exitCodeFile) ? Number(readFileSync(this.#exitCodeFile, 'utf8')) : undefined,
      instead: () => this.text(),
    });
  }

  /** Ends the terminal and what still runs in it; harmless when it has ended. */
  close(): void {
    spawnSync(this.#program.tmux, ['-S', this.#socket(), 'kill-server'], { stdio: 'ignore' });
  }

  #socket(): string {
    return join(this.#program.folder, 'tmux');
  }

  #tmux(...command: readonly string[]): string {
    return execFileSync(this.#program.tmux, ['-S', this.#socket(), ...command], {
      encoding: 'utf8',
      env: this.#program.env,
    });
  }
}

/** A pattern that matches a text as it stands. */
export function literally(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
