import { expect, test } from 'vitest';

import { detectFimFamily, fimFamily } from '../../server/model/fim-family.ts';
import type { FimKind } from '../../server/model/language-model.ts';
import { ModelError } from '../../server/model/model-error.ts';
import { type PresetName, presetNames } from '../../server/model/presets.ts';
import {
  anthropicOf,
  chatOf,
  completionsOf,
  infillOf,
  ollamaGenerateOf,
} from '../support/scripted-model-server.ts';
import { complete, completion, modelBench, otherFile, scriptOllama } from './model-bench.ts';

const kinds = [undefined, 'suffix', 'template', 'infill', 'ollama', 'mistral', 'chat'] as const satisfies (
  | FimKind
  | undefined
)[];
const capabilities = [['completion'], ['completion', 'insert']];
const chatRoutes = ['/v1/chat/completions', '/api/chat', '/v1/messages'];
const modelName = 'codestral-latest';
const markers = fimFamily(detectFimFamily(modelName) ?? 'qwen').markers;

/** The chat bodies that arrived, and whether anything did; undefined when the settings do not fit. */
async function asking(
  preset: PresetName | undefined,
  fim: FimKind | undefined,
  abilities: readonly string[],
) {
  const bench = await modelBench();
  const { server, keys } = bench;
  scriptOllama(bench, { capabilities: abilities, running: { [modelName]: 4096 } });
  server.on('/v1/chat/completions', chatOf('a'));
  server.on('/v1/messages', anthropicOf('a'));
  server.on('/v1/completions', completionsOf('a'));
  server.on('/v1/fim/completions', completionsOf('a'));
  server.on('/infill', infillOf('a'));
  server.on('/api/generate', ollamaGenerateOf('a'));
  server.on('/api/chat', (_request, response) =>
    response.ndjson([{ message: { content: 'a' }, done: true }]),
  );
  keys.environment.set('KEY', 'k');
  try {
    const model = bench.model({ preset, fim, model: modelName, window: 4096, keyEnv: 'KEY' });
    await complete(model, undefined, completion({ context: [otherFile] }));
  } catch (error) {
    if (error instanceof ModelError && error.kind === 'misconfigured') return undefined;
    throw error;
  }
  return server.requests.filter(({ path }) => chatRoutes.includes(path)).map(({ text }) => text);
}

test.each([
  ['a server without preset', undefined] as const,
  ...presetNames.map((name) => [name, name] as const),
])('no prompt in a template is sent to a chat route of %s', async (_, preset) => {
  const bodies: string[] = [];
  let fitting = 0;
  for (const fim of kinds) {
    for (const abilities of preset === 'ollama' ? capabilities : [[]]) {
      const chats = await asking(preset, fim, abilities);
      if (chats !== undefined) fitting += 1;
      bodies.push(...(chats ?? []));
    }
  }
  expect(fitting).toBeGreaterThan(0);
  expect(bodies.filter((body) => markers.some((marker) => body.includes(marker)))).toEqual([]);
  expect(bodies.length).toBeGreaterThan(0);
});
