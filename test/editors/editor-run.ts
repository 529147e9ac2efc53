import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { parseFixture } from '../support/fixture.ts';
import { editorProgram, projectFolder, recordingsFolder } from './editor-programs.ts';
import { messages, type RecordedEntry, readRecording } from './recorded-session.ts';
import { Screen } from './screen.ts';
import { waitUntil } from './wait-until.ts';

const mark = 'INNERLOOP_EDITOR_TEST';

/**
 * A person's machine for one scenario: an empty home with the editor's configuration, a git repository with the
 * workspace of a fixture, and `innerloop` on the PATH, started through the session recorder.
 */
export class EditorRun {
  readonly home: string;
  readonly workspace: string;
  /** The file with the fixture's cursor, which stands on an empty line; relative to the workspace. */
  readonly file: string;
  /** The line of the cursor, counted from 1. */
  readonly line: number;
  readonly recordingPath: string;
  readonly #id = randomUUID();
  readonly #textAround: readonly [string, string];
  #screen: Screen | undefined;

  /** `name` names the recording; `configuration` maps paths under the home to texts; `scenery` is a fixture beside us. */
  constructor(name: string, configuration: Readonly<Record<string, string>>, scenery = 'workspace.fixture') {
    this.home = mkdtempSync(join(tmpdir(), 'innerloop-editor-'));
    this.workspace = join(this.home, 'shop');
    mkdirSync(recordingsFolder, { recursive: true });
    this.recordingPath = join(recordingsFolder, `${name}.jsonl`);
    rmSync(this.recordingPath, { force: true });

    const scene = parseFixture(readFileSync(join(import.meta.dirname, scenery), 'utf8'));
    for (const { path, text } of scene.files) writeText(join(this.workspace, path), text);
    for (const [path, text] of Object.entries(configuration)) writeText(join(this.home, path), text);
    this.file = scene.cursor.path;
    const text = scene.files.find(({ path }) => path === this.file)?.text ?? '';
    this.#textAround = [text.slice(0, scene.cursor.offset), text.slice(scene.cursor.offset)];
    this.line = this.#textAround[0].split('\n').length;

    symlinkSync(projectFolder, join(this.home, 'innerloop'));
    this.#putServerOnPath();
    this.#commitWorkspace();
  }

  /** Runs an editor's command line in the workspace, on a screen. */
  start(...command: readonly string[]): Screen {
    this.#screen = new Screen({
      tmux: editorProgram('tmux'),
      folder: this.home,
      command,
      cwd: this.workspace,
      env: this.#environment(),
      mark: `${mark}=${this.#id}`,
    });
    return this.#screen;
  }

  /** The environment of an editor that is not started on a screen. */
  environment(): Record<string, string> {
    return { ...this.#environment(), [mark]: this.#id };
  }

  /** Everything that editor and server have said so far. */
  recording(): readonly RecordedEntry[] {
    return readRecording(this.recordingPath);
  }

  /** The fixture's file with something typed at its cursor. */
  textWith(typed: string): string {
    return this.#textAround.join(typed);
  }

  /** Waits until the editor has shown the file to the server. */
  async untilOpened(): Promise<void> {
    await waitUntil({
      what: 'textDocument/didOpen in the recording',
      look: () => messages(this.recording(), 'c2s').find(({ method }) => method === 'textDocument/didOpen'),
      instead: () => this.#screen?.text() ?? 'no screen',
    });
  }

  /** The file as it was saved; empty while an editor moves the new one into place. */
  fileOnDisk(): string {
    return textOf(join(this.workspace, this.file));
  }

  /** The chat document as it was saved; empty while there is not exactly one. */
  chatOnDisk(): string {
    const folder = join(this.home, '.local/share/innerloop/chats');
    const [path, ...others] = filesBelow(folder).filter((each) => each.endsWith('.chat.md'));
    return path === undefined || others.length > 0 ? '' : textOf(path);
  }

  /** Waits until nothing runs any more of what the editor and its children started. */
  async untilNoProcessIsLeft(): Promise<void> {
    await waitUntil({
      what: 'the end of all processes of the editor',
      look: () => (this.#processes().length === 0 ? true : undefined),
      instead: () => this.#processes().join('\n'),
    });
  }

  /** Ends what still runs and removes the home; the recording stays. */
  close(): void {
    this.#screen?.close();
    for (const running of this.#processes()) process.kill(Number.parseInt(running, 10), 'SIGKILL');
    rmSync(this.home, { recursive: true, force: true });
  }

  /**
   * Helix and Emacs kill what they started without waiting. That is the shell of this script; the recorder behind it,
   * in a session of its own, sees the end of its input, as a server does whose editor has died, and writes down how
   * the server ends.
   */
  #putServerOnPath(): void {
    const server = process.env.INNERLOOP_TEST_SERVER ?? join(projectFolder, 'dist/main.js');
    const recorder = join(import.meta.dirname, 'record-session.mjs');
    const command = [process.execPath, recorder, this.recordingPath, process.execPath, server];
    const script = join(this.home, 'bin/innerloop');
    writeText(script, `#!/bin/sh\nsetsid ${command.map((word) => `'${word}'`).join(' ')} "$@"\nexit $?\n`);
    chmodSync(script, 0o755);
  }

  /** What git does not track is not learned. */
  #commitWorkspace(): void {
    const git = (...command: readonly string[]) =>
      execFileSync('git', command, { cwd: this.workspace, env: this.#environment() });
    git('init', '--quiet');
    git('add', '--all');
    git(
      '-c',
      'user.name=Test',
      '-c',
      'user.email=test@example.invalid',
      'commit',
      '--quiet',
      '--message=Shop',
    );
  }

  /** The processes that carry this run's mark in their environment: id and command line. */
  #processes(): readonly string[] {
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name) && textOf(`/proc/${name}/environ`).includes(`${mark}=${this.#id}`))
      .map((pid) => `${pid} ${textOf(`/proc/${pid}/cmdline`).replaceAll('\0', ' ')}`);
  }

  #environment(): Record<string, string> {
    return {
      HOME: this.home,
      PATH: [join(this.home, 'bin'), dirname(process.execPath), '/usr/local/bin', '/usr/bin', '/bin'].join(
        ':',
      ),
      TERM: 'xterm-256color',
      LANG: 'C.UTF-8',
      SHELL: '/bin/sh',
    };
  }
}

/** The text of a file that may vanish at any time, or be somebody else's: empty then. */
function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

function filesBelow(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

function writeText(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}
