import http from 'node:http';

import * as z from 'zod';

import type { Keystroke } from './typing-session.ts';
import type { WireSubject } from './wire-typing.ts';

/** Who is asked at a keystroke. */
export interface TypingSubject {
  readonly name: string;
  open(text: string): void;
  /** Takes the change, asks, and tells what was answered; undefined where that is nothing. */
  press(keystroke: Keystroke, linePrefix: string): PendingAnswer;
  /** What the last request cost inside of the server, where it tells. */
  ownTime?(): Promise<OwnTime | undefined>;
  close(): Promise<void>;
}

/** Of one request, by the server's own trace. */
export interface OwnTime {
  /** Where the answer came from without a new question to a model. */
  readonly reuse: string;
  /** All steps but waiting: for a pause in typing, for its turn, for the model. */
  readonly ms: number;
}

export interface PendingAnswer {
  readonly answer: Promise<string | undefined>;
  /** The person has typed on. */
  cancel(): void;
}

/** A language server, driven as editors do: a change, a request, and a cancel for the request before. */
export function serverSubject(wire: WireSubject, uri: string): TypingSubject {
  const { client, exited, process } = wire.server;
  let version = 1;
  return {
    name: wire.name,
    open: (text) => client.open(uri, text, 'javascript'),
    press({ from, to, text, cursor }, linePrefix) {
      version += 1;
      const contentChanges = [{ range: { start: from, end: to }, text }];
      client.notify('textDocument/didChange', { textDocument: { uri, version }, contentChanges });
      const question = { textDocument: { uri }, position: cursor, context: wire.context };
      const id = client.send(wire.method, question);
      const answer = client.answerOf(id).then(({ result }) => wire.textOf(result, linePrefix));
      return { answer, cancel: () => client.notify('$/cancelRequest', { id }) };
    },
    async ownTime() {
      if (wire.name !== 'innerloop') return undefined;
      const { trace } = whySchema.safeParse((await client.request('innerloop/why', {})).result).data ?? {};
      if (trace === undefined) return undefined;
      const own = trace.steps.filter(({ name }) => !waits.has(name));
      return { reuse: trace.reuse, ms: own.reduce((sum, { ms }) => sum + ms, 0) };
    },
    async close() {
      await Promise.race([client.request('shutdown'), exited]);
      client.notify('exit');
      await Promise.race([exited, new Promise((resolve) => setTimeout(resolve, 2_000))]);
      process.kill();
    },
  };
}

const whySchema = z.object({
  trace: z.object({ reuse: z.string(), steps: z.array(z.object({ name: z.string(), ms: z.number() })) }),
});

const waits: ReadonlySet<string> = new Set(['debounce', 'turn', 'model']);

/** The baseline: every keystroke is a request to the model, and the next one aborts it. */
export function directSubject(modelUrl: string): TypingSubject {
  const agent = new http.Agent({ keepAlive: true });
  return {
    name: 'a request at each keystroke',
    open: () => undefined,
    press({ tail }) {
      const stop = new AbortController();
      const answer = streamed(`${modelUrl}/v1/completions`, { agent, signal: stop.signal }, tail);
      return { answer: answer.catch(() => undefined), cancel: () => stop.abort() };
    },
    close: async () => agent.destroy(),
  };
}

async function streamed(
  url: string,
  options: http.RequestOptions,
  prompt: string,
): Promise<string | undefined> {
  const body = JSON.stringify({ model: 'bench', prompt, stream: true, stop: ['\n\n'] });
  const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
  const said = await new Promise<string>((resolve, reject) => {
    const request = http.request(url, { ...options, method: 'POST', headers }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (part: string) => {
        text += part;
      });
      response.on('error', reject);
      response.on('end', () => resolve(text));
    });
    request.on('error', reject);
    request.end(body);
  });
  const pieces = [...said.matchAll(/"text":("(?:[^"\\]|\\.)*")/g)].map(([, piece]) =>
    JSON.parse(piece ?? '""'),
  );
  const text = pieces.join('');
  return text === '' ? undefined : text;
}
