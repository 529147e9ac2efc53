import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { chatOf, type ScriptedModelServer, scriptedModelServer } from '../support/scripted-model-server.ts';
import {
  actionsFixture,
  answer,
  answerPieces,
  citation,
  citedLine,
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
import { literally } from './screen.ts';
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
    await code.lens('Apply:').click();
    await savedAll(code, /assert\.throws[\s\S]*\}\);\n$/);
    expect(runProjectTests(placeOf(code.run))).toEqual(reportOfWritten);
  });

  test('leaves no process behind', () => expectCleanEnd(code));
});

describe('a chat in VS Code', () => {
  const paused = pausedAnswer();
  let code: VsCode;
  let model: ScriptedModelServer;
  let asked: string;
  beforeAll(async () => {
    model = await scriptedModelServer();
    model.on('/v1/chat/completions', paused.reply);
    code = await VsCode.open('vscode-chat', settingsWith(model), actionsFixture);
    await code.run.untilOpened();
  });
  afterAll(async () => {
    await code.close();
    await model.close();
  });

  test('is opened by a command', async () => {
    await code.runCommand('innerloop: Chat about the code');
    await untilSeen(code, /## You/);
  });

  test('lists the files of the project behind an @', async () => {
    await code.press('Control+End');
    await code.type(`${question} @disc`);
    await code.press('Control+Space');
    const entry = code.page.locator('.suggest-widget.visible .monaco-list-row', {
      hasText: 'src/discount.js',
    });
    await entry.first().click();
    await untilSeen(code, new RegExp(literally(`${question} @src/discount.js`)));
    asked = await savedChat(code, /@src\/discount\.js/);
  });

  test('answers in place, while the person writes elsewhere in the document', async () => {
    await code.lens('Send').click();
    await untilSeen(code, new RegExp(literally(answerPieces[0] ?? '')));
    await code.press('Control+Home', 'Enter', 'ArrowUp');
    await code.type('<!-- my own ');
    paused.goOn();
    await untilSeen(code, new RegExp(literally(citation)));
    await code.type('remark -->');
    paused.goOn();
    const text = await savedChat(code, endOfAnswer);
    expect(text.replace(endOfAnswer, answer)).toBe(
      `<!-- my own remark -->\n${asked.trimEnd()}\n\n## innerloop\n\n${answer}`,
    );
  });

  test('opens the place that the answer names by its link', async () => {
    const link = code.page.locator('.detected-link', { hasText: citation }).first();
    await link.click({ modifiers: ['Control'] });
    await untilSeen(code, new RegExp(`^${literally(citedLine)}`, 'm'));
    await code.page.getByText(/^Ln 6, /).waitFor();
  });

  test('takes an answer back with one undo', async () => {
    await code.page.locator('.tab', { hasText: '.chat.md' }).click();
    await code.press('Control+End');
    await code.type(question);
    const before = await savedChat(code, new RegExp(`${literally(question)}$`));
    model.on('/v1/chat/completions', chatOf('Nobody else.', { chunks: 4 }));
    await code.lens('Send').click();
    // Not by saving: that would be a step of undo between two pieces.
    await untilSeen(code, /Nobody else\.\s+(?:> [^\n]+\s+)?## You\s*$/);
    await code.press('Control+z');
    expect(await savedChat(code, new RegExp(`^${literally(before)}$`))).toBe(before);
  });

  test('leaves no process behind', () => expectCleanEnd(code));
});

/** The whole answer, perhaps with the remark that not all files were read yet, and room for the next question. */
const endOfAnswer = new RegExp(`${literally(answer)}\n(?:\n> [^\n]+\n)?\n## You\n+$`);

/** Waits until the lines that VS Code shows match. */
async function untilSeen(code: VsCode, pattern: RegExp): Promise<void> {
  await waitUntil({
    what: `${pattern} in the editor`,
    look: async () => (pattern.test(await code.text()) ? true : undefined),
    instead: () => code.page.locator('body').innerText(),
  });
}

/** The chat as it is saved, again and again until it matches. */
function savedChat(code: VsCode, pattern: RegExp): Promise<string> {
  return waitUntil({
    what: `a chat like ${pattern}`,
    look: async () => {
      await code.press('Control+s');
      const text = code.run.chatOnDisk();
      return pattern.test(text) ? text : undefined;
    },
    instead: async () => `${code.run.chatOnDisk()}\n${await code.page.locator('body').innerText()}`,
  });
}

/** Saves all files until the tests are there: an edit may take a moment. */
async function savedAll(code: VsCode, pattern: RegExp): Promise<void> {
  await waitUntil({
    what: `${testsPath} on disk`,
    look: () => (pattern.test(savedText(code.run, testsPath)) ? true : undefined),
    tryAgain: async () => {
      await code.runCommand('File: Save All');
    },
    instead: async () => `${savedText(code.run, testsPath)}\n${await code.page.locator('body').innerText()}`,
  });
}

async function expectCleanEnd(code: VsCode): Promise<void> {
  await code.quit();
  await code.run.untilNoProcessIsLeft();
  expect(serverExitCode(code.run.recording())).toBe(0);
}
