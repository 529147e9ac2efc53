import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';

import { editorProgram } from './editor-programs.ts';
import { EditorRun } from './editor-run.ts';
import { exchanges } from './recorded-session.ts';
import type { Screen } from './screen.ts';
import { waitUntil } from './wait-until.ts';

/**
 * Before the person's own configuration: no native compiler runs beside a scenario; what is typed stays as it was
 * typed; and the scenarios can look into buffers.
 */
const earlyInit = `
(setq native-comp-jit-compilation nil native-comp-enable-subr-trampolines nil
      inhibit-startup-screen t make-backup-files nil create-lockfiles nil)
(electric-indent-mode -1)
(setq server-socket-dir (expand-file-name "~/emacs-address"))
(add-hook 'emacs-startup-hook #'server-start)
`;

/** What is there beside Emacs and its configuration. */
export interface EmacsScene {
  /** The fixture of the workspace, where it is another one than for completions. */
  readonly scenery?: string | undefined;
  /** The person's settings file, where they have one. */
  readonly settings?: string | undefined;
}

/** Emacs in a terminal with a configuration of `clients/emacs/README.md`. */
export class Emacs {
  readonly run: EditorRun;
  readonly screen: Screen;

  /** `configuration` is the person's init file. */
  constructor(recording: string, configuration: string, { scenery, settings }: EmacsScene = {}) {
    const files = {
      '.emacs.d/early-init.el': earlyInit,
      '.emacs.d/init.el': configuration,
      ...(settings === undefined ? {} : { '.config/innerloop/config.jsonc': settings }),
    };
    this.run = new EditorRun(recording, files, scenery);
    this.screen = this.run.start(editorProgram('emacs'), '-nw', `+${this.run.line}`, this.run.file);
  }

  /** Waits until Emacs has shown the file to the server. Says yes to lsp-mode's question about a new project. */
  async untilOpened(): Promise<void> {
    await waitUntil({
      what: 'Emacs to answer',
      look: () => (existsSync(join(this.#address(), 'server')) ? true : undefined),
      tryAgain: () => {
        if (this.screen.row(/^i ==> Import project root/) !== undefined) this.screen.type('i');
      },
      instead: () => this.screen.text(),
    });
    await this.run.untilOpened();
  }

  /** The buffer as Emacs holds it: neither the screen nor the disk. */
  bufferText(): string {
    return this.evaluate(`(buffer-substring-no-properties (point-min) (point-max))`);
  }

  /** What Emacs has told the person that sounds like trouble, but for the style of packages it loads as source. */
  complaints(): readonly string[] {
    const lines = this.evaluate(`(with-current-buffer "*Messages*" (buffer-string))`).split('\n');
    return lines.filter(
      (line) => /error|warn|fail|invalid|void|wrong/i.test(line) && !/\.el: Warning: /.test(line),
    );
  }

  /** The value of a Lisp expression for a string, in the buffer that the person looks at. */
  evaluate(expression: string): string {
    const inBuffer = `(progn (require (quote json)) (with-current-buffer (window-buffer (selected-window)) (json-encode ${expression})))`;
    const options = ['--socket-name', join(this.#address(), 'server'), '--eval', inBuffer];
    const { status, stdout } = spawnSync(editorProgram('emacsclient'), options, {
      encoding: 'utf8',
      timeout: 10_000,
      env: this.run.environment(),
    });
    if (status !== 0) throw new Error(`Emacs does not answer; its screen:\n${this.screen.text()}`);
    return String(JSON.parse(unprinted(stdout.trimEnd())));
  }

  /** Opens a file of the workspace. */
  async visit(path: string): Promise<void> {
    this.screen.press('C-x', 'C-f');
    await this.screen.untilRow(/^Find file:/);
    // What stands in the prompt already is overlooked before a path that begins at the root.
    this.screen.type(join(this.run.workspace, path));
    this.screen.press('Enter');
    await this.untilShown(basename(path));
  }

  /** Waits until the person looks at a buffer. */
  async untilShown(buffer: string | RegExp): Promise<void> {
    const isIt = (name: string) => (typeof buffer === 'string' ? name === buffer : buffer.test(name));
    await waitUntil({
      what: `Emacs to show ${buffer}`,
      look: () => (isIt(this.evaluate('(buffer-name)')) ? true : undefined),
      instead: () => this.screen.text(),
    });
  }

  /** Runs a command by its name, as `M-x` does. */
  async command(name: string): Promise<void> {
    this.screen.press('M-x');
    await this.screen.untilRow(/^M-x/);
    this.screen.type(name);
    this.screen.press('Enter');
  }

  /**
   * Chooses a code action of Eglot's at the cursor by the beginning of its title, which has no blanks. Asks again
   * where it is not offered yet, since the file is still being read.
   */
  async chooseAction(beginning: string): Promise<void> {
    await this.command('eglot-code-actions');
    await waitUntil({
      what: `the code action ${beginning}…`,
      look: () => (this.#isOffered(beginning) ? true : undefined),
      tryAgain: () => {
        this.screen.press('C-g');
        return this.command('eglot-code-actions');
      },
      instead: () => this.screen.text(),
    });
    this.screen.type(beginning);
    this.screen.press('Tab', 'Enter');
  }

  /** Whether Eglot asks which of some code actions to take, and one begins like that. */
  #isOffered(beginning: string): boolean {
    if (this.screen.row(/^\[eglot\] Pick an action/) === undefined) return false;
    const titles = exchanges(this.run.recording(), 'textDocument/codeAction').at(-1)?.result;
    return JSON.stringify(titles ?? null).includes(`"title":"${beginning}`);
  }

  async quit(): Promise<number> {
    const ask = () => {
      this.screen.press('C-g');
      this.screen.press('Escape', 'x');
    };
    ask();
    // Ghost text that comes just then takes the keys for an answer to it.
    await waitUntil({
      what: 'the question for a command',
      look: () => this.screen.row(/^M-x/),
      tryAgain: ask,
      instead: () => this.screen.text(),
    });
    this.screen.type('kill-emacs');
    this.screen.press('Enter');
    return this.screen.untilEnded();
  }

  #address(): string {
    return join(this.run.home, 'emacs-address');
  }
}

/** The text of a string as Lisp prints it. */
function unprinted(text: string): string {
  return text.slice(1, -1).replaceAll(/\\(.)/g, '$1');
}
