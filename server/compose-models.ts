import { sep } from 'node:path';

import { UserError } from './base/error-codes.ts';
import { nearestWord } from './base/nearest-word.ts';
import type { ModelOptions } from './config/feature-options.ts';
import { EventLog } from './host/event-log.ts';
import { keySource } from './host/key-source.ts';
import { modelFetch } from './host/model-fetch.ts';
import { systemClock } from './host/system-clock.ts';
import { ModelLedger, type UsageToday } from './metrics/model-ledger.ts';
import { refusalOf } from './model/budget-governor.ts';
import { EndpointHealth } from './model/endpoint-health.ts';
import type { Provider } from './model/exchange.ts';
import { type ModelConfig, modelConfig } from './model/model-config.ts';
import { ModelError } from './model/model-error.ts';
import { routedModels, routeFor } from './model/model-router.ts';
import type { ModelSettings, ModelTask } from './model/model-settings.ts';
import type { OutboundPolicy } from './model/ports.ts';
import { anthropic } from './model/providers/anthropic.ts';
import { ollama } from './model/providers/ollama.ts';
import { openaiCompatible } from './model/providers/openai-compatible.ts';
import { RemoteModel } from './model/remote-model.ts';
import { Sender } from './model/sender.ts';
import { Wire } from './model/wire.ts';

/** What the models of this process are built with, besides the settings. */
export interface ModelSurroundings {
  readonly version: string;
  /** Where it is kept what models cost; absolute. */
  readonly stateDirectory: string;
  /** Where commands that print keys run: never a workspace. */
  readonly keyRunFolder: string;
  /** The workspace's folders, absolute: no program in them prints a key. */
  readonly roots: () => readonly string[];
  readonly policy: OutboundPolicy;
  readonly onLoading: (model: string) => () => void;
  /** What is wrong in the settings of models, and what goes wrong with the log of what they cost. */
  readonly onProblem: (error: UserError) => void;
}

/** One model of the settings, ready to be asked. */
export interface ComposedModel {
  readonly config: ModelConfig;
  readonly model: RemoteModel;
}

/** Every model of the settings that can be used, and their routes. */
export class ComposedModels {
  readonly models: ReadonlyMap<string, ComposedModel>;
  readonly #options: ModelOptions;
  readonly #ledger: ModelLedger;

  constructor(models: ReadonlyMap<string, ComposedModel>, options: ModelOptions, ledger: ModelLedger) {
    this.models = models;
    this.#options = options;
    this.#ledger = ledger;
  }

  /** The models of a route that may be asked, and why others of it may not, so that it can be said. */
  routeFor(
    task: ModelTask,
    languageId: string,
    trigger: 'invoked' | 'automatic',
  ): { readonly models: readonly RemoteModel[]; readonly refusal: ModelError | undefined } {
    const names = routeFor(task, languageId, this.#options.routes);
    const found = names.flatMap((name) => this.models.get(name) ?? []);
    const isAllowed = ({ config }: ComposedModel) =>
      refusalOf({ isHosted: !config.isLoopback, trigger }, this.#options.budget, 0) === undefined;
    const refused = found.find((each) => !isAllowed(each));
    return {
      models: found.filter(isAllowed).map(({ model }) => model),
      refusal: refused && hostedOff(refused),
    };
  }

  /** What was spent today, by every server of this user. */
  spentToday(): Promise<UsageToday> {
    return this.#ledger.summaryToday();
  }
}

/** Builds the models; those that cannot be used are told to `onProblem`, and so are routes that lead nowhere. */
export function composeModels(options: ModelOptions, surroundings: ModelSurroundings): ComposedModels {
  const { version, stateDirectory, keyRunFolder, roots, policy, onLoading, onProblem } = surroundings;
  const store = new EventLog(stateDirectory, systemClock);
  const ledger = new ModelLedger({ store, clock: systemClock, makeId: () => crypto.randomUUID() });
  const sender = new Sender({
    policy,
    health: new EndpointHealth(systemClock),
    clock: systemClock,
    keys: keySource(process.env, keyRunFolder, {
      isTrusted: (file) => !roots().some((root) => file.startsWith(root + sep)),
    }),
    spending: ledger,
    budget: () => options.budget,
    onSpendingFailure: (error) => {
      if (error instanceof UserError) onProblem(error);
    },
  });
  const models = new Map<string, ComposedModel>();
  for (const config of usableConfigs(options, surroundings)) {
    const wire = new Wire(config, modelFetch(config.connection), version);
    const model = new RemoteModel({
      target: { config, wire },
      provider: providerOf(config),
      sender,
      clock: systemClock,
      random: Math.random,
      onLoading,
    });
    models.set(config.name, { config, model });
  }
  for (const name of routedModels(options.routes)) {
    if (!Object.hasOwn(options.models, name)) onProblem(unknownModel(name, Object.keys(options.models)));
  }
  return new ComposedModels(models, options, ledger);
}

/** A name that no entry of `models` has. */
export function unknownModel(name: string, known: readonly string[]): UserError {
  const nearest = nearestWord(name, known);
  const list = known.length === 0 ? '"models" is empty.' : `There are ${known.join(', ')}.`;
  const hint = nearest === undefined ? list : `Did you mean "${nearest}"?`;
  return new UserError('model-unknown', { name, hint });
}

function usableConfigs(
  { models }: ModelOptions,
  { keyRunFolder: homeFolder, onProblem }: ModelSurroundings,
): readonly ModelConfig[] {
  return Object.entries(models).flatMap(([name, settings]) => {
    try {
      return [modelConfig(name, withHome(settings, homeFolder))];
    } catch (error) {
      if (!(error instanceof ModelError)) throw error;
      onProblem(error);
      return [];
    }
  });
}

/** `~/` is the shell's; here it is understood, too. */
function withHome(settings: ModelSettings, homeFolder: string): ModelSettings {
  const full = (path: string | undefined) => path?.replace(/^~(?=[/\\])/, () => homeFolder);
  const { caFile, certFile, keyFile } = settings;
  return { ...settings, caFile: full(caFile), certFile: full(certFile), keyFile: full(keyFile) };
}

function providerOf(config: ModelConfig): Provider {
  switch (config.wire) {
    case 'openai':
      return openaiCompatible(config);
    case 'ollama':
      return ollama(config);
    case 'anthropic':
      return anthropic(config);
  }
}

function hostedOff({ config }: ComposedModel): ModelError {
  return new ModelError('hosted-off', { holes: { model: config.name, host: config.host } });
}
