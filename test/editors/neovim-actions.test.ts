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
import { Neovim } from './neovim.ts';
import { messages, serverExitCode } from './recorded-session.ts';
import { literally } from './screen.ts';
import { waitUntil } from './wait-until.ts';

describe('generating tests in Neovim', () => {
  let neovim: Neovim;
  beforeAll(async () => {
    neovim = new Neovim('neovim-generate-tests', undefined, actionsFixture);
    await neovim.untilNotice();
  });
  afterAll(() => neovim.run.close());

  test('is chosen with gra, and the file with the pending cases is there when all is written', async () => {
    await neovim.chooseAction(testsTitle);
    await saved(neovim, /skip[\s\S]*skip[\s\S]*skip/);
  });

  test("leaves the project's own test command green, with its cases pending", () => {
    expect(runProjectTests(placeOf(neovim.run))).toEqual(reportOfSkeleton);
  });

  test('leaves no line in the log and no process behind', () => expectCleanEnd(neovim));
});

describe('generating tests with a model in Neovim', () => {
  let neovim: Neovim;
  let model: ScriptedModelServer;
  beforeAll(async () => {
    model = await scriptedModelServer();
    model.on('/v1/chat/completions', writtenTests);
    neovim = new Neovim('neovim-written-tests', settingsWith(model), actionsFixture);
    await neovim.run.untilOpened();
  });
  afterAll(async () => {
    neovim.run.close();
    await model.close();
  });

  test('shows what the model wrote before anything is changed', async () => {
    await neovim.chooseAction(testsTitle);
    await neovim.screen.untilRow(/^\+.*discounted refuses a negative price/);
    expect(savedText(neovim.run, testsPath)).toBe('');
  });

  test('applies it by the code action of the preview, and shows the new file', async () => {
    await neovim.chooseAction(`Apply: ${testsTitle}`);
    await untilIn(neovim, testsPath);
    await saved(neovim, /assert\.throws/);
  });

  test("leaves the project's own test command green, with assertions that hold", () => {
    expect(runProjectTests(placeOf(neovim.run))).toEqual(reportOfWritten);
  });

  test('leaves no line in the log and no process behind', () => expectCleanEnd(neovim));
});

describe('a chat in Neovim', () => {
  const paused = pausedAnswer();
  let neovim: Neovim;
  let model: ScriptedModelServer;
  let asked: string;
  beforeAll(async () => {
    model = await scriptedModelServer();
    model.on('/v1/chat/completions', paused.reply);
    neovim = new Neovim('neovim-chat', settingsWith(model), actionsFixture);
    await neovim.run.untilOpened();
  });
  afterAll(async () => {
    neovim.run.close();
    await model.close();
  });

  test('is opened by a command, by the server that knows the code', async () => {
    neovim.command('InnerloopChat');
    await untilIn(neovim, '.chat.md');
    await waitUntil({
      what: 'the chat to be opened at the server that was there',
      look: () => openedDocuments(neovim).find((params) => JSON.stringify(params).includes('.chat.md')),
      instead: () => JSON.stringify(openedDocuments(neovim)),
    });
  });

  test('lists the files of the project behind an @', async () => {
    neovim.screen.type(`Go${question} @disc`);
    neovim.screen.press('C-Space');
    await neovim.screen.untilRow(/src\/discount\.js/);
    neovim.screen.press('C-n', 'C-y');
    await untilBuffer(neovim, `${question} @src/discount.js`);
    neovim.screen.press('Escape');
    asked = neovim.bufferText();
  });

  test('answers in place, while the person writes elsewhere in the document', async () => {
    await neovim.chooseAction('Send');
    await untilBuffer(neovim, answerPieces[0] ?? '');
    neovim.screen.type('ggO<!-- my own ');
    paused.goOn();
    await untilBuffer(neovim, citation);
    neovim.screen.type('remark -->');
    paused.goOn();
    await untilBufferLike(neovim, endOfAnswer);
    neovim.screen.press('Escape');
    const text = neovim.bufferText();
    expect(text.replace(endOfAnswer, answer)).toBe(
      `<!-- my own remark -->\n${asked.trimEnd()}\n\n## innerloop\n\n${answer}`,
    );
  });

  test('opens the place that the answer names with gF', async () => {
    neovim.screen.type(`/${citation.replaceAll('/', '.')}`);
    neovim.screen.press('Enter');
    neovim.screen.type('gF');
    await untilIn(neovim, 'src/discount.js');
    expect(neovim.cursorLine()).toBe(citedLine);
  });

  test('takes an answer back with one undo', async () => {
    neovim.screen.press('C-o');
    await untilIn(neovim, '.chat.md');
    neovim.screen.type(`Go${question}`);
    neovim.screen.press('Escape');
    const before = neovim.bufferText();
    model.on('/v1/chat/completions', chatOf('Nobody else.', { chunks: 4 }));
    await neovim.chooseAction('Send');
    await untilBufferLike(neovim, /Nobody else\.\n(?:\n> [^\n]+\n)?\n## You\n+$/);
    neovim.screen.type('u');
    await untilBufferLike(neovim, new RegExp(`^${literally(before)}$`));
  });

  test('leaves no line in the log and no process behind', () => expectCleanEnd(neovim));
});

/** The whole answer, perhaps with the remark that not all files were read yet, and room for the next question. */
const endOfAnswer = new RegExp(`${literally(answer)}\n(?:\n> [^\n]+\n)?\n## You\n+$`);

function openedDocuments(neovim: Neovim): readonly unknown[] {
  return messages(neovim.run.recording(), 'c2s')
    .filter(({ method }) => method === 'textDocument/didOpen')
    .map(({ params }) => params);
}

function untilBufferLike(neovim: Neovim, pattern: RegExp): Promise<true> {
  return waitUntil({
    what: `the buffer to be like ${pattern}`,
    look: () => (pattern.test(neovim.bufferText()) ? true : undefined),
    instead: () => `${neovim.bufferText()}\n${neovim.screen.text()}`,
  });
}

function untilIn(neovim: Neovim, ending: string): Promise<true> {
  return waitUntil({
    what: `a buffer ${ending}`,
    look: () => (neovim.bufferPath().endsWith(ending) ? true : undefined),
    instead: () => `${neovim.bufferPath()}\n${neovim.screen.text()}`,
  });
}

function untilBuffer(neovim: Neovim, text: string): Promise<true> {
  return waitUntil({
    what: `the buffer to hold\n${text}`,
    look: () => (neovim.bufferText().includes(text) ? true : undefined),
    instead: () => `${neovim.bufferText()}\n${neovim.screen.text()}`,
  });
}

/** Writes all files until the tests are there: an edit may take a moment. */
async function saved(neovim: Neovim, pattern: RegExp): Promise<void> {
  neovim.command('wall');
  await waitUntil({
    what: `${testsPath} on disk`,
    look: () => (pattern.test(savedText(neovim.run, testsPath)) ? true : undefined),
    tryAgain: () => neovim.command('wall'),
    instead: () => `${savedText(neovim.run, testsPath)}\n${neovim.screen.text()}`,
  });
}

async function expectCleanEnd(neovim: Neovim): Promise<void> {
  const exitCode = await neovim.quit();
  await neovim.run.untilNoProcessIsLeft();
  const server = serverExitCode(neovim.run.recording());
  expect({ exitCode, server, log: neovim.lspLog() }).toEqual({ exitCode: 0, server: 0, log: [] });
}
