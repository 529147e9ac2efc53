import {
  completionsOf,
  type ScriptedModelServer,
  scriptedModelServer,
} from '../support/scripted-model-server.ts';
import { typed } from './completion-scenario.ts';

/** What the model adds to what is typed: a block of three lines. */
const block = {
  first: 'ess) {',
  second: '    throw new ModelsOwnError(parsed.error);',
  third: '  }',
} as const;

/** The row that only the model writes. */
export const modelsRow: RegExp = /throw new ModelsOwnError\(parsed\.error\);/;

/** A model that adds the block behind what is typed, and nothing anywhere else. */
export async function blockModel(): Promise<ScriptedModelServer> {
  const model = await scriptedModelServer();
  const writes = completionsOf(`${block.first}\n${block.second}\n${block.third}`);
  const isSilent = completionsOf('');
  model.on('/v1/completions', (request, response) => {
    const isThere = JSON.stringify(request.body).includes(`${typed}"`);
    return (isThere ? writes : isSilent)(request, response);
  });
  return model;
}

/** The person's settings file: that model alone, nothing of their own code. */
export function settingsOf(model: ScriptedModelServer): string {
  return JSON.stringify({
    models: { scripted: { baseUrl: `${model.url}/v1`, model: 'scripted', fim: 'suffix' } },
    'routes.completion': ['scripted'],
    'embedded.enabled': false,
  });
}

/** Time enough for a suggestion to be read, so that typing past it is a judgment. */
export const readingMs = 1_000;
/** Time in which a suggestion would have come. */
export const comingMs = 1_500;

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
