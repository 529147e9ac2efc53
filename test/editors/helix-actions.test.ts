import { isDeepStrictEqual } from 'node:util';

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
  type TestReport,
  testsPath,
  testsTitle,
  writtenTests,
} from './actions-scenario.ts';
import { Helix } from './helix.ts';
import { exchanges } from './recorded-session.ts';
import { literally } from './screen.ts';
import { waitUntil } from './wait-until.ts';

describe('generating tests in Helix', () => {
  let helix: Helix;
  beforeAll(async () => {
    helix = new Helix('helix-generate-tests', undefined, actionsFixture);
    await helix.run.untilOpened();
  });
  afterAll(() => helix.run.close());

  test("leaves the project's own test command green, with its cases pending", async () => {
    await helix.chooseAction(testsTitle);
    await waitUntil({
      what: 'the edit, which Helix asks for before it closes its menu',
      look: () => exchanges(helix.run.recording(), 'codeAction/resolve')[0],
      instead: () => helix.screen.text(),
    });
    await saved(helix, testsPath, /(?:skip[\s\S]*){3}\}\);\n$/);
    await untilTold(helix, reportOfSkeleton);
  });

  test('leaves no complaint and no process behind', () => expectCleanEnd(helix));
});

describe('generating tests with a model in Helix', () => {
  let helix: Helix;
  let model: ScriptedModelServer;
  beforeAll(async () => {
    model = await scriptedModelServer();
    model.on('/v1/chat/completions', writtenTests);
    helix = new Helix('helix-written-tests', settingsWith(model), actionsFixture);
    await helix.run.untilOpened();
  });
  afterAll(async () => {
    helix.run.close();
    await model.close();
  });

  test('shows what the model wrote before anything is changed', async () => {
    await helix.chooseAction(testsTitle);
    await helix.screen.untilRow(/\+.*discounted refuses a negative price/);
    expect(savedText(helix.run, testsPath)).toBe('');
  });

  test('applies it by the code action of the preview; the project runs it green', async () => {
    await helix.chooseAction(`Apply: ${testsTitle}`);
    await saved(helix, testsPath, /assert\.throws[\s\S]*\}\);\n$/);
    await untilTold(helix, reportOfWritten);
  });

  test('leaves no complaint and no process behind', () => expectCleanEnd(helix));
});

describe('a chat in Helix', () => {
  const paused = pausedAnswer();
  let helix: Helix;
  let model: ScriptedModelServer;
  beforeAll(async () => {
    model = await scriptedModelServer();
    model.on('/v1/chat/completions', paused.reply);
    helix = new Helix('helix-chat', settingsWith(model), actionsFixture);
    await helix.run.untilOpened();
  });
  afterAll(async () => {
    helix.run.close();
    await model.close();
  });

  test('lists the files of the project behind an @', async () => {
    await helix.command(`open ${chat}`);
    await helix.screen.untilRow(literallyRow(chat));
    helix.screen.type(`i${question} @disc`);
    helix.screen.press('C-x');
    await waitUntil({
      what: 'the path in the popup',
      look: () => helix.screen.row(/src\/discount\.js/),
      tryAgain: () => {
        helix.screen.press('BSpace');
        helix.screen.type('c');
        helix.screen.press('C-x');
      },
      instead: () => helix.screen.text(),
    });
    helix.screen.press('C-n', 'Enter');
    await helix.screen.untilRow(/@src\/discount\.js/);
  });

  test('answers in place, while the person writes elsewhere in the document', async () => {
    await helix.chooseAction('Send');
    await helix.screen.untilRow(new RegExp(literally(answerPieces[0] ?? '')));
    helix.screen.type('ggO<!-- my own ');
    paused.goOn();
    await helix.screen.untilRow(new RegExp(literally(citation)));
    helix.screen.type('remark -->');
    paused.goOn();
    await helix.screen.untilRow(/All others pay the price/);
    await saved(helix, chat, /## You\n+$/);
    const text = savedText(helix.run, chat);
    expect(text).toContain('<!-- my own remark -->\n');
    expect(text).toContain(`## innerloop\n\n${answer}`);
  });

  test('names a place whose file opens', async () => {
    helix.screen.type('/src.discount.js');
    helix.screen.press('Enter');
    helix.screen.type('gf');
    await helix.screen.untilRow(/export function discounted/);
  });

  test('leaves no complaint and no process behind', () => expectCleanEnd(helix));
});

const chat = 'questions.chat.md';

function literallyRow(text: string): RegExp {
  return new RegExp(literally(text));
}

/** Writes all files until one is there as it should be: an edit may take a moment. */
async function saved(helix: Helix, path: string, pattern: RegExp): Promise<void> {
  await helix.command('write-all');
  await waitUntil({
    what: `${path} on disk`,
    look: () => (pattern.test(savedText(helix.run, path)) ? true : undefined),
    tryAgain: () => helix.command('write-all'),
    instead: () => `${savedText(helix.run, path)}\n${helix.screen.text()}`,
  });
}

/** Helix writes a file in several steps, between which a runner finds half of it. */
async function untilTold(helix: Helix, report: TestReport): Promise<void> {
  await waitUntil({
    what: `the project's tests to end with ${JSON.stringify(report)}`,
    look: () => (isDeepStrictEqual(runProjectTests(placeOf(helix.run)), report) ? true : undefined),
    instead: () => `${JSON.stringify(runProjectTests(placeOf(helix.run)))}\n${helix.screen.text()}`,
  });
}

async function expectCleanEnd(helix: Helix): Promise<void> {
  const complaints = helix.complaints();
  const exitCode = await helix.quit();
  await helix.run.untilNoProcessIsLeft();
  expect({ exitCode, complaints }).toEqual({ exitCode: 0, complaints: [] });
}
