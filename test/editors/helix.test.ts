import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { newestPopupItem, suggestedRow, typed, untilSuggested } from './completion-scenario.ts';
import { Helix } from './helix.ts';
import { withItem } from './recorded-edit.ts';
import { serverExitCode } from './recorded-session.ts';
import { literally } from './screen.ts';
import { waitUntil } from './wait-until.ts';

describe('the popup in Helix', () => {
  let helix: Helix;
  let text: string;
  beforeAll(async () => {
    helix = new Helix('helix-popup');
    await helix.run.untilOpened();
  });
  afterAll(() => helix.run.close());

  test('comes by itself while typing and lists the suggestion', async () => {
    helix.screen.type(`i${typed}`);
    const item = await untilSuggested(helix.screen, () => newestPopupItem(helix.run));
    await helix.screen.untilRow(new RegExp(`(^| )${literally(item.label.slice(0, 20))}`));
    text = withItem(helix.run.textWith(typed), item);
  });

  test('inserts it in place of the word that was begun, with its indentation', async () => {
    helix.screen.press('C-n', 'Enter');
    await helix.screen.untilRow(suggestedRow);
    await helix.command('write');
    await waitUntil({
      what: `the file to be\n${text}`,
      look: () => (helix.run.fileOnDisk() === text ? true : undefined),
      instead: () => helix.run.fileOnDisk(),
    });
  });

  test('leaves no complaint in the log and no process behind', async () => {
    // Read before the end: Helix does not wait for the answer to `shutdown`, and complains that it did not come.
    const complaints = helix.complaints();
    const exitCode = await helix.quit();
    await helix.run.untilNoProcessIsLeft();
    const server = serverExitCode(helix.run.recording());
    expect({ exitCode, server, complaints }).toEqual({ exitCode: 0, server: 0, complaints: [] });
  });
});
