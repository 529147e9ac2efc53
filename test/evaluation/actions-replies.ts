import { neverAborted } from '../../server/base/cancellation.ts';
import { concat, excerpt, ownWords, type SourcedText } from '../../server/base/sourced-text.ts';
import { applyEdits } from '../../server/base/text-edit.ts';
import type { ChangeOutcome } from '../../server/edits/checked-change.ts';
import { admitReply, type EditTask, type GatePorts } from '../../server/edits/edit-gate.ts';
import { parseCheck } from '../../server/edits/parse-check.ts';
import { formWords } from '../../server/edits/read-reply.ts';
import { askUntilAdmitted, type RepairTurn } from '../../server/edits/repair-loop.ts';
import { askRoute } from '../../server/model/ask-route.ts';
import type { ChatMessage, LanguageModel } from '../../server/model/language-model.ts';
import { GrammarRegistry } from '../../server/syntax/grammar-registry.ts';
import { languageOf } from '../../server/syntax/languages.ts';
import { ManualClock } from '../support/manual-clock.ts';
import { memoryProject } from '../support/memory-project.ts';
import { RegistrySyntaxReader } from '../support/registry-syntax-reader.ts';
import { type ScriptedModelServer, scriptedModelServer } from '../support/scripted-model-server.ts';
import { installedGrammars } from '../syntax/support/installed-grammars.ts';
import { goodBlocks, wholeFileReply, wholeFunctionReply } from './actions/reply-forms.ts';
import {
  type AnsweredTask,
  type ReplyManner,
  replyManners,
  type ScriptedAnswer,
} from './actions/reply-manners.ts';
import { type ReplyTask, replyTasks } from './actions/reply-tasks.ts';
import { chatReply, scriptedChatModel } from './actions/scripted-chat-model.ts';

/** What reached the person when a model answered in one manner. */
interface ReplyRow {
  readonly manner: string;
  readonly tasks: number;
  /** The edit that was meant, to the letter. */
  readonly exact: number;
  /** How often nothing was shown, by the reason. */
  readonly refused: ReadonlyMap<string, number>;
  /** Another text, or another file. */
  readonly damaged: number;
  /** Requests that the model got. */
  readonly requests: number;
}

export interface ReplyResults {
  readonly tasks: number;
  readonly rows: readonly ReplyRow[];
  /** What must not be, a line each: damage, and good answers that came to nothing. */
  readonly failures: readonly string[];
}

/** Has tasks answered in each manner over HTTP, all of them unless told, and looks at what would reach the person. */
export async function evaluateReplies(wanted: readonly ReplyTask[] = replyTasks()): Promise<ReplyResults> {
  const syntax = new RegistrySyntaxReader(new GrammarRegistry(installedGrammars()), new ManualClock());
  const server = await scriptedModelServer();
  try {
    const tasks = await answeredTasks(wanted, syntax);
    const rows: ReplyRow[] = [];
    const failures: string[] = [];
    for (const manner of replyManners) rows.push(await rowOf(manner, tasks, { server, syntax, failures }));
    return { tasks: tasks.length, rows, failures };
  } finally {
    await server.close();
  }
}

/** The results as a table in Markdown. */
export function replyTable({ tasks, rows, failures }: ReplyResults): string {
  const sum = (of: (row: ReplyRow) => number) => rows.reduce((total, row) => total + of(row), 0);
  return [
    `${tasks} edits, ${sum((row) => row.tasks)} answers: ${sum((row) => row.exact)} exact, ${sum(refusals)} refused, ${sum((row) => row.damaged)} damaged.`,
    '',
    '| the model answers with | edits | exact | refused | damaged | requests | reasons |',
    '| --- | ---: | ---: | ---: | ---: | ---: | --- |',
    ...rows.map(
      (row) =>
        `| ${row.manner} | ${row.tasks} | ${row.exact} | ${refusals(row)} | ${row.damaged} | ${row.requests} | ${reasons(row)} |`,
    ),
    ...failures.map((failure) => `\n- ${failure}`),
    '',
  ].join('\n');
}

interface Bench {
  readonly server: ScriptedModelServer;
  readonly syntax: RegistrySyntaxReader;
  readonly failures: string[];
}

async function answeredTasks(
  wanted: readonly ReplyTask[],
  syntax: RegistrySyntaxReader,
): Promise<readonly AnsweredTask[]> {
  const tasks: AnsweredTask[] = [];
  for (const task of wanted) {
    const wholeFunction = await wholeFunctionReply(task, syntax, neverAborted);
    const isParsed = languageOf(task.path) !== undefined;
    const forms = { blocks: goodBlocks(task), wholeFile: wholeFileReply(task), wholeFunction };
    tasks.push({ ...task, ...forms, isParsed });
  }
  return tasks;
}

