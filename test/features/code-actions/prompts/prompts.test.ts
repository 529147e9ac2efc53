import * as z from 'zod';

import type { ContextItem } from '../../../../server/context/context-item.ts';
import type { Fixture } from '../../../support/fixture.ts';
import { fixtureSuite } from '../../../support/fixture-suite.ts';
import { ActionBench } from '../support/action-bench.ts';
import { ActionModel } from '../support/action-model.ts';

/** What a fixture says of its action, in JSON. */
const actionSchema = z.strictObject({
  take: z.string(),
  diagnostic: z.strictObject({ message: z.string(), code: z.string(), source: z.string() }).optional(),
  model: z
    .strictObject({
      windowTokens: z.int().optional(),
      editFormat: z.enum(['search-replace', 'whole-function']).optional(),
    })
    .default({}),
  /** Path and lines of what the context engine finds. */
  related: z.array(z.strictObject({ path: z.string(), reason: z.string() })).default([]),
  subjects: z.array(z.string()).default([]),
});

/** Exactly what a model would be sent for the action that the fixture takes. */
fixtureSuite(import.meta.dirname, async (fixture) => {
  const {
    take,
    diagnostic,
    model: abilities,
    related,
    subjects,
  } = actionSchema.parse(JSON.parse(fixture.sections.get('action') ?? '{}'));
  const told = Object.fromEntries(Object.entries(abilities).filter(([, value]) => value !== undefined));
  const model = new ActionModel(['nothing of use'], told);
  const custom = [...fixture.sections].filter(([name]) => name === 'custom');
  const bench = new ActionBench(markedTexts(fixture), {
    models: [model],
    diagnostics: diagnostic === undefined ? [] : [diagnostic],
    context: related.flatMap((each) => itemOf(fixture, each)),
    custom: custom.map(([, text]) => ({ path: '/home/me/actions/mine.md', text })),
    staged: { files: stagedFiles(fixture), subjects },
  });
  // What becomes of the answer is shown elsewhere.
  await bench.take(take).catch(() => undefined);
  const [first] = model.asked;
  if (first === undefined) return { prompt: 'nothing was asked' };
  const messages = first.request.messages.map(
    ({ role, content }) => `[${role}]\n${content.parts.map(({ text }) => text).join('')}`,
  );
  return { prompt: messages.join('\n') };
});

function markedTexts({ files, cursor }: Fixture): Record<string, string> {
  return Object.fromEntries(
    files.map(({ path, text }) => {
      if (path !== cursor.path) return [path, text];
      const { selectionStart: start, offset: end } = cursor;
      if (start === end) return [path, `${text.slice(0, end)}█${text.slice(end)}`];
      return [path, `${text.slice(0, start)}⟦${text.slice(start, end)}⟧${text.slice(end)}`];
    }),
  );
}

function itemOf({ files }: Fixture, { path, reason }: { path: string; reason: string }): ContextItem[] {
  const text = files.find((file) => file.path === path)?.text;
  if (text === undefined) return [];
  const range = { start: 0, end: text.length };
  const parts = [{ startLine: 0, endLine: text.split('\n').length - 1, text, range }];
  return [
    { uri: `file:///project/${path}`, path, reason, parts, retriever: 'definitions', score: 1, tokens: 50 },
  ];
}

/** All files but the message itself are new. */
function stagedFiles({ files, cursor }: Fixture) {
  return files
    .filter(({ path }) => path !== cursor.path)
    .map(({ path, text }) => ({
      ...{ uri: `file:///project/${path}`, path, before: undefined, after: text, withheld: undefined },
      kind: 'added' as const,
    }));
}
