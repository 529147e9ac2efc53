import { fenceFor } from '../../../../base/markdown-fence.ts';
import { concat, excerptOf, ownWords, type SourcedText } from '../../../../base/sourced-text.ts';
import { estimateTokens } from '../../../../context/budget/estimate-tokens.ts';
import type { ContextItem } from '../../../../context/context-item.ts';
import type { ChangeOutcome } from '../../../../edits/checked-change.ts';
import type { EditReply } from '../../../../edits/edit-gate.ts';
import type { ProposedChange } from '../../../../edits/proposed-change.ts';
import { askUntilAdmitted, type RepairTurn } from '../../../../edits/repair-loop.ts';
import { mayBeCutShort } from '../../../../model/ask-route.ts';
import type { ChatMessage, LanguageModel, ModelAbilities } from '../../../../model/language-model.ts';
import { ModelError } from '../../../../model/model-error.ts';
import { promptMessages } from '../../../../model/prompt-template.ts';
import type { OffsetRange } from '../../../../syntax/offset-range.ts';
import type { ReportProgress } from '../../code-action.ts';
import { askModel } from '../../model/ask-model.ts';
import { withinTokens } from '../../model/related-items.ts';
import { repairMessages } from '../../model/repair-messages.ts';
import { contextSections, fileSection, type ShownFile } from '../../model/sections.ts';
import { shownRange } from '../../model/shown-range.ts';
import type { ActionPorts } from '../../ports.ts';
import type { PlannedTests } from '../plan-tests.ts';
import type { TestBlock } from '../test-plan.ts';
import { writeTestsPrompt } from '../write-tests-prompt.ts';
import { admitTests } from './admit-tests.ts';

/** Tests whose bodies a model is to write. */
export interface TestsQuestion {
  readonly planned: PlannedTests;
  /** The pending cases, as they would be without a model. */
  readonly blocks: readonly TestBlock[];
  /** The change with those alone, checked; it is what comes out when no model does better. */
  readonly skeleton: ProposedChange;
  /** The source that was asked about. */
  readonly source: ShownFile;
  /** A test file that may be shown: the one that gets the cases, or the nearest. */
  readonly example: ShownFile | undefined;
  readonly context: readonly ContextItem[];
  readonly models: readonly LanguageModel[];
}

/** Asks the models of the route for the bodies; whatever goes wrong, the skeleton comes out, with a note of it. */
export async function writeTests(
  question: TestsQuestion,
  ports: Pick<ActionPorts, 'files' | 'syntax' | 'checks' | 'models'>,
  report: ReportProgress,
  signal: AbortSignal,
): Promise<ProposedChange> {
  let model: string | undefined;
  const ask = async (history: readonly RepairTurn[]) => {
    if (history.length > 0) report('Asking again: the tests could not be used');
    const asked = { models: question.models, maxTokens: answerTokens };
    const messagesFor = (abilities: ModelAbilities) => messages(question, abilities, history);
    const answer = await askModel({ ...asked, messagesFor }, { models: ports.models, report }, signal);
    if (answer === undefined) return undefined;
    model = answer.model;
    return { text: answer.text, isTruncated: mayBeCutShort(answer) };
  };
  const admit = (reply: EditReply) => {
    report('Checking the tests');
    return admitTests(reply, { planned: question.planned, model }, ports, signal);
  };
  const outcome = await outcomeOf(() => askUntilAdmitted(ask, admit, signal));
  if (outcome.kind === 'change') return outcome.change;
  const { skeleton } = question;
  const remark = skeletonNote(outcome.message);
  return { ...skeleton, notes: [...skeleton.notes, remark], remark };
}

type WriteOutcome =
  | Extract<ChangeOutcome, { kind: 'change' }>
  | { readonly kind: 'failed'; readonly message: string };

/** Models that fail and answers that cannot be used end the same way for the person: with the skeleton. */
async function outcomeOf(run: () => Promise<ChangeOutcome>): Promise<WriteOutcome> {
  try {
    const outcome = await run();
    return outcome.kind === 'change' ? outcome : { kind: 'failed', message: outcome.refusal.message };
  } catch (error) {
    if (!(error instanceof ModelError)) throw error;
    return { kind: 'failed', message: error.message };
  }
}

function skeletonNote(message: string): string {
  return `The bodies are yours to write, since no model's tests could be used: ${message}`;
}

function messages(
  { planned, blocks, source, example, context }: TestsQuestion,
  { windowTokens }: ModelAbilities,
  history: readonly RepairTurn[],
): readonly ChatMessage[] {
  const { plan } = planned;
  const skeleton = skeletonSection(source, planned, blocks);
  const room = Math.max(0, windowTokens - answerTokens - promptTokens - sizeOf(skeleton));
  const focus = focusOf(planned);
  const named = plan.subjects.map(({ displayName }) => displayName).join(', ');
  const shown = shownRange(source.text, focus, Math.floor(room * 0.5));
  const prompt = promptMessages(writeTestsPrompt, {
    framework: plan.framework,
    path: plan.path,
    part: plan.existing === undefined ? 'the cases with the imports they need' : 'only the new cases',
    context: contextSections(withinTokens(besides(context, example), Math.floor(room * 0.25))),
    example: exampleSection(example, Math.floor(room * 0.25)),
    source: fileSection(source, shown),
    skeleton,
    plan: concat('Write these tests, of ', excerptOf(source.uri, named, focus), '.'),
  });
  return [...prompt, ...history.flatMap(repairMessages)];
}

/** The example is shown as a whole. */
function besides(context: readonly ContextItem[], example: ShownFile | undefined): readonly ContextItem[] {
  return context.filter(({ uri }) => uri !== example?.uri);
}

function focusOf({ plan }: PlannedTests): OffsetRange {
  const ranges = plan.subjects.map(({ shape }) => shape.range);
  return {
    start: Math.min(...ranges.map(({ start }) => start)),
    end: Math.max(...ranges.map(({ end }) => end)),
  };
}

/** Its words are taken from the source, so policy is asked for that. */
function skeletonSection(
  source: ShownFile,
  planned: PlannedTests,
  blocks: readonly TestBlock[],
): SourcedText {
  const { plan } = planned;
  const lines = [...plan.imports, ...new Set(blocks.flatMap(({ imports }) => imports))];
  const text = [...lines, ...(lines.length > 0 ? [''] : []), ...blocks.flatMap((block) => [block.text, ''])];
  const fence = fenceFor(text.join('\n'));
  const code = excerptOf(source.uri, `${text.join('\n').trimEnd()}\n`, focusOf(planned));
  return concat(`The skeleton:\n${fence}\n`, code, `${fence}\n\n`);
}

function exampleSection(example: ShownFile | undefined, maxTokens: number): SourcedText {
  if (example === undefined) return ownWords('');
  return fileSection(example, headWithin(example.text, maxTokens));
}

/** The first lines that fit: they tell how tests are written here. */
function headWithin(text: string, maxTokens: number): OffsetRange {
  let end = 0;
  for (let next = text.indexOf('\n'); next !== -1; next = text.indexOf('\n', next + 1)) {
    if (estimateTokens(text.slice(0, next)) > maxTokens) break;
    end = next;
  }
  return { start: 0, end };
}

function sizeOf(text: SourcedText): number {
  return text.parts.reduce((sum, part) => sum + estimateTokens(part.text), 0);
}

const answerTokens = 4_096;
/** For our own words. */
const promptTokens = 700;
