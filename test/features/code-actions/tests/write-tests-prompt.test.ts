import type { ContextItem } from '../../../../server/context/context-item.ts';
import type { Fixture } from '../../../support/fixture.ts';
import { fixtureSuite } from '../../../support/fixture-suite.ts';
import { ActionBench } from '../support/action-bench.ts';
import { ActionModel } from '../support/action-model.ts';

// Shows exactly what is sent for tests; `@context` names the files that the context engine finds, `@window` the tokens.
fixtureSuite(import.meta.dirname, async (fixture) => {
  const windowTokens = Number(fixture.sections.get('window') ?? '100000');
  const model = new ActionModel(['I cannot.'], { windowTokens });
  const bench = new ActionBench(markedTexts(fixture), { models: [model], context: contextOf(fixture) });
  await bench.run(bench.call('generate-tests'));
  return { prompt: promptOf(model), files: model.files.join('\n') };
});

/** The first question: later ones tell what was wrong with an answer. */
function promptOf({ asked }: ActionModel): string {
  const messages = asked[0]?.request.messages ?? [];
  return messages
    .map(({ role, content }) => `[${role}]\n${content.parts.map(({ text }) => text).join('')}`)
    .join('\n');
}

function markedTexts({ files, cursor }: Fixture): Readonly<Record<string, string>> {
  return Object.fromEntries(
    files.map(({ path, text }) => [
      path,
      path === cursor.path ? `${text.slice(0, cursor.offset)}█${text.slice(cursor.offset)}` : text,
    ]),
  );
}

function contextOf({ files, sections }: Fixture): readonly ContextItem[] {
  const wanted = sections.get('context')?.trim().split('\n') ?? [];
  return files
    .filter(({ path }) => wanted.includes(path))
    .map(({ path, text }) => ({
      uri: `file:///project/${path}`,
      path,
      parts: [
        { text, startLine: 0, endLine: text.split('\n').length - 1, range: { start: 0, end: text.length } },
      ],
      reason: 'defines what is used here',
      retriever: 'definitions',
      score: 1,
      tokens: 20,
    }));
}