async function rowOf(manner: ReplyManner, tasks: readonly AnsweredTask[], bench: Bench): Promise<ReplyRow> {
  const before = bench.server.requests.length;
  const refused = new Map<string, number>();
  let answered = 0;
  let exact = 0;
  let damaged = 0;
  for (const task of tasks) {
    const answers = manner.answers(task);
    if (answers === undefined) continue;
    answered += 1;
    const outcome = await outcomeOf({ task, manner, answers }, bench);
    const reason = outcome.kind === 'refused' ? outcome.refusal.reason : undefined;
    if (reason !== undefined) refused.set(reason, (refused.get(reason) ?? 0) + 1);
    else if (isMeant(outcome, manner, task)) exact += 1;
    else damaged += 1;
    if (reason === undefined ? !isMeant(outcome, manner, task) : manner.mustSucceed) {
      bench.failures.push(`${task.name}, ${manner.name}: ${reason ?? 'damaged'}`);
    }
  }
  const requests = bench.server.requests.length - before;
  return { manner: manner.name, tasks: answered, exact, refused, damaged, requests };
}

interface Run {
  readonly task: AnsweredTask;
  readonly manner: ReplyManner;
  readonly answers: readonly ScriptedAnswer[];
}

async function outcomeOf({ task, manner, answers }: Run, { server, syntax }: Bench): Promise<ChangeOutcome> {
  const files = memoryProject({
    [task.path]: manner.meanwhile?.(task) ?? task.before,
    'src/other.ts': 'let a = 1;\n',
  });
  const ports: GatePorts = { files, syntax, checks: parseCheck(syntax) };
  const uri = files.at(task.path);
  const target = {
    uri,
    path: task.path,
    languageId: '',
    shown: task.before,
    focus: undefined,
  };
  const edit: EditTask = {
    title: task.name,
    targets: [target],
    formats: manner.formats,
    model: 'scripted',
    notes: [],
  };
  const queue = [...answers];
  server.on('/v1/chat/completions', (request, response) =>
    chatReply(queue.shift() ?? silence)(request, response),
  );
  const model = scriptedChatModel(server);
  return askUntilAdmitted(
    (history, signal) => ask(model, promptOf(edit, history), signal),
    (reply, signal) => admitReply(reply, edit, ports, signal),
    neverAborted,
  );
}

const silence: ScriptedAnswer = { text: '', end: 'stop' };

/** Only an answer that its model has ended counts as whole. */
async function ask(model: LanguageModel, messages: readonly ChatMessage[], signal: AbortSignal) {
  const answer = await askRoute(
    {
      models: [model],
      messagesFor: () => messages,
      maxTokens: 2_000,
      purpose: { feature: 'action', trigger: 'invoked' },
      onText: () => {},
      onFailure: () => {},
    },
    signal,
  );
  return answer && { text: answer.text, isTruncated: answer.end !== 'complete' };
}

function promptOf(
  { title, targets, formats }: EditTask,
  history: readonly RepairTurn[],
): readonly ChatMessage[] {
  const files = targets.map(({ uri, path, shown = '' }) =>
    concat(`${path}:\n`, excerpt(uri, shown, 0, shown.length)),
  );
  const said = (role: ChatMessage['role'], content: SourcedText): ChatMessage => ({ role, content });
  return [
    said('system', ownWords(formWords(formats))),
    said('user', concat(`${title}\n\n`, ...files)),
    ...history.flatMap(({ reply, repair }) => [said('assistant', ownWords(reply)), said('user', repair)]),
  ];
}

function isMeant(outcome: ChangeOutcome, { expected }: ReplyManner, task: AnsweredTask): boolean {
  if (outcome.kind !== 'change') return false;
  const [file, ...others] = outcome.change.files;
  const text = applyEdits(file?.before ?? '', file?.edits ?? []);
  return others.length === 0 && file?.path === task.path && text === (expected?.(task) ?? task.after);
}

function refusals({ refused }: ReplyRow): number {
  return [...refused.values()].reduce((sum, count) => sum + count, 0);
}

function reasons({ refused }: ReplyRow): string {
  return [...refused]
    .sort(([, one], [, other]) => other - one)
    .map(([reason, count]) => `${reason} ${count}`)
    .join(', ');
}
