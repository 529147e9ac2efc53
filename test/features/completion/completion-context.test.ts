import { expect, test } from 'vitest';

import { neverAborted } from '../../../server/base/cancellation.ts';
import { nothing } from '../../../server/base/outcome.ts';
import { TextDocument } from '../../../server/base/text-document.ts';
import type { ContextBundle, ContextItem } from '../../../server/context/context-item.ts';
import { Completion } from '../../../server/features/completion/completion.ts';
import {
  type CompletionContext,
  contextDeadlineMs,
  contextFilesOf,
} from '../../../server/features/completion/completion-context.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { modelsOf, ScriptedModel, saying } from './scripted-models.ts';
import { standardOptions } from './standard-options.ts';

const users = item('src/users.ts', [{ startLine: 2, lines: ['export function createUser(name: string) {'] }]);
const secret = item('notes/private.ts', [{ startLine: 0, lines: ['const plan = 1;'] }]);

test('a model is shown what the engine found, and the window of the document shrinks by it', async () => {
  const model = new ScriptedModel('quick', saying('ok'));
  model.windowTokens = 2_000;
  const long = `${'// a line of the file\n'.repeat(2_000)}const user = `;
  await ask(model, long, contextOf([users]));
  await ask(model, long, undefined);
  const [withContext, without] = model.asked.map(({ request }) => request);
  expect(withContext?.context.map(({ path }) => path)).toEqual(['src/users.ts']);
  expect(without?.context).toEqual([]);
  expect(withContext?.prefix.length).toBeLessThan(without?.prefix.length ?? 0);
});

test('the engine is asked for no more than a quarter of the window, and told what the prompt shows anyway', async () => {
  const model = new ScriptedModel('quick', saying('ok'));
  model.windowTokens = 1_000;
  const context = contextOf([users]);
  await ask(model, 'const user = ', context);
  expect(context.places).toEqual([{ maxTokens: 250, start: 0, end: 13 }]);
});

test('an item that may not be sent is left out', async () => {
  const model = new ScriptedModel('quick', saying('ok'));
  const context = {
    ...contextOf([users, secret]),
    maySend: async ({ path }: ContextItem) => path !== secret.path,
  };
  await ask(model, 'const user = ', context);
  expect(model.asked[0]?.request.context.map(({ path }) => path)).toEqual(['src/users.ts']);
});

test('a model is asked without context when the engine is late', async () => {
  const model = new ScriptedModel('quick', saying('ok'));
  const context = { ...contextOf([users]), gather: () => new Promise<never>(() => undefined) };
  const clock = new ManualClock();
  const asked = ask(model, 'const user = ', context, clock);
  while (model.asked.length === 0) {
    await new Promise(setImmediate);
    clock.advance(contextDeadlineMs);
  }
  await asked;
  expect(model.asked[0]?.request.context).toEqual([]);
});

test('an engine that fails costs the context only', async () => {
  const model = new ScriptedModel('quick', saying('ok'));
  await ask(model, 'const user = ', { ...contextOf([]), gather: () => Promise.reject(new Error('broken')) });
  expect(model.asked).toHaveLength(1);
});

test('items of one file are one file in the order of its lines, with a mark where lines are left out', () => {
  const other = item('src/users.ts', [
    { startLine: 0, lines: ["import { db } from './db.ts';"] },
    { startLine: 9, lines: ['}'] },
  ]);
  const [file, ...rest] = contextFilesOf([users, other]);
  expect(rest).toEqual([]);
  expect(file?.text.parts.map(({ text }) => text).join('')).toMatchInlineSnapshot(`
    "import { db } from './db.ts';
    // …
    export function createUser(name: string) {
    // …
    }
    "
  `);
  expect(file?.text.parts.filter(({ uri }) => uri === undefined).map(({ text }) => text)).toEqual([
    '// …\n',
    '// …\n',
  ]);
});

async function ask(
  model: ScriptedModel,
  text: string,
  context: CompletionContext | undefined,
  clock = new ManualClock(),
): Promise<void> {
  const completion = new Completion({
    model: { complete: () => nothing('unsure') },
    models: modelsOf(model),
    ...(context === undefined ? {} : { context }),
    clock,
    isExcluded: () => false,
    options: () => ({ ...standardOptions, embedded: false, maxLines: 5 }),
  });
  const document = new TextDocument({ uri: 'file:///w/a.ts', languageId: 'typescript', version: 1 }, text);
  await completion.complete({ document, offset: text.length, trigger: 'invoked' }, neverAborted);
}

function contextOf(items: readonly ContextItem[]) {
  const places: { maxTokens: number; start: number; end: number }[] = [];
  const context = {
    maxTokens: 2_048,
    places,
    async gather({ maxTokens, start, end }: { maxTokens: number; start: number; end: number }) {
      places.push({ maxTokens, start, end });
      return bundleOf(items);
    },
    maySend: async () => true,
  };
  return context satisfies CompletionContext;
}

function bundleOf(items: readonly ContextItem[]): ContextBundle {
  const usedTokens = items.reduce((sum, { tokens }) => sum + tokens, 0);
  return {
    ...{ task: 'completion', items, dropped: [], trace: [], maxTokens: 2_048 },
    ...{ usedTokens, tookMs: 1, isComplete: true },
  };
}

function item(
  path: string,
  parts: readonly { readonly startLine: number; readonly lines: readonly string[] }[],
): ContextItem {
  return {
    ...{ uri: `file:///w/${path}`, path, reason: 'a test', retriever: 'definitions', score: 1, tokens: 400 },
    parts: parts.map(({ startLine, lines }) => ({
      ...{ startLine, endLine: startLine + lines.length, text: `${lines.join('\n')}\n` },
      range: { start: 0, end: 1 },
    })),
  };
}
