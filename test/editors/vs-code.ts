import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';

import { type Browser, chromium, type Locator, type Page } from 'playwright-core';

import { vsCodeFolder, vsCodeProgram } from './editor-programs.ts';
import { EditorRun } from './editor-run.ts';
import { installedExtension } from './vs-code-extension.ts';
import { waitUntil } from './wait-until.ts';

/** One thing at a time: no pairs, a popup only when asked for, no telemetry, no window that asks or welcomes. */
const settings = {
  'editor.autoClosingBrackets': 'never',
  'editor.minimap.enabled': false,
  'editor.quickSuggestions': { other: 'off', comments: 'off', strings: 'off' },
  'editor.suggestOnTriggerCharacters': false,
  'extensions.autoCheckUpdates': false,
  'extensions.gallery.enabled': false,
  'security.workspace.trust.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'workbench.enableExperiments': false,
  'workbench.startupEditor': 'none',
  'chat.disableAIFeatures': true,
};

/** What Chromium needs to run as any user, and to ask nobody but the server of VS Code. */
const browserOptions = [
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** VS Code with the extension of `clients/vscode`, in a browser: its server holds the extensions, as with "remote". */
export class VsCode {
  readonly run: EditorRun;
  readonly page: Page;
  readonly #server: ChildProcess;
  readonly #browser: Browser;

  private constructor(run: EditorRun, server: ChildProcess, browser: Browser, page: Page) {
    this.run = run;
    this.#server = server;
    this.#browser = browser;
    this.page = page;
  }

  /** Opens the fixture's file at its cursor; `innerloopSettings` is the person's settings file of innerloop. */
  static async open(recording: string, innerloopSettings?: string, scenery?: string): Promise<VsCode> {
    const configuration = {
      // VS Code takes the PATH that the person's shell has.
      '.profile': 'PATH="$HOME/bin:$PATH"\n',
      'data/User/settings.json': JSON.stringify(settings),
      'data/Machine/settings.json': JSON.stringify(settings),
      ...(innerloopSettings === undefined ? {} : { '.config/innerloop/config.jsonc': innerloopSettings }),
    };
    const run = new EditorRun(recording, configuration, scenery);
    const { server, address } = await startServer(run);
    const browser = await chromium.launch({
      executablePath: vsCodeProgram('chromium'),
      args: browserOptions,
      env: run.environment(),
    });
    const context = await browser.newContext({ viewport: { width: 1200, height: 800 } });
    await context.route(
      ({ hostname }) => hostname !== '127.0.0.1',
      (route) => route.abort(),
    );
    const page = await context.newPage();
    const file = `vscode-remote://${address}${join(run.workspace, run.file)}:${run.line}:1`;
    const payload = encodeURIComponent(
      JSON.stringify([
        ['openFile', file],
        ['gotoLineMode', 'true'],
      ]),
    );
    await page.goto(`http://${address}/?folder=${run.workspace}&payload=${payload}`);
    await page.waitForSelector('.editor-instance .view-line', { timeout: 60_000 });
    return new VsCode(run, server, browser, page);
  }

  press(...keys: readonly string[]): Promise<void> {
    return keys.reduce(async (before, key) => {
      await before;
      await this.page.keyboard.press(key === 'BSpace' ? 'Backspace' : key);
    }, Promise.resolve());
  }

  type(text: string): Promise<void> {
    return this.page.keyboard.type(text, { delay: 5 });
  }

  /** The lines of the editor that a person sees, ghost text among them. */
  async text(): Promise<string> {
    const lines = await this.page.locator('.editor-instance .view-lines').first().innerText();
    return lines.replaceAll('\u00a0', ' ');
  }

  /** Whether anything stands as ghost text. */
  async hasGhostText(): Promise<boolean> {
    return (await this.page.locator('[class*=ghost-text]').count()) > 0;
  }

  /** What VS Code tells the person in a corner of its window. */
  notifications(): Promise<readonly string[]> {
    return this.page.locator('.notification-list-item-message').allInnerTexts();
  }

  /** Asks for code actions with VS Code's own keys and takes the one whose title begins so. */
  async chooseAction(title: string): Promise<void> {
    const entry = this.page.locator('.action-widget .monaco-list-row', { hasText: title }).first();
    await waitUntil({
      what: `"${title}" in the menu`,
      limitMs: 30_000,
      look: async () => ((await entry.count()) > 0 ? true : undefined),
      tryAgain: async () => {
        await this.press('Escape');
        await this.press('Control+.');
      },
      instead: () => this.page.locator('body').innerText(),
    });
    await entry.click();
  }

  /** What can be clicked above a line and begins so. */
  lens(title: string): Locator {
    return this.page.locator('.codelens-decoration a', { hasText: title }).first();
  }

  /** Runs a command of the palette by its title. */
  async runCommand(title: string): Promise<void> {
    await this.press('F1');
    await this.page.keyboard.type(title);
    await this.page.locator('.quick-input-list .monaco-list-row', { hasText: title }).first().waitFor();
    await this.press('Enter');
  }

  /** Saves the file and waits until it is `text` on the disk. */
  async untilSavedAs(text: string): Promise<void> {
    await this.press('Control+s');
    await waitUntil({
      what: `the file to be\n${text}`,
      look: () => (this.run.fileOnDisk() === text ? true : undefined),
      instead: () => this.run.fileOnDisk(),
    });
  }

  /** A picture of the window, for a person who looks into a failure. */
  async screenshot(path: string): Promise<void> {
    await this.page.screenshot({ path });
  }

  /** Closes the window, as a person does, and waits until VS Code has ended its extensions. */
  async quit(): Promise<void> {
    await this.page.goto('about:blank');
    await waitUntil({
      what: 'the end of the language server',
      look: () => this.run.recording().find(({ dir }) => dir === 'exit'),
      instead: () => JSON.stringify(this.run.recording().at(-1)),
    });
    await this.#browser.close();
    this.#server.kill();
    await once(this.#server, 'exit');
  }

  async close(): Promise<void> {
    await this.#browser.close();
    this.#server.kill('SIGKILL');
    this.run.close();
  }
}

/** Starts the server on a free port and returns its address. */
async function startServer(run: EditorRun): Promise<{ server: ChildProcess; address: string }> {
  mkdirSync(join(run.home, 'data'), { recursive: true });
  symlinkSync(installedExtension(), join(run.home, 'extensions'));
  const places = { 'user-data-dir': 'data', 'server-data-dir': 'server', 'extensions-dir': 'extensions' };
  const server = spawn(
    vsCodeProgram('code'),
    [
      ...[
        '--host',
        '127.0.0.1',
        '--port',
        '0',
        '--without-connection-token',
        '--accept-server-license-terms',
      ],
      ...['--telemetry-level', 'off', '--builtin-extensions-dir', join(vsCodeFolder, 'extensions')],
      ...Object.entries(places).flatMap(([option, folder]) => [`--${option}`, join(run.home, folder)]),
    ],
    { cwd: run.workspace, env: run.environment(), stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let said = '';
  for (const stream of [server.stdout, server.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
  const port = await waitUntil({
    what: 'the address of VS Code',
    look: () => /Web UI available at http:\/\/[^:]+:(\d+)/.exec(said)?.[1],
    instead: () => said,
  });
  return { server, address: `127.0.0.1:${port}` };
}
