import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { type ScriptedModelServer, scriptedModelServer } from '../support/scripted-model-server.ts';
import {
  actionsFixture,
  answer,
  citation,
  citedLine,
  type PausedAnswer,
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
import { Emacs } from './emacs.ts';
import { readmeExample } from './readme-example.ts';
import { waitUntil } from './wait-until.ts';

const eglot = readmeExample('emacs', 'elisp', 2);

describe('tests generated in Emacs with Eglot, without a model', () => {
  let emacs: Emacs;
  beforeAll(async () => {
    emacs = new Emacs('emacs-tests-without-a-model', eglot, { scenery: actionsFixture });
    await emacs.untilOpened();
  });
  afterAll(() => emacs.run.close());

  test('are pending cases that the project’s own command collects', async () => {
    await emacs.chooseAction('Generate');
    await letEdit(emacs);
    await saveAll(emacs);
    expect(runProjectTests(placeOf(emacs.run))).toEqual(reportOfSkeleton);
  });

  test('leave no process behind', () => expectCleanEnd(emacs));
});

describe('tests generated in Emacs with Eglot, by a model', () => {
  let model: ScriptedModelServer;
  let emacs: Emacs;
  beforeAll(async () => {
    model = await scriptedModelServer();
    model.on('/v1/chat/completions', writtenTests);
    emacs = new Emacs('emacs-tests-by-a-model', eglot, {
      scenery: actionsFixture,
      settings: settingsWith(model),
    });
    await emacs.untilOpened();
  });
  afterAll(async () => {
    emacs.run.close();
    await model.close();
  });

  test('are shown first, and nothing is changed', async () => {
    await emacs.chooseAction('Generate');
    await emacs.untilShown(/\.diff$/);
    expect(emacs.bufferText()).toContain(`# ${testsTitle}`);
    expect(emacs.bufferText()).toContain(`+++ b/${testsPath}`);
    expect(savedText(emacs.run, testsPath)).toBe('');
  });

  test('are applied by the code action in the preview, and pass', async () => {
    await emacs.chooseAction('Apply');
    await letEdit(emacs);
    await saveAll(emacs);
    expect(runProjectTests(placeOf(emacs.run))).toEqual(reportOfWritten);
  });

  test('leave no process behind', () => expectCleanEnd(emacs));
});

describe('the chat in Emacs with Eglot', () => {
  const note = 'For my own memory. ';
  let model: ScriptedModelServer;
  let paused: PausedAnswer;
  let emacs: Emacs;
  beforeAll(async () => {
    model = await scriptedModelServer();
    paused = pausedAnswer();
    model.on('/v1/chat/completions', paused.reply);
    emacs = new Emacs('emacs-chat', eglot, { scenery: actionsFixture, settings: settingsWith(model) });
    await emacs.untilOpened();
    await emacs.visit('questions.chat.md');
  });
  afterAll(async () => {
    emacs.run.close();
    await model.close();
  });

  test('lists files behind @, and completes their paths', async () => {
    emacs.screen.type('@');
    await waitUntil({
      what: 'the list of files',
      look: () => emacs.screen.row(/^@src\/discount\.js/),
      tryAgain: () => emacs.screen.press('C-M-i'),
      instead: () => emacs.screen.text(),
    });
    emacs.screen.type('src/disc');
    emacs.screen.press('C-M-i');
    await untilBufferIs(emacs, '@src/discount.js');
    emacs.screen.press('C-x', 'h', 'C-w');
    await untilBufferIs(emacs, '');
  });

  test('answers into the buffer while the person types elsewhere, and loses nothing', async () => {
    emacs.screen.type(question);
    await untilBufferIs(emacs, question);
    await emacs.chooseAction('Send');
    await untilBufferHas(emacs, 'New customers get a tenth off');
    emacs.screen.press('M-<');
    emacs.screen.type(note.slice(0, 4));
    paused.goOn();
    emacs.screen.type(note.slice(4, 8));
    await untilBufferHas(emacs, citation);
    emacs.screen.type(note.slice(8));
    paused.goOn();
    await untilBufferIs(emacs, `${note}${question}\n\n## innerloop\n\n${answer}\n\n## You\n\n`);
  });

  test('is taken back by undo, in a few steps', async () => {
    for (let steps = 0; emacs.bufferText() !== question; steps += 1) {
      if (steps === 10) throw new Error(`after ${steps} steps:\n${emacs.bufferText()}`);
      const before = emacs.bufferText();
      emacs.screen.press('C-_');
      await waitUntil({
        what: 'one step back',
        look: () => (emacs.bufferText() === before ? undefined : true),
        instead: () => emacs.screen.text(),
      });
    }
  });

  test('opens in a window of its own, is answered there, and its citations open', async () => {
    await emacs.visit('src/discount.js');
    await emacs.command('innerloop-chat');
    await emacs.screen.untilRow(/^Question:/);
    emacs.screen.type(question);
    emacs.screen.press('Enter');
    await emacs.untilShown(/\.chat\.md$/);
    await untilBufferHas(emacs, `${answer}\n\n## You`);
    emacs.screen.press('M-<', 'C-s');
    emacs.screen.type(citation);
    emacs.screen.press('Enter', 'C-b', 'C-c', 'C-o');
    await emacs.untilShown('discount.js');
    expect(emacs.evaluate('(thing-at-point (quote line) t)')).toBe(`${citedLine}\n`);
  });

  test('leaves no process behind', () => expectCleanEnd(emacs));
});

/** Says yes to Eglot's question whether files may be edited that no buffer shows. */
async function letEdit(emacs: Emacs): Promise<void> {
  await emacs.screen.untilRow(/Proceed\? \(y or n\)/);
  emacs.screen.type('y');
  await emacs.screen.untilRow(/Edit successful|cases are pending/);
}

async function saveAll(emacs: Emacs): Promise<void> {
  emacs.screen.press('C-x', 's');
  await emacs.screen.untilRow(/^Save file/);
  emacs.screen.type('!');
  await waitUntil({
    what: 'the saved tests',
    look: () => (savedText(emacs.run, testsPath) === '' ? undefined : true),
    instead: () => emacs.screen.text(),
  });
}

function untilBufferIs(emacs: Emacs, text: string): Promise<true> {
  return waitUntil({
    what: `the buffer to be\n${text}`,
    look: () => (emacs.bufferText() === text ? true : undefined),
    instead: () => `${emacs.bufferText()}\n${emacs.screen.text()}`,
  });
}

function untilBufferHas(emacs: Emacs, text: string): Promise<true> {
  return waitUntil({
    what: `the buffer to have\n${text}`,
    look: () => (emacs.bufferText().includes(text) ? true : undefined),
    instead: () => `${emacs.bufferText()}\n${emacs.screen.text()}`,
  });
}

async function expectCleanEnd(emacs: Emacs): Promise<void> {
  const exitCode = await emacs.quit();
  await emacs.run.untilNoProcessIsLeft();
  expect(exitCode).toBe(0);
}
