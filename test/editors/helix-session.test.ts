import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import type { ScriptedModelServer } from '../support/scripted-model-server.ts';
import { newestPopupItem, typed, untilSuggested } from './completion-scenario.ts';
import { Helix } from './helix.ts';
import { blockModel, modelsRow, settingsOf, wholeBlock } from './session-scenario.ts';
import { waitUntil } from './wait-until.ts';

/** Helix has no ghost text, and takes an item of its popup as a whole. */
describe('an item of several lines in the popup of Helix', () => {
  let helix: Helix;
  let model: ScriptedModelServer;
  beforeAll(async () => {
    model = await blockModel();
    helix = new Helix('helix-session', settingsOf(model));
    await helix.run.untilOpened();
  });
  afterAll(async () => {
    helix.run.close();
    await model.close();
  });

  test('comes by itself, and stays in the list while it is typed along, without another question', async () => {
    helix.screen.type(`i${typed}`);
    const item = await untilSuggested(helix.screen, () => newestPopupItem(helix.run));
    const asked = model.requests.length;
    expect(item.label).toContain('success) {');
    for (const letter of 'es') helix.screen.type(letter);
    await helix.screen.untilRow(/success\) \{ …/);
    expect(model.requests).toHaveLength(asked);
  });

  test('is taken with its lines and their indentation, character by character', async () => {
    helix.screen.press('C-n', 'Enter');
    await helix.screen.untilRow(modelsRow);
    await helix.command('write');
    const text = helix.run.textWith(wholeBlock);
    await waitUntil({
      what: `the file to be\n${text}`,
      look: () => (helix.run.fileOnDisk() === text ? true : undefined),
      instead: () => helix.run.fileOnDisk(),
    });
  });
});

describe('an item in the popup of Helix that is not wanted', () => {
  let helix: Helix;
  let model: ScriptedModelServer;
  beforeAll(async () => {
    model = await blockModel();
    helix = new Helix('helix-dismissed', settingsOf(model));
    await helix.run.untilOpened();
  });
  afterAll(async () => {
    helix.run.close();
    await model.close();
  });

  test('leaves what is typed as it is', async () => {
    helix.screen.type(`i${typed}`);
    await untilSuggested(helix.screen, () => newestPopupItem(helix.run));
    helix.screen.type('!');
    await helix.command('write');
    const text = helix.run.textWith(`${typed}!`);
    await waitUntil({
      what: `the file to be\n${text}`,
      look: () => (helix.run.fileOnDisk() === text ? true : undefined),
      instead: () => helix.run.fileOnDisk(),
    });
  });
});
