import http from 'node:http';

import * as z from 'zod';

import { type Reply, scriptedModelServer } from '../support/scripted-model-server.ts';

/** A request that arrived at the model and was answered; times are of `performance.now()`. */
export interface Exchange {
  /** The answer; no two exchanges have the same. */
  readonly text: string;
  /** The request, as it came. */
  readonly body: string;
  /** When the request was complete. */
  readonly arrivedAt: number;
  /** When the last part of the answer was handed to the socket. */
  readonly endedAt: number;
}

/** What one answer cost beside the model. */
export interface WireTimes {
  /** From the writing of the request until it has arrived at the model. */
  readonly toModelMs: number;
  /** From the end of the model's answer until it has arrived where it was asked for. */
  readonly fromModelMs: number;
}

/** A model in this process that answers at once. */
export interface WireModel {
  readonly url: string;
  /** All that was asked by others so far, oldest first. */
  readonly exchanges: readonly Exchange[];
  /** The baseline: sends a body from this process, over a connection that is kept open. */
  postDirectly(body: string): Promise<WireTimes>;
  close(): Promise<void>;
}

/** Speaks as OpenAI does to those who want a stream, and as Tabby's server does to the others. */
export async function startWireModel(): Promise<WireModel> {
  const server = await scriptedModelServer();
  const agent = new http.Agent({ keepAlive: true });
  const exchanges: Exchange[] = [];
  const directExchanges: Exchange[] = [];
  server.on('/v1/completions', answering(exchanges));
  server.on('/direct', answering(directExchanges));
  server.on('/v1/health', (_request, response) => response.json(200, tabbyHealth));
  server.on('/v1beta/server_setting', (_request, response) =>
    response.json(200, { disable_client_side_telemetry: true }),
  );
  return {
    url: server.url,
    exchanges,
    postDirectly: async (body) => {
      const calledAt = performance.now();
      const readAt = await post(`${server.url}/direct`, agent, body);
      const exchange = directExchanges.at(-1);
      if (exchange === undefined) throw new Error('the direct request was answered by nobody');
      return timesBetween(calledAt, exchange, readAt);
    },
    close: () => {
      agent.destroy();
      return server.close();
    },
  };
}

/** The times of one answer. */
export function timesBetween(askedAt: number, exchange: Exchange, answeredAt: number): WireTimes {
  return { toModelMs: exchange.arrivedAt - askedAt, fromModelMs: answeredAt - exchange.endedAt };
}

function answering(exchanges: Exchange[]): Reply {
  return async (request, response) => {
    const arrivedAt = performance.now();
    // It begins with a letter that is never typed, so that no answer goes on where an earlier one wrote.
    const text = `zone${exchanges.length}.settle(first, second);`;
    const isStream = streamSchema.safeParse(request.body).success;
    const parts = isStream ? eventsOf(text) : [JSON.stringify(tabbyAnswer(text))];
    response.status(200, { 'content-type': isStream ? 'text/event-stream' : 'application/json' });
    for (const part of parts.slice(0, -1)) await response.write(part);
    exchanges.push({ text, body: request.text, arrivedAt, endedAt: performance.now() });
    await response.end(parts.at(-1));
  };
}

const streamSchema = z.looseObject({ stream: z.literal(true) });

/** Three pieces; the last one brings the end along, so that nobody can know the text before it. */
function eventsOf(text: string): readonly string[] {
  const [first, second, third] = [text.slice(0, 8), text.slice(8, 16), text.slice(16)];
  return [
    event(first, null),
    event(second, null),
    `${event(third, null)}${event('', 'stop')}data: [DONE]\n\n`,
  ];
}

function event(text: string, finishReason: string | null): string {
  const choices = [{ index: 0, text, finish_reason: finishReason }];
  return `data: ${JSON.stringify({ id: 'bench', object: 'text_completion', created: 1, model: 'bench', choices })}\n\n`;
}

function tabbyAnswer(text: string): object {
  return { id: 'bench', choices: [{ index: 0, text }] };
}

/** What a server of Tabby says of itself. */
export const tabbyHealth = {
  model: 'bench',
  device: 'cpu',
  arch: '',
  cpu_info: '',
  cpu_count: 1,
  cuda_devices: [],
  version: { build_date: '', build_timestamp: '', git_sha: '', git_describe: 'v0.11.0' },
};

/** When the answer was read to its end. */
function post(url: string, agent: http.Agent, body: string): Promise<number> {
  const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
  return new Promise((resolve, reject) => {
    const request = http.request(url, { agent, method: 'POST', headers }, (response) => {
      response.on('error', reject);
      response.on('end', () => resolve(performance.now()));
      response.resume();
    });
    request.on('error', reject);
    request.end(body);
  });
}
