import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { type ScriptedModelServer, scriptedModelServer } from '../support/scripted-model-server.ts';
import {
  actionsFixture,
  answer,
  answerPieces,
  citation,
  pausedAnswer,
  placeOf,
  question,
  reportOfSkeleton,
  reportOfWritten,
  runProjectTests,
  savedText,
  settingsWith,
  testsPath,
  testsTitle,
  writtenTests,
} from './actions-scenario.ts';
import { serverExitCode } from './recorded-session.ts';
import { VsCode } from './vs-code.ts';
import { waitUntil } from './wait-until.ts';

describe('generating tests in VS Code', () => {
  let code: VsCode;
  beforeAll(async () => {
    code = await VsCode.open('vscode-generate-tests', undefined, actionsFixture);
    await code.run.untilOpened();
  });
  afterAll(() => code.close());

  test("leaves the project's own test command green, with its cases pending", async () => {
    await code.chooseAction(testsTitle);
    await savedAll(code, /(?:skip[\s\S]*){3}\}\);\n$/);
    expect(runProjectTests(placeOf(code.run))).toEqual(reportOfSkeleton);
  });

  test('leaves no process behind', () => expectCleanEnd(code));
});

describe('generating tests with a model in VS Code', () => {
  let code: VsCode;
  let model: ScriptedModelServer;
  beforeAll(async () => {
    model = await scriptedModelServer();
    model.on('/v1/chat/completions', writtenTests);
    code = await VsCode.open('vscode-written-tests', settingsWith(model), actionsFixture);
    await code.run.untilOpened();
  });
  afterAll(async () => {
    await code.close();
    await model.close();
  });

  test('shows what the model wrote before anything is changed', async () => {
    await code.chooseAction(testsTitle);
    await code.page.getByText('discounted refuses a negative price').first().waitFor();
    expect(savedText(code.run, testsPath)).toBe('');
  });

  test('applies it by the second step; the project runs it green', async () => {
    await code.page.locator('.codelens-decoration a', { hasText: 'Apply:' }).first().click();
    await savedAll(code, /assert\.throws[\s\S]*\}\);\n$/);
    expect(runProjectTests(placeOf(code.run))).toEqual(reportOfWritten);
  });

  test('leaves no process behind', () => expectCleanEnd(code));
});

describe('a chat in VS Code', () => {
  const paused = pausedAnswer();
  let code: VsCode;
  let model: ScriptedModelServer;
  beforeAll(async () => {
    model = await scriptedModelServer();
    model.on('/v1/chat/completions', paused.reply);
    code = await VsCode.open('vscode-chat', settingsWith(model), actionsFixture, chat);
    await code.run.untilOpened();
  });
  afterAll(async () => {
    await code.close();
    await model.close();
  });

  test('answers in place, while the person writes elsewhere in the document', async () => {
    await code.press('Control+End');
    await code.type(question);
    await code.page.locator('.codelens-decoration a', { hasText: 'Send' }).first().click();
    await code.page
      .getByText(answerPieces[0] ?? '')
      .first()
      .waitFor();
    await code.press('Control+Home');
    await code.type('My own ');
    paused.goOn();
    await code.page.getByText(citation).first().waitFor();
    await code.type('remark');
    paused.goOn();
    await code.page.getByText('All others pay the price').first().waitFor();
    await savedAll(code, /## You\n+$/, chat);
    const text = savedText(code.run, chat);
    expect(text).toContain('My own remark\n');
    expect(text).toContain(`## innerloop\n\n${answer}`);
  });

  test('leaves no process behind', () => expectCleanEnd(code));
});

const chat = 'questions.chat.md';

/** Saves all files until the tests are there: an edit may take a moment. */
async function savedAll(code: VsCode, pattern: RegExp, path = testsPath): Promise<void> {
  await waitUntil({
    what: `${path} on disk`,
    look: () => (pattern.test(savedText(code.run, path)) ? true : undefined),
    tryAgain: async () => {
      await code.press('F1');
      await code.page.keyboard.type('File: Save All');
      await code.page.locator('.quick-input-list .monaco-list-row').first().waitFor();
      await code.press('Enter');
    },
    instead: async () => `${savedText(code.run, path)}\n${await code.page.locator('body').innerText()}`,
  });
}

async function expectCleanEnd(code: VsCode): Promise<void> {
  await code.quit();
  await code.run.untilNoProcessIsLeft();
  expect(serverExitCode(code.run.recording())).toBe(0);
}
