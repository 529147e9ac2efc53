import { tmpdir } from 'node:os';

import { UserError } from '../../server/base/error-codes.ts';
import { nothing } from '../../server/base/outcome.ts';
import type {
  CliActions,
  CompleteResult,
  ConfiguredModel,
  DoctorFacts,
  ModelsFacts,
} from '../../server/cli/actions.ts';
import type { CliContext } from '../../server/cli/cli-context.ts';
import type { Output } from '../../server/cli/terminal.ts';
import { defaultSettings } from '../../server/config/settings-defaults.ts';
import type { LayerReport } from '../../server/config/settings-layer.ts';
import type { ChatAnswer } from '../../server/features/chat/chat-request.ts';
import type { FoundServer } from '../../server/model/discovery.ts';
import { ModelError } from '../../server/model/model-error.ts';
import { recommendForCompletion } from '../../server/model/recommend-model.ts';
import { builtIndex, emptyBundle } from './scripted-index.ts';

/** An output that keeps what was written. */
export class Paper implements Output {
  readonly colors: boolean;
  readonly isInteractive: boolean;
  readonly columns: number;
  text = '';

  constructor({ colors = false, isInteractive = false, columns = 100 } = {}) {
    this.columns = columns;
    this.colors = colors;
    this.isInteractive = isInteractive;
  }

  write(text: string): void {
    this.text += text;
  }
}

export interface ScriptedContext extends CliContext {
  readonly terminal: { readonly out: Paper; readonly error: Paper };
}

/** A context whose actions are given and whose output can be read; time stands still. */
export function scriptedContext(
  actions: Partial<CliActions> = {},
  rest: Partial<Omit<ScriptedContext, 'actions'>> = {},
): ScriptedContext {
  return {
    actions: {
      version: '1.2.3',
      serve: async () => 0,
      complete: async () => silence,
      inspect: async () => healthy,
      gatherContext: async () => ({ bundle: emptyBundle, indexMs: 340, problems: [] }),
      gatherContextFor: async () => ({ bundle: emptyBundle, indexMs: 340, problems: [] }),
      search: async () => ({ results: [], indexMs: 340, searchMs: 1.25, problems: [] }),
      ask: async () => ({ answer: unasked, indexMs: 340, problems: [] }),
      buildIndex: async () => builtIndex,
      serveMcp: async () => undefined,
      ...actions,
    },
    terminal: { out: new Paper(), error: new Paper() },
    signal: new AbortController().signal,
    workingFolder: tmpdir(),
    entryPath: '/opt/innerloop/dist/main.js',
    person: { homeFolder: '/home/ada', userName: 'ada' },
    node: { version: '20.20.2', platform: 'linux', architecture: 'x64' },
    monotonicMs: () => 0,
    ...rest,
  };
}

/** An answer without a word. */
export const unasked: ChatAnswer = {
  content: '',
  citations: [],
  usage: undefined,
  model: undefined,
  traceId: 'trace-1',
};

export const silence: CompleteResult = {
  outcome: nothing('unsure'),
  suggestMs: 1.25,
  learnedFiles: 12,
  learnMs: 340,
  trace: undefined,
  context: undefined,
  problems: [],
};

/** The user's settings file. */
export const userFile = '/home/ada/.config/innerloop/config.jsonc';

export const healthy: DoctorFacts = {
  settings: {
    settings: defaultSettings,
    origins: new Map(),
    layers: [
      {
        name: 'user file',
        source: userFile,
        state: 'missing',
        keys: [],
        problems: [],
      },
    ],
  },
  workspace: {
    root: '/home/ada/src/engine',
    learnedFiles: 812,
    learnedBytes: 4_300_000,
    learnMs: 840,
    memoryMb: 41.4,
    leftOut: [{ reason: 'secret place', files: 2 }],
    problems: [],
  },
  cacheFolder: '/no-such-folder/innerloop',
  models: {
    servers: [],
    recommendation: undefined,
    configured: [],
    routes: [],
    problems: [],
    spentToday: [],
    limits: { hostedAutomatic: false, dailyRequests: undefined },
  },
};

