import * as z from 'zod';

import { type Reply, scriptedModelServer } from '../support/scripted-model-server.ts';
import { type TypingSession, tailLength } from './typing-session.ts';
import { tabbyHealth } from './wire-model.ts';

/** A request that arrived at the model; times are of `performance.now()`. */
export interface TypingExchange {
  readonly arrivedAt: number;
  /** When each part of the answer was handed to the socket. */
  readonly writtenAt: readonly number[];
  /** The asker left before the end. */
  readonly isAborted: boolean;
}

/** A model in this process that knows what the person is going to type, and says it most of the time. */
export interface TypingModel {
  readonly url: string;
  /** Those of the subject that is measured now, oldest first. */
  readonly exchanges: readonly TypingExchange[];
  /** Forgets them. */
  forget(): void;
  close(): Promise<void>;
}

interface OpenExchange {
  readonly arrivedAt: number;
  readonly writtenAt: number[];
  isAborted: boolean;
}

/** Takes 300 ms to begin, then writes 40 tokens a second; a token is four characters. */
export async function startTypingModel(session: TypingSession): Promise<TypingModel> {
  const server = await scriptedModelServer();
  const places = placesOf(session);
  let exchanges: OpenExchange[] = [];
  server.on('/v1/completions', async (request, response) => {
    const exchange: OpenExchange = { arrivedAt: performance.now(), writtenAt: [], isAborted: false };
    exchanges.push(exchange);
    void request.aborted.then(() => {
      exchange.isAborted = true;
    });
    const question = questionSchema.parse(request.body);
    const text = stoppedAt(replyTo(question, places, session), question.stop);
    await (question.stream ? stream : whole)(text, exchange, response);
  });
  server.on('/v1/health', (_request, response) => response.json(200, tabbyHealth));
  server.on('/v1/events', (_request, response) => response.json(200, {}));
  server.on('/v1beta/server_setting', (_request, response) =>
    response.json(200, { disable_client_side_telemetry: true }),
  );
  return {
    url: server.url,
    get exchanges() {
      return exchanges;
    },
    forget: () => {
      exchanges = [];
    },
    close: () => server.close(),
  };
}

type Pen = Parameters<Reply>[1];

/** As OpenAI streams. */
async function stream(text: string, exchange: OpenExchange, response: Pen): Promise<void> {
  response.status(200, { 'content-type': 'text/event-stream' });
  await wait(firstTokenMs);
  for (let at = 0; at < text.length && !response.isClosed; at += tokenLength) {
    await wait(tokenMs);
    exchange.writtenAt.push(performance.now());
    await response.write(event(text.slice(at, at + tokenLength), null));
  }
  exchange.writtenAt.push(performance.now());
  await response.end(`${event('', 'stop')}data: [DONE]\n\n`);
}

/** As Tabby's server answers, once all is written. */
async function whole(text: string, exchange: OpenExchange, response: Pen): Promise<void> {
  await wait(firstTokenMs + tokenMs * Math.ceil(text.length / tokenLength));
  exchange.writtenAt.push(performance.now());
  await response.json(200, { id: 'bench', choices: [{ index: 0, text }] });
}

const questionSchema = z.union([
  z.looseObject({
    prompt: z.string(),
    stream: z.literal(true),
    stop: z.array(z.string()).default([]),
  }),
  z
    .looseObject({ segments: z.looseObject({ prefix: z.string() }) })
    .transform(({ segments }) => ({ prompt: segments.prefix, stream: false as const, stop: [] })),
]);

/** What the author wrote behind each place, by what stands before it; mistakes are not among them. */
function placesOf({ keystrokes }: TypingSession): ReadonlyMap<string, number> {
  return new Map(
    keystrokes.flatMap(({ tail, typed }) => (typed === undefined ? [] : [[tail, typed] as const])),
  );
}

/** What the author wrote, or in one of seven cases what was written elsewhere; behind a mistake a short word. */
function replyTo(
  { prompt }: { readonly prompt: string },
  places: ReadonlyMap<string, number>,
  { typed }: TypingSession,
): string {
  const place = places.get(prompt.slice(-tailLength));
  if (place === undefined) return 'undefined';
  // Of a line the same is said at all its places, as a model would that sees the same thing coming.
  const line = typed.slice(0, place).split('\n').length;
  return continuationAt(typed, line % 7 === 3 ? Math.floor(place / 2) : place);
}

/** The rest of the line; where that opens a block or is empty, up to four lines more, to a blank one. */
function continuationAt(typed: string, place: number): string {
  const [rest = '', ...lines] = typed.slice(place).split('\n');
  if (rest.trim() !== '' && !/[{([]$/.test(rest)) return rest;
  const blank = lines.findIndex((line) => line.trim() === '');
  return [rest, ...lines.slice(0, blank === -1 ? 4 : Math.min(4, blank))].join('\n');
}

function stoppedAt(text: string, stops: readonly string[]): string {
  const ends = stops.map((stop) => text.indexOf(stop)).filter((at) => at !== -1);
  return ends.length === 0 ? text : text.slice(0, Math.min(...ends));
}

function event(text: string, finishReason: string | null): string {
  const choices = [{ index: 0, text, finish_reason: finishReason }];
  return `data: ${JSON.stringify({ id: 'bench', object: 'text_completion', created: 1, model: 'bench', choices })}\n\n`;
}

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

const firstTokenMs = 300;
const tokenMs = 25;
const tokenLength = 4;
