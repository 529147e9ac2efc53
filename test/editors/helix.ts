import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { editorProgram } from './editor-programs.ts';
import { EditorRun } from './editor-run.ts';
import { readmeExample } from './readme-example.ts';
import type { Screen } from './screen.ts';

/** Helix with the configuration of `clients/helix/README.md`, on a screen. */
export class Helix {
  readonly run: EditorRun;
  readonly screen: Screen;

  constructor(recording: string) {
    this.run = new EditorRun(recording, {
      '.config/helix/languages.toml': readmeExample('helix', 'toml', 1),
      // One thing at a time: with pairs, every suggestion behind a parenthesis is one inside a line.
      '.config/helix/config.toml': '[editor]\nauto-pairs = false\n',
    });
    this.screen = this.run.start(editorProgram('hx'), `${this.run.file}:${this.run.line}`);
  }

  /** Runs a typed command, such as `write`. */
  async command(name: string): Promise<void> {
    this.screen.press('Escape');
    // An escape and the next key in one read would be taken for a key with Alt.
    await this.screen.untilRow(/^ NOR /);
    this.screen.type(`:${name}`);
    this.screen.press('Enter');
  }

  /** The lines of Helix's log about innerloop's server that are warnings or errors. */
  complaints(): readonly string[] {
    const log = readFileSync(join(this.run.home, '.cache/helix/helix.log'), 'utf8');
    return log.split('\n').filter((line) => /\[(WARN|ERROR)\]/.test(line));
  }

  async quit(): Promise<number> {
    await this.command('quit!');
    return this.screen.untilEnded();
  }
}