const found = { embed: false, windowTokens: 32_768, isLoaded: false, runsHere: true } as const;
/** A server of this machine with a model for filling gaps and one for chat. */
export const ollama: FoundServer = {
  preset: 'ollama',
  baseUrl: 'http://127.0.0.1:11434',
  models: [
    { ...found, id: 'qwen2.5-coder:1.5b-base', fim: true, chat: true, billions: 1.5 },
    { ...found, id: 'llama3.1:8b', fim: false, chat: true, billions: 8, windowTokens: 131_072 },
  ],
};

/** A model of the settings, on this machine. */
export const qwen: ConfiguredModel = {
  name: 'qwen',
  modelId: 'qwen2.5-coder:1.5b-base',
  host: 'localhost:11434',
  isLoopback: true,
  fim: 'ollama',
  key: 'none',
  keyVariable: undefined,
  check: { state: 'answers' },
  windowTokens: 4096,
  isWindowAssumed: false,
};
/** A model of the settings, on another machine. */
export const acme: ConfiguredModel = {
  name: 'acme-secret',
  modelId: 'merger-coder',
  host: 'models.acme.example',
  isLoopback: false,
  fim: 'chat',
  key: 'found',
  keyVariable: 'ACME_KEY',
  check: { state: 'not-checked' },
  windowTokens: undefined,
  isWindowAssumed: false,
};
/** What that one used today. */
export const spent = {
  model: 'acme-secret',
  feature: 'completion',
  requests: 140,
  answers: 120,
  failures: 2,
  promptTokens: 81_234,
  cachedTokens: 60_000,
  completionTokens: 3012,
  costUsd: 0.0123,
  unpriced: 0,
} as const;

/** The best of its models for a laptop. */
export const recommendation = recommendForCompletion([ollama], { memoryBytes: 16 * 2 ** 30, cores: 8 });

/** Both of them, for completion. */
export const completion = {
  task: 'completion',
  language: undefined,
  models: ['qwen', 'acme-secret'],
} as const;
/** Models on other machines may be asked while the user types. */
export const automatic = { hostedAutomatic: true, dailyRequests: 500 } as const;

/** All is well, and these are the models. */
export function withModels(models: Partial<ModelsFacts>, facts = healthy): DoctorFacts {
  return { ...facts, models: { ...facts.models, ...models } };
}

/** All is well, but for what the user's file says. */
export function withLayer(layer: Partial<LayerReport>): DoctorFacts {
  const report = {
    name: 'user file',
    source: userFile,
    state: 'read',
    keys: [],
    problems: [],
    ...layer,
  } as const;
  return { ...healthy, settings: { ...healthy.settings, layers: [report] } };
}

/** Why a third one does not answer. */
export const unreachable = new ModelError('unreachable', {
  holes: { model: 'old', host: 'models.acme.example', detail: 'nobody listens', hint: 'Start it.' },
});

/** A user whose every setting names something private. */
export function privateFacts(): DoctorFacts {
  const problem = new UserError('settings-unknown', {
    file: userFile,
    key: 'models.acme-secret.x',
    hint: 'acme',
  });
  const layered = withLayer({ keys: ['models', 'routes.completion'], problems: [problem] });
  const headers = { authorization: 'Bearer sk-secret' };
  const models = {
    'acme-secret': { model: 'merger-coder', baseUrl: 'https://models.acme.example/v1', headers },
    qwen: { preset: 'ollama', model: 'qwen2.5-coder:1.5b-base', query: { token: 'sk-secret' } },
  } as const;
  const settings = {
    ...layered.settings.settings,
    models,
    'routes.completion': ['acme-secret'],
    'routes.languages': { acmescript: { completion: ['acme-secret'] } },
  };
  const keys = ['models', 'routes.completion', 'routes.languages'] as const;
  const origins = new Map(keys.map((key) => [key, [userFile]]));
  const facts = { ...layered, settings: { ...layered.settings, settings, origins } };
  const failed = { ...acme, check: { state: 'failed', problem: unreachable } } as const;
  return withModels(
    {
      servers: [{ ...ollama, models: ollama.models.map((model) => ({ ...model, id: 'merger-coder' })) }],
      recommendation,
      configured: [failed, qwen],
      routes: [completion],
      problems: [new UserError('model-unknown', { name: 'acme', hint: 'Did you mean "acme-secret"?' })],
      spentToday: [spent, { ...spent, model: 'acme-of-yesterday' }],
      limits: automatic,
    },
    { ...facts, workspace: { ...facts.workspace, problems: [unreachable] } },
  );
}
