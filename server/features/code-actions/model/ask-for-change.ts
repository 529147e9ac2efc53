import type { TextDocument } from '../../../base/text-document.ts';
import { estimateTokens } from '../../../context/budget/estimate-tokens.ts';
import type { ContextItem } from '../../../context/context-item.ts';
import type { ChangeOutcome } from '../../../edits/checked-change.ts';
import { admitReply, type EditReply } from '../../../edits/edit-gate.ts';
import type { EditTarget } from '../../../edits/edit-target.ts';
import { formWords, type ReplyFormat } from '../../../edits/read-reply.ts';
import { refusal, refusalError } from '../../../edits/refusal.ts';
import { askUntilAdmitted, type RepairTurn } from '../../../edits/repair-loop.ts';
import { mayBeCutShort } from '../../../model/ask-route.ts';
import type { ChatMessage, LanguageModel, ModelAbilities } from '../../../model/language-model.ts';
import { type PromptHoles, promptMessages } from '../../../model/prompt-template.ts';
import type { OffsetRange } from '../../../syntax/offset-range.ts';
import type { ActionResult, ReportProgress } from '../code-action.ts';
import type { ActionPorts } from '../ports.ts';
import { askModel } from './ask-model.ts';
import { admitInsertion } from './insertion.ts';
import { withinTokens } from './related-items.ts';
import { repairMessages } from './repair-messages.ts';
import { contextSections, fileSection } from './sections.ts';
import { shownRange } from './shown-range.ts';

/** A change of one file that a model is to write. */
export interface ChangeQuestion {
  /** Of the change, in plain words. */
  readonly title: string;
  readonly document: TextDocument;
  readonly path: string;
  /** What it is about. */
  readonly focus: OffsetRange;
  /** The place is in a function or class, which can be written anew as a whole. */
  readonly isInDefinition: boolean;
  /** Where new code goes, when nothing that is there is to change. */
  readonly insertAt: number | undefined;
  readonly models: readonly LanguageModel[];
  readonly prompt: string;
  /** Beside `form`, `context` and `file`, which are filled for each model. */
  readonly holes: PromptHoles;
  readonly context: readonly ContextItem[];
  readonly notes: readonly string[];
}

/** Asks for the change and takes it through the gate; what cannot be shown is thrown in words for the person. */
export async function askForChange(
  question: ChangeQuestion,
  ports: ActionPorts,
  report: ReportProgress,
  signal: AbortSignal,
): Promise<ActionResult> {
  const { document, path } = question;
  const look = await ports.files.look(document.uri, signal);
  signal.throwIfAborted();
  if (look.kind === 'text' && look.isReadOnly) throw refusalError(refusal('read-only', { path }));
  const asking = new Asking(question, ports, report);
  const outcome = await askUntilAdmitted(
    (history, each) => asking.ask(history, each),
    (reply, each) => asking.admit(reply, each),
    signal,
  );
  if (outcome.kind === 'refused') throw refusalError(outcome.refusal);
  return { kind: 'change', change: outcome.change };
}

/** One question and its repairs. Invariant: a reply is admitted in the forms that the model was asked for. */
class Asking {
  readonly #question: ChangeQuestion;
  readonly #ports: ActionPorts;
  readonly #report: ReportProgress;
  #formats: readonly ReplyFormat[] = ['search-replace'];
  #model: string | undefined;

  constructor(question: ChangeQuestion, ports: ActionPorts, report: ReportProgress) {
    this.#question = question;
    this.#ports = ports;
    this.#report = report;
  }

  async ask(history: readonly RepairTurn[], signal: AbortSignal) {
    const { models } = this.#question;
    if (history.length > 0) this.#report('Asking again: the answer could not be used');
    const answer = await askModel(
      { models, maxTokens: answerTokens, messagesFor: (abilities) => this.#messages(abilities, history) },
      { models: this.#ports.models, report: this.#report },
      signal,
    );
    if (answer === undefined) return undefined;
    this.#model = answer.model;
    return { text: answer.text, isTruncated: mayBeCutShort(answer) };
  }

  admit(reply: EditReply, signal: AbortSignal): Promise<ChangeOutcome> {
    this.#report('Checking the answer');
    const { title, document, path, focus, insertAt, notes } = this.#question;
    const { uri, languageId, text, version } = document;
    if (insertAt !== undefined) {
      const file = { uri, path, languageId, before: text, version };
      const insertion = { title, file, offset: insertAt, model: this.#model, notes };
      return admitInsertion(reply, insertion, this.#ports, signal);
    }
    const target: EditTarget = { uri, path, languageId, shown: text, focus };
    const task = { title, targets: [target], formats: this.#formats, model: this.#model, notes };
    return admitReply(reply, task, this.#ports, signal);
  }

  #messages(abilities: ModelAbilities, history: readonly RepairTurn[]): readonly ChatMessage[] {
    const { prompt, holes, context, document, path, focus, insertAt } = this.#question;
    const room = Math.max(0, abilities.windowTokens - answerTokens - promptTokens);
    this.#formats = formatsFor(this.#question, abilities);
    const shown = shownRange(document.text, focus, Math.floor(room * fileShare));
    const messages = promptMessages(prompt, {
      ...holes,
      form: insertAt === undefined ? formWords(this.#formats.slice(0, 1)) : insertionForm,
      context: contextSections(withinTokens(context, Math.floor(room * (1 - fileShare)))),
      file: fileSection({ uri: document.uri, path, text: document.text }, shown),
    });
    return [...messages, ...history.flatMap(repairMessages)];
  }
}

/** The form that is asked for comes first; others that can be told apart are taken as well. */
function formatsFor(
  { isInDefinition, document }: ChangeQuestion,
  { editFormat, windowTokens }: ModelAbilities,
): readonly ReplyFormat[] {
  const isSmall =
    (editFormat ?? (windowTokens < smallWindow ? 'whole-function' : 'search-replace')) === 'whole-function';
  if (!isSmall) return isInDefinition ? ['search-replace', 'whole-function'] : ['search-replace'];
  if (isInDefinition) return ['whole-function', 'search-replace'];
  return estimateTokens(document.text) <= answerTokens / 2
    ? ['whole-file', 'search-replace']
    : ['search-replace'];
}

const insertionForm =
  'Answer with one fenced block that holds only the new lines, as they are to be inserted, without the code that is there.';

const answerTokens = 4_096;
/** For our own words. */
const promptTokens = 600;
/** Of what the window leaves. */
const fileShare = 0.7;
const smallWindow = 32_768;
