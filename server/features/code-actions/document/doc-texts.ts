import { excerptOf } from '../../../base/sourced-text.ts';
import type { LanguageModel } from '../../../model/language-model.ts';
import { promptMessages } from '../../../model/prompt-template.ts';
import type { ReportProgress } from '../code-action.ts';
import { documentPrompt } from '../document-prompt.ts';
import { askModel } from '../model/ask-model.ts';
import { contextTokens, relatedItems, withinTokens } from '../model/related-items.ts';
import { contextSections, fileSection } from '../model/sections.ts';
import { shownRange } from '../model/shown-range.ts';
import type { CursorScene } from '../offers/cursor-scene.ts';
import type { ActionPorts } from '../ports.ts';
import type { DocEntry } from './doc-entry.ts';
import type { DocFacts } from './doc-facts.ts';

/** A function whose documentation a model is to word. */
export interface DocQuestion {
  readonly scene: CursorScene;
  readonly facts: DocFacts;
  readonly models: readonly LanguageModel[];
}

/** The facts with the texts of a model, and its name; undefined where none is asked or none says anything of use. */
export async function askForDocTexts(
  { scene, facts, models }: DocQuestion,
  ports: ActionPorts,
  report: ReportProgress,
  signal: AbortSignal,
): Promise<{ readonly facts: DocFacts; readonly model: string } | undefined> {
  const { document, path, around } = scene;
  if (models.length === 0 || around === undefined) return undefined;
  const visible = around.range;
  const place = { document, offset: visible.start, visible, diagnostics: [] };
  const items = await relatedItems({ ...place, task: 'chat', maxTokens: contextTokens / 2 }, ports, signal);
  const entries = excerptOf(document.uri, entryWords(facts).join('\n'), visible);
  const answer = await askModel(
    {
      models,
      maxTokens: answerTokens,
      messagesFor: ({ windowTokens }) => {
        const room = Math.max(0, windowTokens - answerTokens - promptTokens);
        const shown = shownRange(
          document.text,
          visible,
          Math.min(mostFileTokens, Math.floor(room * fileShare)),
        );
        return promptMessages(documentPrompt, {
          ...{ entries, context: contextSections(withinTokens(items, Math.floor(room * (1 - fileShare)))) },
          file: fileSection({ uri: document.uri, path, text: document.text }, shown),
        });
      },
    },
    { models: ports.models, report },
    signal,
  );
  if (answer === undefined) return undefined;
  const texts = readTexts(answer.text);
  return texts.size === 0 ? undefined : { facts: withTexts(facts, texts), model: answer.model };
}

const answerTokens = 800;
const promptTokens = 400;
const fileShare = 0.6;
const mostFileTokens = 6_000;

function entryWords({ parameters, returned, thrown }: DocFacts): readonly string[] {
  return [
    'summary:',
    ...parameters.map(({ name }) => `param ${name}:`),
    ...(returned === undefined ? [] : ['returns:']),
    ...thrown.map(({ name }) => `throws ${name}:`),
  ];
}

/** What a model says of each entry; lines that are none are passed over. */
function readTexts(answer: string): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  for (const line of answer.split(/\r\n|\r|\n/)) {
    const found =
      /^[\s>*-]*[`*_]*(summary|returns|(?:param|throws)\s+[^:`*]+?)[`*_]*\s*:[`*_]*\s*(\S.*)$/i.exec(line);
    const [, entry, text] = found ?? [];
    if (entry === undefined || text === undefined) continue;
    // Such a text would end the comment that it stands in.
    const safe = text.replaceAll('*/', '* /').replaceAll('"""', "'''").trim();
    texts.set(
      entry.replace(/\s+/g, ' ').replace(/^\w+/, (word) => word.toLowerCase()),
      safe,
    );
  }
  return texts;
}

function withTexts(facts: DocFacts, texts: ReadonlyMap<string, string>): DocFacts {
  const worded = (kind: string) => (entry: DocEntry) => ({
    ...entry,
    text: texts.get(entry.name === '' ? kind : `${kind} ${entry.name}`) ?? entry.text,
  });
  return {
    summary: texts.get('summary') ?? facts.summary,
    parameters: facts.parameters.map(worded('param')),
    returned: facts.returned === undefined ? undefined : worded('returns')(facts.returned),
    thrown: facts.thrown.map(worded('throws')),
  };
}
