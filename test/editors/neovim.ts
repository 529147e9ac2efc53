import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { editorProgram } from './editor-programs.ts';
import { EditorRun } from './editor-run.ts';
import { readmeExample } from './readme-example.ts';
import { literally, type Screen } from './screen.ts';
import { waitUntil } from './wait-until.ts';

/**
 * Neovim's terminal interface starts a second Neovim by the path of its own program, which is the loader where the
 * libraries of a newer suite are used: so both halves are started here. Ends with the exit code of the inner one.
 */
const serverAndScreen = `
  nvim=$0 address=$1; shift
  "$nvim" --headless --listen "$address" "$@" & inner=$!
  until [ -S "$address" ]; do sleep 0.05; done
  "$nvim" --server "$address" --remote-ui
  wait $inner
`;

/** Neovim with the configuration of `clients/neovim/README.md`, on a screen. */
export class Neovim {
  readonly run: EditorRun;
  readonly screen: Screen;

  /** `settings` is the person's settings file, where they have one; `scenery` is the fixture of the workspace. */
  constructor(recording: string, settings?: string, scenery?: string) {
    const configuration = {
      '.config/nvim/init.lua': [1, 2, 3].map((number) => readmeExample('neovim', 'lua', number)).join(''),
      ...(settings === undefined ? {} : { '.config/innerloop/config.jsonc': settings }),
    };
    this.run = new EditorRun(recording, configuration, scenery);
    const { line, file } = this.run;
    this.screen = this.run.start(
      'sh',
      '-c',
      serverAndScreen,
      editorProgram('nvim'),
      this.#address(),
      `+${line}`,
      file,
    );
  }

  /**
   * Waits for the notice that a small repository brings and returns the screen with it. Ends a question for Enter,
   * if there is one.
   */
  async untilNotice(): Promise<string> {
    await this.run.untilOpened();
    await this.screen.untilRow(/learning from/);
    const text = this.screen.text();
    this.screen.press('Escape');
    return text;
  }

  /** The buffer as Neovim holds it: neither the screen nor the disk. */
  bufferText(): string {
    return this.#evaluate(`join(getline(1, '$'), "\\n") . "\\n"`);
  }

  /** The file of the current buffer, absolute. */
  bufferPath(): string {
    return this.#evaluate(`expand('%:p')`);
  }

  /** The text of the cursor's line. */
  cursorLine(): string {
    return this.#evaluate(`getline('.')`);
  }

  /** Runs a command line, such as `wall`. */
  command(name: string): void {
    this.screen.press('Escape');
    this.screen.type(`:${name}`);
    this.screen.press('Enter');
  }

  /** Asks for code actions with Neovim's own keys and takes the one whose title begins so. */
  async chooseAction(title: string): Promise<void> {
    const pattern = new RegExp(`^\\d+: ${literally(title)}`);
    const ask = () => {
      this.screen.press('Escape');
      this.screen.type('gra');
    };
    ask();
    // Right after the start the list may still be empty.
    const row = await waitUntil({
      what: `the action "${title}"`,
      look: () => this.screen.row(pattern),
      tryAgain: ask,
      instead: () => this.screen.text(),
    });
    this.screen.type(row.slice(0, row.indexOf(':')));
    this.screen.press('Enter');
  }

  /** What `:messages` shows, one a line: all that Neovim has told the person, but for reports of what undo did. */
  messages(): readonly string[] {
    const lines = this.#evaluate(`execute('messages')`).split('\n');
    return lines.filter((line) => line !== '' && !/^\d+ (more|fewer|line) .*; before #/.test(line));
  }

  /** The lines of Neovim's LSP log above its level, which is "WARN" unless somebody changes it. */
  lspLog(): readonly string[] {
    const path = join(this.run.home, '.local/state/nvim/lsp.log');
    const lines = existsSync(path) ? readFileSync(path, 'utf8').split('\n') : [];
    return lines.filter((line) => line !== '' && !line.startsWith('[START]'));
  }

  async quit(): Promise<number> {
    this.screen.press('Escape');
    this.screen.type(':qall!');
    this.screen.press('Enter');
    return this.screen.untilEnded();
  }

  /** Fails when Neovim waits for a key, as it does behind a message that does not fit into one line. */
  #evaluate(expression: string): string {
    const options = ['--clean', '--headless', '--server', this.#address(), '--remote-expr', expression];
    const { status, stdout } = spawnSync(editorProgram('nvim'), options, {
      encoding: 'utf8',
      timeout: 10_000,
    });
    if (status !== 0) throw new Error(`Neovim does not answer; its screen:\n${this.screen.text()}`);
    return stdout;
  }

  #address(): string {
    return join(this.run.home, 'nvim-address');
  }
}
