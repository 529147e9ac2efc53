import type { CompletionOptions } from '../features/completion/completion-options.ts';
import { profiles } from '../features/completion/profiles.ts';
import type { BudgetOptions } from '../model/budget-governor.ts';
import type { ModelsByName, RouteSettings } from '../model/model-settings.ts';
import type { Settings } from './settings-schema.ts';

/** What completion is told of the settings. */
export function completionOptionsOf(settings: Settings): CompletionOptions {
  const rules = profiles[settings['completion.profile']];
  // 0 means: as the profile says.
  const minimum = settings['completion.minimumConfidence'];
  return {
    enabled: settings['completion.enabled'],
    profile: settings['completion.profile'],
    comments: settings['completion.comments'],
    embedded: settings['embedded.enabled'],
    disabledLanguages: settings['completion.disabledLanguages'],
    languages: settings['completion.languages'],
    files: settings['completion.files'],
    minimumConfidence: minimum === 0 ? rules.minimumConfidence : minimum,
    minimumProbability: minimum === 0 ? rules.minimumProbability : minimum,
    maxLines: Math.min(settings['completion.maxLines'], rules.maxLines),
    speculate: settings['completion.speculate'],
  };
}

/** What the models of others are told of the settings. */
export interface ModelOptions {
  readonly models: ModelsByName;
  readonly routes: RouteSettings;
  readonly budget: BudgetOptions;
}

export function modelOptionsOf(settings: Settings): ModelOptions {
  const dailyRequests = settings['limits.dailyRequests'];
  return {
    models: settings.models,
    routes: {
      byTask: {
        completion: settings['routes.completion'],
        chat: settings['routes.chat'],
        embedding: settings['routes.embedding'],
      },
      byLanguage: settings['routes.languages'],
    },
    budget: {
      hostedAutomatic: settings['completion.hostedAutomatic'],
      dailyRequests: dailyRequests === 0 ? undefined : dailyRequests,
    },
  };
}

/** What the context engine is told of the settings. */
export interface ContextOptions {
  readonly enabled: boolean;
  /** The most tokens of context in the prompt of one completion. */
  readonly maxTokens: number;
  /** Relative to the root, with `/` between and none at the end; an empty list means everything. */
  readonly folders: readonly string[];
  readonly memoryLimitBytes: number;
  readonly embeddings: boolean;
}

export function contextOptionsOf(settings: Settings): ContextOptions {
  return {
    enabled: settings['context.enabled'],
    maxTokens: settings['context.maxTokens'],
    folders: settings['context.folders'].map((folder) => folder.replace(/\/$/, '')),
    memoryLimitBytes: settings['context.memoryLimitMb'] * bytesPerMb,
    embeddings: settings['context.embeddings'],
  };
}

const bytesPerMb = 1024 * 1024;
