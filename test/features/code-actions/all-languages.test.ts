import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

import { neverAborted } from '../../../server/base/cancellation.ts';
import { UserError } from '../../../server/base/error-codes.ts';
import type { ActionName } from '../../../server/features/code-actions/code-action.ts';
import { parseFixture } from '../../support/fixture.ts';
import { ActionBench } from './support/action-bench.ts';
import { ActionModel } from './support/action-model.ts';
import { installedSyntax } from './support/installed-syntax.ts';

const folder = join(import.meta.dirname, '../../syntax');
const names = readdirSync(folder).filter((name) => name.endsWith('.fixture'));
const messages = [
  "Cannot find name 'x'.",
  "Property 'x' does not exist on type 'Promise<y>'.",
  'must return a value',
];
const withoutModel: readonly ActionName[] = ['explain', 'document', 'generate-tests', 'fix'];
const withModel: readonly ActionName[] = ['improve', 'implement', 'explain', 'document'];

/** What a person can be told; anything else is a fault of ours. */
async function outcomeOf(bench: ActionBench, name: ActionName, argument?: unknown): Promise<string> {
  try {
    return await bench.do(name, argument);
  } catch (error) {
    if (error instanceof UserError) return error.code;
    throw error;
  }
}

test.each(names)(
  'everywhere in %s, actions are offered and end in a result or in words for people',
  async (name) => {
    const { files, cursor } = parseFixture(readFileSync(join(folder, name), 'utf8'));
    const { path, text } = files.find((file) => file.path === cursor.path) ?? { path: '', text: '' };
    const step = Math.max(1, Math.floor(text.length / 12));
    for (let at = 0; at <= text.length; at += step) {
      const end = Math.min(text.length, at + (at % 3) * 10);
      const marked = `${text.slice(0, at)}⟦${text.slice(at, end)}⟧${text.slice(end)}`;
      const diagnostics = messages.map((message) => ({ message }));
      const plain = new ActionBench({ [path]: marked }, { diagnostics });
      const offers = await plain.offer();
      expect(new Set(offers.map(({ title }) => title)).size).toBe(offers.length);
      for (const offer of offers.filter(({ call }) => call.name === 'fix')) {
        expect(await outcomeOf(plain, 'fix', JSON.parse(JSON.stringify(offer.call.argument)))).not.toBe('');
      }
      for (const each of withoutModel) expect(await outcomeOf(plain, each)).not.toBe('');
      const models = [new ActionModel(['```\nx\n```'])];
      const told = new ActionBench({ [path]: marked }, { models, diagnostics });
      await told.offer();
      for (const each of withModel) expect(await outcomeOf(told, each)).not.toBe('');
    }
  },
);

test.each(names)(
  'each function of %s is documented so that it still parses, and then is complete',
  async (name) => {
    const { files, cursor } = parseFixture(readFileSync(join(folder, name), 'utf8'));
    const { path, text } = files.find((file) => file.path === cursor.path) ?? { path: '', text: '' };
    const uri = `file:///project/${path}`;
    const shape = await installedSyntax.shapeOf({ uri, languageId: '', text }, neverAborted);
    for (const { range } of shape?.functions ?? []) {
      const marked = `${text.slice(0, range.start)}█${text.slice(range.start)}`;
      const outcome = await outcomeOf(new ActionBench({ [path]: marked }), 'document');
      expect(outcome).not.toBe('edit-refused');
      if (!outcome.startsWith('-- ')) continue;
      const documented = outcome.slice(outcome.indexOf('\n') + 1);
      const added = documented.length - text.length;
      const place = documented.length - (text.length - range.start);
      const again = `${documented.slice(0, place)}█${documented.slice(place)}`;
      expect(added).toBeGreaterThan(0);
      expect(await outcomeOf(new ActionBench({ [path]: again }), 'document')).toBe('action-nothing-missing');
    }
  },
);
