import { UserError } from '../../../base/error-codes.ts';
import type { ContextItem } from '../../../context/context-item.ts';
import { refusal, refusalError } from '../../../edits/refusal.ts';
import type { ModelAbilities } from '../../../model/language-model.ts';
import { promptMessages } from '../../../model/prompt-template.ts';
import type { OffsetRange } from '../../../syntax/offset-range.ts';
import type { ActionResult, ReportProgress } from '../code-action.ts';
import { explainPrompt } from '../explain-prompt.ts';
import { askModel } from '../model/ask-model.ts';
import { contextTokens, relatedItems, withinTokens } from '../model/related-items.ts';
import { contextSections, fileSection, sectionLines } from '../model/sections.ts';
import { shownRange } from '../model/shown-range.ts';
import { subjectWords } from '../offers/subject-words.ts';
import type { ActionPorts } from '../ports.ts';
import { meantRange, partWords, type WritePlace } from '../write/improve-action.ts';
import { factsOf } from './explain-facts.ts';
import { placeLink } from './place-link.ts';

/** Says what code is for and how it works; without a model, what its syntax and the index tell of it. */
export async function explain(
  { scene, models }: WritePlace,
  ports: ActionPorts,
  report: ReportProgress,
  signal: AbortSignal,
): Promise<ActionResult> {
  const { document, path } = scene;
  const focus = meantRange(scene);
  const title = `Explain ${subjectWords(scene)}`;
  if (models.length === 0 && scene.shape === undefined) throw new UserError('action-no-grammar', { path });
  report('Looking for what is related');
  const place = { document, offset: focus.start, visible: focus, diagnostics: [] };
  const items = await relatedItems({ ...place, task: 'chat', maxTokens: contextTokens }, ports, signal);
  if (models.length === 0) {
    const facts = await factsOf(scene, items, ports, signal);
    return { kind: 'text', title, markdown: `${facts}\n\n${connectLine}` };
  }
  const shownTo = ({ windowTokens }: ModelAbilities): ShownParts => {
    const room = Math.max(0, windowTokens - answerTokens - promptTokens);
    return {
      range: shownRange(document.text, focus, Math.floor(room * fileShare)),
      items: withinTokens(items, Math.floor(room * (1 - fileShare))),
    };
  };
  let shown: ShownParts = { range: focus, items: [] };
  const answer = await askModel(
    {
      models,
      maxTokens: answerTokens,
      messagesFor: (abilities) => {
        shown = shownTo(abilities);
        return promptMessages(explainPrompt, {
          context: contextSections(shown.items),
          file: fileSection({ uri: document.uri, path, text: document.text }, shown.range),
          part: partWords(scene, focus),
        });
      },
    },
    { models: ports.models, report },
    signal,
  );
  if (answer === undefined) throw refusalError(refusal('no-answer'));
  const own = sectionLines(document.text, shown.range);
  const seen = [placeLink({ uri: document.uri, path }, own), ...shown.items.flatMap(itemLinks)];
  const markdown = `${answer.text.trim()}\n\nRead for this: ${[...new Set(seen)].slice(0, mostSeen).join(', ')}.\n`;
  return { kind: 'text', title, markdown };
}

/** What a model was shown; windows differ. */
interface ShownParts {
  readonly range: OffsetRange;
  readonly items: readonly ContextItem[];
}

function itemLinks(item: ContextItem): readonly string[] {
  return item.parts.slice(0, 1).map((part) => placeLink(item, part));
}

const connectLine =
  '_Read from the syntax and the index. With a language model you get an explanation in words: `innerloop doctor` says how to connect one._';

const answerTokens = 1_000;
const promptTokens = 400;
const fileShare = 0.6;
const mostSeen = 8;
