import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { editorProgram } from './editor-programs.ts';
import { EditorRun } from './editor-run.ts';
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

/** Emacs in a terminal with a configuration of `clients/emacs/README.md`. */
export class Emacs {
  readonly run: EditorRun;
  readonly screen: Screen;

  /** `configuration` is the person's init file; `settings` their settings file, where they have one. */
  constructor(recording: string, configuration: string, settings?: string) {
    this.run = new EditorRun(recording, {
      '.emacs.d/early-init.el': earlyInit,
      '.emacs.d/init.el': configuration,
      ...(settings === undefined ? {} : { '.config/innerloop/config.jsonc': settings }),
    });
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

  async quit(): Promise<number> {
    this.screen.press('C-g');
    this.screen.press('Escape', 'x');
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
