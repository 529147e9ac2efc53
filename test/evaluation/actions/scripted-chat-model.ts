import { modelFetch } from '../../../server/host/model-fetch.ts';
import { systemClock } from '../../../server/host/system-clock.ts';
import { EndpointHealth } from '../../../server/model/endpoint-health.ts';
import type { LanguageModel } from '../../../server/model/language-model.ts';
import { modelConfig } from '../../../server/model/model-config.ts';
import { openaiCompatible } from '../../../server/model/providers/openai-compatible.ts';
import { RemoteModel } from '../../../server/model/remote-model.ts';
import { Sender } from '../../../server/model/sender.ts';
import { Wire } from '../../../server/model/wire.ts';
import { chatOf, type Reply, type ScriptedModelServer } from '../../support/scripted-model-server.ts';
import type { ScriptedAnswer } from './reply-manners.ts';

/** A model that knows nothing of earlier ones: its server is healthy, and nothing was spent. */
export function scriptedChatModel({ url }: ScriptedModelServer): LanguageModel {
  const config = modelConfig('scripted', { model: 'scripted', baseUrl: `${url}/v1` });
  const sender = new Sender({
    policy: { refusalOf: () => undefined },
    health: new EndpointHealth(systemClock),
    clock: systemClock,
    keys: { fromEnvironment: () => undefined, fromCommand: async () => '' },
    spending: { requested: async () => '', answered: async () => {}, hostedRequestsToday: async () => 0 },
    budget: () => ({ hostedAutomatic: false, dailyRequests: undefined }),
    onSpendingFailure: () => {},
  });
  return new RemoteModel({
    target: { config, wire: new Wire(config, modelFetch(config.connection), '0.0.0') },
    provider: openaiCompatible(config),
    sender,
    clock: systemClock,
    random: () => 0,
    onLoading: () => () => {},
  });
}

/** An answer as a server streams it that speaks as OpenAI does. */
export function chatReply({ text, end }: ScriptedAnswer): Reply {
  if (end === 'stop' || end === 'length') return chatOf(text, { finish: end });
  const event = {
    object: 'chat.completion.chunk',
    choices: [{ index: 0, delta: { content: text }, finish_reason: null }],
  };
  return async (_request, response) => {
    response.status(200, { 'content-type': 'text/event-stream' });
    await response.write(`data: ${JSON.stringify(event)}\n\n`);
    if (end === 'broken') response.destroy();
    else await response.end();
  };
}
