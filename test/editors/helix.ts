import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { editorProgram } from './editor-programs.ts';
import { EditorRun } from './editor-run.ts';
import { readmeExample } from './readme-example.ts';
import { literally, type Screen } from './screen.ts';
import { waitUntil } from './wait-until.ts';

/** Helix with the configuration of `clients/helix/README.md`, on a screen. */
export class Helix {
  readonly run: EditorRun;
  readonly screen: Screen;

  /** `settings` is the person's settings file, where they have one; `scenery` is the fixture of the workspace. */
  constructor(recording: string, settings?: string, scenery?: string) {
    const configuration = {
      '.config/helix/languages.toml': readmeExample('helix', 'toml', 1),
      // One thing at a time: with pairs, every suggestion behind a parenthesis is one inside a line.
      '.config/helix/config.toml': '[editor]\nauto-pairs = false\n',
      ...(settings === undefined ? {} : { '.config/innerloop/config.jsonc': settings }),
    };
    this.run = new EditorRun(recording, configuration, scenery);
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

  /** Asks for code actions with Helix's own keys and takes the one whose title begins so. */
  async chooseAction(title: string): Promise<void> {
    // A preview names its actions, too, in quotes.
    const row = new RegExp(`(?<!["#] ?)${literally(title)}`);
    this.screen.press('Escape');
    await this.screen.untilRow(/^ NOR /);
    await waitUntil({
      what: `"${title}" in the menu`,
      look: () => this.screen.row(row),
      tryAgain: () => {
        this.screen.press('Escape');
        this.screen.type(' a');
      },
      instead: () => this.screen.text(),
    });
    // Helix orders the menu by kinds; its first entry is chosen, and each C-n goes one down.
    const entries = this.screen
      .text()
      .split('\n')
      .filter((each) => menuEntry.test(each));
    for (let at = 0; at < entries.findIndex((each) => row.test(each)); at += 1) this.screen.press('C-n');
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

/** What our entries of the menu begin with; a preview has the same words behind quotes and number signs. */
const menuEntry =
  /(?<!["#] ?)\b(?:Generate tests|Document|Complete the|Explain|Improve|Implement|Apply:|Discard:|Send|Stop)/;
