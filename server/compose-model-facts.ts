import { availableParallelism, totalmem } from 'node:os';

import { UserError } from './base/error-codes.ts';
import type { ConfiguredModel, ModelsFacts, RouteFacts } from './cli/actions.ts';
import { type ComposedModel, composeModels } from './compose-models.ts';
import { modelOptionsOf } from './config/feature-options.ts';
import type { Settings } from './config/settings-schema.ts';
import { type HomeFacts, stateFolderPath } from './host/home-places.ts';
import { keySource } from './host/key-source.ts';
import { loopbackProbe } from './host/loopback-probe.ts';
import { discoverServers } from './model/discovery.ts';
import type { ModelConfig } from './model/model-config.ts';
import { ModelError } from './model/model-error.ts';
import type { RouteSettings } from './model/model-settings.ts';
import { recommendForCompletion } from './model/recommend-model.ts';

interface Surroundings {
  readonly version: string;
  readonly person: HomeFacts;
  /** The workspace, absolute. */
  readonly root: string;
}

/**
 * What the doctor says of models. Servers on this machine are asked what they have; those on others are left alone,
 * and no text of the user's goes anywhere.
 */
export async function modelsFacts(
  settings: Settings,
  { version, person, root }: Surroundings,
  signal: AbortSignal,
): Promise<ModelsFacts> {
  const options = modelOptionsOf(settings);
  const problems: UserError[] = [];
  const composed = composeModels(options, {
    version,
    stateDirectory: stateFolderPath(person),
    keyRunFolder: person.homeFolder,
    roots: () => [root],
    policy: { refusalOf: () => 'excluded-text' },
    onLoading: () => () => undefined,
    onProblem: (error) => problems.push(error),
  });
  const [servers, configured, spent] = await Promise.all([
    discoverServers(loopbackProbe(), signal),
    Promise.all([...composed.models.values()].map((each) => configuredModel(each, person, signal))),
    composed.spentToday().catch((error: unknown) => noteSpending(error, problems)),
  ]);
  const machine = { memoryBytes: totalmem(), cores: availableParallelism() };
  return {
    servers,
    recommendation: recommendForCompletion(servers, machine),
    configured,
    routes: routesOf(options.routes),
    problems,
    spentToday: spent?.rows ?? [],
    limits: options.budget,
  };
}

async function configuredModel(
  { config, model }: ComposedModel,
  person: HomeFacts,
  signal: AbortSignal,
): Promise<ConfiguredModel> {
  const { name, modelId, host, isLoopback } = config;
  const check = isLoopback ? await checkOf(model, signal) : ({ state: 'not-checked' } as const);
  const abilities = check.state === 'answers' ? await model.abilities().catch(() => undefined) : undefined;
  return {
    name,
    modelId,
    host,
    isLoopback,
    fim: abilities?.fim ?? config.fim,
    key: keyState(config, person),
    keyVariable: config.key.kind === 'environment' ? config.key.name : undefined,
    check,
    windowTokens: abilities?.windowTokens ?? config.windowTokens,
    isWindowAssumed: abilities?.isWindowAssumed ?? false,
  };
}

async function checkOf(
  model: ComposedModel['model'],
  signal: AbortSignal,
): Promise<ConfiguredModel['check']> {
  try {
    await model.reach(signal);
    return { state: 'answers' };
  } catch (error) {
    if (!(error instanceof ModelError)) throw error;
    return { state: 'failed', problem: error };
  }
}

function keyState({ key }: ModelConfig, { env, homeFolder }: HomeFacts): ConfiguredModel['key'] {
  switch (key.kind) {
    case 'none':
      return 'none';
    case 'command':
      return 'by command';
    case 'environment': {
      if (keySource(env, homeFolder).fromEnvironment(key.name) !== undefined) return 'found';
      return key.isRequired ? 'missing' : 'none';
    }
  }
}

function routesOf({ byTask, byLanguage }: RouteSettings): readonly RouteFacts[] {
  const general = Object.entries(byTask).map(([task, models]) => ({ task, language: undefined, models }));
  const special = Object.entries(byLanguage).flatMap(([language, tasks]) =>
    Object.entries(tasks).map(([task, models = []]) => ({ task, language, models })),
  );
  return [...general, ...special].filter(({ models }) => models.length > 0);
}

function noteSpending(error: unknown, problems: UserError[]): undefined {
  if (!(error instanceof UserError)) throw error;
  problems.push(error);
  return undefined;
}
