import { UserError } from '../../../base/error-codes.ts';
import { concat, excerpt, excerptOf, type SourcedText } from '../../../base/sourced-text.ts';
import type { ContextItem } from '../../../context/context-item.ts';
import { refusal, refusalError } from '../../../edits/refusal.ts';
import type { LanguageModel } from '../../../model/language-model.ts';
import { promptMessages } from '../../../model/prompt-template.ts';
import type { ActionResult, ReportProgress } from '../code-action.ts';
import { customActionPrompt } from '../custom-action-prompt.ts';
import { askForChange } from '../model/ask-for-change.ts';
import { askModel } from '../model/ask-model.ts';
import { contextTokens, relatedItems, withinTokens } from '../model/related-items.ts';
import { contextSections, fileSection } from '../model/sections.ts';
import { shownRange } from '../model/shown-range.ts';
import type { CursorScene } from '../offers/cursor-scene.ts';
import type { ActionPorts } from '../ports.ts';
import { meantRange } from '../write/improve-action.ts';
import type { CustomAction, CustomHole } from './custom-action.ts';

/** An action of a person's own, at a place. */
export interface CustomCall {
  readonly action: CustomAction;
  readonly scene: CursorScene;
}

/** Asks what the file of the action says; the answer is read, changes the file, or is inserted, as its mode says. */
export async function runCustomAction(
  { action, scene }: CustomCall,
  ports: ActionPorts,
  report: ReportProgress,
  signal: AbortSignal,
): Promise<ActionResult> {
  const { document, path, around } = scene;
  const models = modelsFor(action, document.languageId, ports);
  if (models.length === 0) throw new UserError('action-no-model', { action: action.title });
  const focus = meantRange(scene);
  const place = { document, offset: focus.start, visible: focus, diagnostics: [] };
  const context =
    action.context === 'related'
      ? await relatedItems({ ...place, task: 'chat', maxTokens: contextTokens }, ports, signal)
      : await ports.models.mayShow(document.uri).then(() => []);
  signal.throwIfAborted();
  const request = filledPrompt(action, scene);
  if (action.mode === 'ask') return ask({ action, scene, models, context, request }, ports, report, signal);
  return askForChange(
    {
      ...{ title: action.title, document, path, focus, models, context, prompt: customActionPrompt },
      insertAt: action.mode === 'insert' ? focus.end : undefined,
      isInDefinition:
        around !== undefined && around.leadStart <= focus.start && focus.end <= around.range.end,
      ...{ holes: { request }, notes: [`Asked by ${action.path}.`] },
    },
    ports,
    report,
    signal,
  );
}

function modelsFor(
  { model, path }: CustomAction,
  languageId: string,
  ports: ActionPorts,
): readonly LanguageModel[] {
  if (model === undefined) return ports.models.route(languageId);
  const named = ports.models.named(model);
  if (named === undefined) throw new UserError('custom-action-model', { file: path, model });
  return [named];
}

interface Asked extends CustomCall {
  readonly models: readonly LanguageModel[];
  readonly context: readonly ContextItem[];
  readonly request: SourcedText;
}

async function ask(
  { action, scene, models, context, request }: Asked,
  ports: ActionPorts,
  report: ReportProgress,
  signal: AbortSignal,
): Promise<ActionResult> {
  const { document, path } = scene;
  const answer = await askModel(
    {
      models,
      maxTokens: answerTokens,
      messagesFor: ({ windowTokens }) => {
        const room = Math.max(0, windowTokens - answerTokens - promptTokens);
        const shown = shownRange(document.text, meantRange(scene), Math.floor(room * fileShare));
        const showsFile = action.context === 'file' || action.context === 'related';
        return promptMessages(customActionPrompt, {
          ...{ request, form: 'Answer in Markdown, plain and short.' },
          context: contextSections(withinTokens(context, Math.floor(room * (1 - fileShare)))),
          file: showsFile ? fileSection({ uri: document.uri, path, text: document.text }, shown) : '',
        });
      },
    },
    { models: ports.models, report },
    signal,
  );
  if (answer === undefined) throw refusalError(refusal('no-answer'));
  return { kind: 'text', title: action.title, markdown: `${answer.text.trim()}\n` };
}

/** The prompt of the file with its holes filled; what comes out of the document remembers that. */
function filledPrompt({ prompt, context }: CustomAction, scene: CursorScene): SourcedText {
  const { document, path, around, range } = scene;
  const { uri, text, languageId } = document;
  const focus = meantRange(scene);
  const meant = range.start === range.end ? focus : range;
  const holes: Readonly<Record<CustomHole, SourcedText | string>> = {
    selection: excerpt(uri, text, meant.start, meant.end),
    file: excerpt(uri, text, 0, text.length),
    path: excerptOf(uri, path, focus),
    language: languageId,
    symbol: around === undefined ? '' : excerptOf(uri, around.name, around.range),
  };
  const isHole = (name: string): name is CustomHole => Object.hasOwn(holes, name);
  const parts = prompt.split(/\{(\w+)\}/);
  const filled = concat(...parts.map((part, at) => (at % 2 === 0 ? part : isHole(part) ? holes[part] : '')));
  const names = !/\{(selection|file)\}/.test(prompt) && context === 'selection';
  return names ? concat(filled, '\n\nSelected:\n', holes.selection) : filled;
}

const answerTokens = 2_000;
const promptTokens = 600;
const fileShare = 0.6;
