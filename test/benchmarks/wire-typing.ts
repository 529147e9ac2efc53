import type { SpawnedServer } from '../support/lsp-client.ts';
import { syntheticSource } from './synthetic-source.ts';
import { timesBetween, type WireModel, type WireTimes } from './wire-model.ts';

/** A language server that asks the model, ready to be typed at. */
export interface WireSubject {
  readonly name: string;
  readonly server: SpawnedServer;
  /** How text at the cursor is asked for. */
  readonly method: string;
  readonly context: object;
  /** What the answer would insert behind the text before the cursor; undefined when it has nothing. */
  textOf(result: unknown, linePrefix: string): string | undefined;
}

/** How much is typed into what. */
export interface TypingPlan {
  readonly uri: string;
  readonly lines: number;
  /** Keystrokes before the first one that counts. */
  readonly warmUps: number;
  readonly samples: number;
}

/** What came of the keystrokes that count. */
export interface TypingResult {
  /** Of those that the model's own text answered. */
  readonly own: readonly WireTimes[];
  /** The same requests, each sent directly right after. */
  readonly direct: readonly WireTimes[];
  readonly unanswered: number;
}

/** Shakes hands; false when the server ends before it has answered. */
export async function isReady({ client, exited }: SpawnedServer, params: object): Promise<boolean> {
  return Promise.race([client.handshake(params).then(() => true), exited.then(() => false)]);
}

/** Opens a file and types into its middle, one character and one request at a time. */
export async function typeAndMeasure(
  subject: WireSubject,
  model: WireModel,
  { uri, lines, warmUps, samples }: TypingPlan,
): Promise<TypingResult> {
  const own: WireTimes[] = [];
  const direct: WireTimes[] = [];
  const typing: Typing = { subject, uri, line: Math.floor(lines / 2), linePrefix: '', version: 1 };
  subject.server.client.open(uri, syntheticSource(lines));
  insert(typing, '\n');
  for (let keystroke = 0; keystroke < warmUps + samples; keystroke++) {
    type(typing, typed.charAt(keystroke % typed.length));
    const times = await ask(typing, model);
    const body = model.exchanges.at(-1)?.body;
    if (times === undefined || body === undefined) continue;
    const directTimes = await model.postDirectly(body);
    if (keystroke < warmUps) continue;
    own.push(times);
    direct.push(directTimes);
  }
  return { own, direct, unanswered: samples - own.length };
}

/** No line holds the letter with which the model's answers begin. */
const typed = `const ledger = await load(account, entries);
if (ledger === undefined) return report(budget);
for (const entry of ledger.entries) entry.total += limit;
`;

const giveUpMs = 5_000;

interface Typing {
  readonly subject: WireSubject;
  readonly uri: string;
  line: number;
  /** What stands before the cursor on its line. */
  linePrefix: string;
  version: number;
}

function type(typing: Typing, character: string): void {
  insert(typing, character);
  if (character === '\n') {
    typing.line += 1;
    typing.linePrefix = '';
  } else typing.linePrefix += character;
}

function insert(typing: Typing, text: string): void {
  const position = positionOf(typing);
  typing.version += 1;
  typing.subject.server.client.notify('textDocument/didChange', {
    textDocument: { uri: typing.uri, version: typing.version },
    contentChanges: [{ range: { start: position, end: position }, text }],
  });
}

function positionOf({ line, linePrefix }: Typing): object {
  return { line, character: linePrefix.length };
}

/** The times of one answer; undefined when it came too late, not from the model, or never because the server ended. */
async function ask(typing: Typing, model: WireModel): Promise<WireTimes | undefined> {
  const { subject, uri, linePrefix } = typing;
  const { server, method, context } = subject;
  const question = { textDocument: { uri }, position: positionOf(typing), context };
  const before = model.exchanges.length;
  const askedAt = performance.now();
  const asked = server.client.request(method, question);
  const answered = asked.then(({ result }) => ({ result, at: performance.now() }));
  const answer = await withinLimit(Promise.race([answered, server.exited.then(() => undefined)]));
  const exchange = model.exchanges[before];
  if (answer === undefined || exchange === undefined) return undefined;
  if (subject.textOf(answer.result, linePrefix) !== exchange.text) return undefined;
  return timesBetween(askedAt, exchange, answer.at);
}

async function withinLimit<Value>(work: Promise<Value>): Promise<Value | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), giveUpMs);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}
