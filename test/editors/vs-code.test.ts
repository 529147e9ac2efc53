import { isDeepStrictEqual } from 'node:util';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';

import { newestPopupItem, suggestedRow, typed, untilSuggested } from './completion-scenario.ts';
import { inlineItems, withEdits, withItem } from './recorded-edit.ts';
import { exchanges, serverExitCode } from './recorded-session.ts';
import { VsCode } from './vs-code.ts';
import { waitUntil } from './wait-until.ts';

describe('ghost text in VS Code', () => {
  let code: VsCode;
  beforeAll(async () => {
    code = await VsCode.open('vscode-ghost-text');
    await code.run.untilOpened();
  });
  afterAll(() => code.close());

  test('stands behind what is typed, while the file has only what is typed', async () => {
    await code.type(typed);
    await untilSuggested(code, async () => {
      const isThere = (await code.hasGhostText()) && suggestedRow.test(await code.text());
      return isThere ? true : undefined;
    });
    await code.untilSavedAs(code.run.textWith(typed));
  });

  test('is taken with Tab exactly as the server sent it, and the server hears of it', async () => {
    await code.press('Tab');
    const accepted = await untilAcceptance(code);
    const offered = exchanges(code.run.recording(), 'textDocument/inlineCompletion').flatMap(({ result }) =>
      inlineItems(result),
    );
    const suggestion = offered.find(({ command }) =>
      isDeepStrictEqual(command.arguments, accepted.arguments),
    );
    if (suggestion === undefined) throw new Error('what was accepted had not been offered as ghost text');
    await code.untilSavedAs(
      withEdits(code.run.textWith(typed), [{ range: suggestion.range, newText: suggestion.insertText }]),
    );
  });

  test('goes with one undo, and what was typed stays', async () => {
    await code.press('Control+z');
    await code.untilSavedAs(code.run.textWith(typed));
  });

  test('leaves no process behind', () => expectCleanEnd(code));
});

describe('the popup in VS Code', () => {
  let code: VsCode;
  beforeAll(async () => {
    code = await VsCode.open('vscode-popup');
    await code.run.untilOpened();
  });
  afterAll(() => code.close());

  test('lists the suggestion and inserts it in place of the word that was begun', async () => {
    await code.type(typed);
    await untilSuggested(code, async () => ((await code.hasGhostText()) ? true : undefined));
    await code.press('Control+Space');
    await code.page
      .locator('.suggest-widget.visible .monaco-list-row', { hasText: 'innerloop' })
      .first()
      .waitFor();
    const item = newestPopupItem(code.run);
    if (item === undefined) throw new Error('the last answer had no item');
    await code.press('Enter');
    await untilAcceptance(code);
    await code.untilSavedAs(withItem(code.run.textWith(typed), item));
  });

  test('leaves no process behind', () => expectCleanEnd(code));
});

const commandParams = z.object({ command: z.string(), arguments: z.array(z.unknown()) });

async function untilAcceptance(code: VsCode): Promise<z.infer<typeof commandParams>> {
  const params = await waitUntil({
    what: 'the acceptance command in the recording',
    look: () => exchanges(code.run.recording(), 'workspace/executeCommand')[0]?.params,
    instead: () => code.text(),
  });
  return commandParams.parse(params);
}

/** A corner of the window may still show the one thing that innerloop says of a small repository. */
const learning = expect.stringContaining('learning from 10 files');

async function expectCleanEnd(code: VsCode): Promise<void> {
  const notifications = await code.notifications();
  await code.quit();
  await code.run.untilNoProcessIsLeft();
  expect({ notifications, server: serverExitCode(code.run.recording()) }).toEqual({
    notifications: notifications.map(() => learning),
    server: 0,
  });
}
