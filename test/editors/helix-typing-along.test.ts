import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import type { ScriptedModelServer } from '../support/scripted-model-server.ts';
import { Helix } from './helix.ts';
import { serverExitCode } from './recorded-session.ts';
import {
  indentations,
  loopIn,
  modelOf,
  offersBehind,
  popupKinds,
  settingsFor,
  untilLearned,
} from './typing-along-scenario.ts';
import { waitUntil } from './wait-until.ts';

describe.each(indentations)(
  'the popup with an item of several lines in Helix, in a file indented with $style',
  (indentation) => {
    const { style } = indentation;
    const loop = loopIn(indentation);
    const { head, opening, body } = loop;
    let model: ScriptedModelServer;
    let helix: Helix;
    beforeAll(async () => {
      model = await modelOf(loop);
      helix = new Helix(`helix-typing-along-${style}`, settingsFor(model), `typing-along-${style}.fixture`);
      await untilLearned(helix.run);
    });
    afterAll(async () => {
      helix.run.close();
      await model.close();
    });

    test('comes by itself behind two letters', async () => {
      helix.screen.type(`A${head}it`);
      await untilListed(`${head}it`);
      expect(model.requests).toHaveLength(1);
    });

    test('goes with C-c, which leaves what was typed, and comes again with C-x without the model', async () => {
      helix.screen.press('C-c');
      await untilNotListed();
      helix.screen.press('C-x');
      await untilListed(`${head}it`);
      expect(model.requests).toHaveLength(1);
    });

    test('stays listed while its word is typed, and the model is not asked again', async () => {
      helix.screen.type('em');
      await untilListed(`${head}item`);
      expect(model.requests).toHaveLength(1);
    });

    test('is inserted with Enter in place of the word, character by character as it was offered (Helix takes no part of an item)', async () => {
      helix.screen.press('C-n', 'Enter');
      await helix.screen.untilRow(/sum \+= item\.price \* item\.amount;/);
      await helix.command('write');
      const text = helix.run.textWith(head + opening + body);
      await waitUntil({
        what: `the file to be\n${text}`,
        look: () => (helix.run.fileOnDisk() === text ? true : undefined),
        instead: () => helix.run.fileOnDisk(),
      });
    });

    test('is told in answers that ask to be asked again, without a mode of indentation, which Helix does not know', () => {
      expect(popupKinds(helix.run)).toEqual([{ isIncomplete: true, isMatching: true }]);
    });

    test('leaves no complaint in the log and no process behind', async () => {
      const complaints = helix.complaints();
      const exitCode = await helix.quit();
      await helix.run.untilNoProcessIsLeft();
      const server = serverExitCode(helix.run.recording());
      expect({ exitCode, server, complaints }).toEqual({ exitCode: 0, server: 0, complaints: [] });
    });

    async function untilListed(typed: string): Promise<void> {
      await waitUntil({
        what: `the item behind ${JSON.stringify(typed)}`,
        look: () =>
          offersBehind(helix.run, typed, 'textDocument/completion')
            .at(-1)
            ?.includes(opening + body),
        instead: () => helix.screen.text(),
      });
      await helix.screen.untilRow(listed);
    }

    function untilNotListed(): Promise<true> {
      return waitUntil({
        what: 'the popup to go',
        look: () => (helix.screen.row(listed) === undefined ? true : undefined),
        instead: () => helix.screen.text(),
      });
    }
  },
);

/** The item's row in the popup. */
const listed = /(^| )items\) \{ …/;
