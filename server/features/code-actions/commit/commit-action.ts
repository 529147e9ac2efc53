import { UserError } from '../../../base/error-codes.ts';
import { fenceFor } from '../../../base/markdown-fence.ts';
import { concat, excerptOf, type SourcedText } from '../../../base/sourced-text.ts';
import { estimateTokens } from '../../../context/budget/estimate-tokens.ts';
import { checkedChange } from '../../../edits/checked-change.ts';
import { refusalError } from '../../../edits/refusal.ts';
import { unifiedDiff } from '../../../edits/unified-diff.ts';
import type { LanguageModel } from '../../../model/language-model.ts';
import { promptMessages } from '../../../model/prompt-template.ts';
import type { ActionCall, ActionResult, ReportProgress } from '../code-action.ts';
import { commitMessagePrompt } from '../commit-message-prompt.ts';
import { askModel } from '../model/ask-model.ts';
import type { ActionPorts, StagedFile, StagedSet } from '../ports.ts';
import { describedFiles } from './described-files.ts';
import { draftMessage } from './draft-message.ts';
import { readMessage } from './read-message.ts';
import { styleWords, subjectStyle } from './subject-style.ts';

/** Writes the message of the next commit: into the buffer where one is being written, else to be read. */
export async function commitMessage(
  call: ActionCall,
  ports: ActionPorts,
  report: ReportProgress,
  signal: AbortSignal,
): Promise<ActionResult> {
  const root = ports.files.rootOf(call.uri);
  const folder = root?.name ?? ports.files.pathOf(call.uri);
  report('Reading what is staged');
  const staged = root === undefined ? undefined : await ports.staged.read(root, signal);
  signal.throwIfAborted();
  if (root === undefined || staged === undefined) throw new UserError('commit-no-repository', { folder });
  if (staged.files.length === 0) throw new UserError('commit-nothing-staged', { folder });
  const described = await describedFiles(staged.files, ports, signal);
  if (described.length === 0) throw new UserError('commit-all-excluded', { folder });
  const style = subjectStyle(staged.subjects);
  const draft = draftMessage(described, style);
  const models = ports.models.route('');
  const question = { staged, draft, models, style: styleWords(style), length: style.length };
  const written = await writtenMessage(question, ports, report, signal);
  return messageResult(call, written, ports, signal);
}

interface MessageQuestion {
  readonly staged: StagedSet;
  readonly draft: string;
  readonly models: readonly LanguageModel[];
  readonly style: string;
  readonly length: number;
}

interface WrittenMessage {
  readonly message: string;
  /** Undefined where the message is the draft. */
  readonly model: string | undefined;
  /** Why it is the draft, although a model was to write it. */
  readonly remark: string | undefined;
}

/** The draft itself where no model is set, nothing may be sent, or what it says is no message. */
async function writtenMessage(
  { staged, draft, models, style, length }: MessageQuestion,
  ports: ActionPorts,
  report: ReportProgress,
  signal: AbortSignal,
): Promise<WrittenMessage> {
  const ownDraft = { message: draft, model: undefined } as const;
  if (models.length === 0) return { ...ownDraft, remark: undefined };
  const sendable: StagedFile[] = [];
  for (const file of staged.files) {
    if (file.withheld !== 'excluded' && (await ports.models.mayShow(file.uri))) sendable.push(file);
    signal.throwIfAborted();
  }
  if (sendable.length === 0) return { ...ownDraft, remark: nothingSentNote };
  // The draft names files, so it goes out only where all of them may.
  const isAll = sendable.length === staged.files.length;
  const answer = await askModel(
    {
      models,
      maxTokens: answerTokens,
      messagesFor: ({ windowTokens }) =>
        promptMessages(commitMessagePrompt, {
          ...{
            style,
            length: String(length),
            subjects: staged.subjects.map((each) => `- ${each}`).join('\n'),
          },
          draft: isAll
            ? concat(...sendable.slice(0, 1).map(({ uri }) => excerptOf(uri, draft, nowhere)))
            : '',
          changes: changesOf(sendable, Math.max(0, windowTokens - answerTokens - promptTokens)),
        }),
    },
    { models: ports.models, report },
    signal,
  );
  const message = answer === undefined ? undefined : readMessage(answer.text);
  if (answer === undefined || message === undefined) return { ...ownDraft, remark: unusableNote };
  return { message, model: answer.model, remark: undefined };
}

const nothingSentNote =
  'No model was asked, since nothing of what is staged may be sent to one: the message is a draft from the names of what has changed.';
const unusableNote =
  'What the model answered cannot be used as a commit message: this is a draft from the names of what has changed. Ask again, or edit it.';

const nowhere = { start: 0, end: 0 } as const;
const answerTokens = 600;
const promptTokens = 800;

/** The diff of each file as far as it fits, the smallest first; of the others the names. */
function changesOf(files: readonly StagedFile[], maxTokens: number): SourcedText {
  const diffs = files
    .map((file) => ({ file, diff: diffOf(file) }))
    .toSorted((a, b) => a.diff.length - b.diff.length);
  let left = maxTokens;
  return concat(
    ...diffs.map(({ file, diff }) => {
      const cost = estimateTokens(diff);
      const isShown = cost <= left;
      if (isShown) left -= cost;
      const text = isShown ? diff : `${file.kind}: ${file.path} (too long to be shown)\n`;
      return excerptOf(file.uri, text, { start: 0, end: file.after?.length ?? 0 });
    }),
  );
}

function diffOf({ uri, path, before, after, kind, withheld }: StagedFile): string {
  if (withheld !== undefined || kind === 'deleted') return `${kind}: ${path}\n`;
  const edits = [{ start: 0, end: before?.length ?? 0, text: after ?? '' }];
  return unifiedDiff([{ uri, path, languageId: '', before, version: undefined, edits }]);
}

async function messageResult(
  call: ActionCall,
  { message, model, remark }: WrittenMessage,
  ports: ActionPorts,
  signal: AbortSignal,
): Promise<ActionResult> {
  const title = 'Write the commit message';
  const { uri } = call;
  const look = isMessageFile(uri) ? await ports.files.look(uri, signal) : undefined;
  if (look?.kind !== 'text') return asText(title, message, remark);
  const { text, languageId, version } = look;
  const edits = [{ start: 0, end: 0, text: text === '' || text.startsWith('\n') ? message : `${message}\n` }];
  const file = { uri, path: ports.files.pathOf(uri), languageId, before: text, version, edits };
  const told = remark === undefined ? { notes: [] } : { notes: [remark], remark };
  const outcome = await checkedChange({ title, files: [file], model, ...told }, ports, signal);
  if (outcome.kind === 'refused') throw refusalError(outcome.refusal);
  return { kind: 'change', change: outcome.change };
}

function asText(title: string, message: string, note: string | undefined): ActionResult {
  const fence = fenceFor(message);
  const below = note === undefined ? '' : `\n${note}\n`;
  return { kind: 'text', title, markdown: `${fence}\n${message}\n${fence}\n${below}` };
}

function isMessageFile(uri: string): boolean {
  return uri.endsWith('/COMMIT_EDITMSG');
}
