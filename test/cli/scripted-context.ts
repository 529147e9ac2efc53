import { tmpdir } from 'node:os';

import { nothing } from '../../server/base/outcome.ts';
import type { CliActions, CompleteResult, DoctorFacts } from '../../server/cli/actions.ts';
import type { CliContext } from '../../server/cli/cli-context.ts';
import type { Output } from '../../server/cli/terminal.ts';
import { defaultSettings } from '../../server/config/settings-defaults.ts';

/** An output that keeps what was written. */
export class Paper implements Output {
  readonly colors: boolean;
  readonly isInteractive: boolean;
  readonly columns = 100;
  text = '';

  constructor({ colors = false, isInteractive = false } = {}) {
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

export const silence: CompleteResult = {
  outcome: nothing('unsure'),
  suggestMs: 1.25,
  learnedFiles: 12,
  learnMs: 340,
  problems: [],
};

export const healthy: DoctorFacts = {
  settings: {
    settings: defaultSettings,
    origins: new Map(),
    layers: [
      {
        name: 'user file',
        source: '/home/ada/.config/innerloop/config.jsonc',
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
};
