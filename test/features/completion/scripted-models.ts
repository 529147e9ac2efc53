import type { CompletionModels } from '../../../server/features/completion/model-completer.ts';
import type {
  FillInMiddleRequest,
  LanguageModel,
  ModelEvent,
  RequestPurpose,
} from '../../../server/model/language-model.ts';
import { ModelError } from '../../../server/model/model-error.ts';

/** No model of others is set. */
export const noModels: CompletionModels = {
  route: () => [],
  version: 1,
  isLocal: () => false,
  describe: async () => ({ path: '', repository: '' }),
  failed: () => undefined,
};

/** What a scripted model does with one question: it says these pieces, fails, or waits until it is stopped. */
export type Script = readonly ModelEvent[] | 'fails' | 'finds it too long' | 'waits';

/** A model that follows a script and keeps what it was asked. */
export class ScriptedModel implements LanguageModel {
  readonly name: string;
  readonly isPaused = false;
  windowTokens = 4_096;
  readonly asked: { readonly request: FillInMiddleRequest; readonly purpose: RequestPurpose }[] = [];
  /** Questions that were stopped before their end. */
  stopped = 0;
  script: Script;
  /** Called between two events, so that a test can act meanwhile. */
  between: () => Promise<void> = async () => undefined;

  constructor(name: string, script: Script) {
    this.name = name;
    this.script = script;
  }

  async abilities() {
    const { windowTokens } = this;
    const rest = { embed: false, isWindowAssumed: false, isPassedOn: false } as const;
    return { fim: 'suffix', chat: true, windowTokens, ...rest } as const;
  }

  async *fillInMiddle(
    request: FillInMiddleRequest,
    purpose: RequestPurpose,
    signal: AbortSignal,
  ): AsyncGenerator<ModelEvent> {
    this.asked.push({ request, purpose });
    let isWhole = false;
    try {
      if (this.script === 'fails')
        throw new ModelError('server-error', { holes: { model: this.name, host: 'h', status: '500' } });
      if (this.script === 'finds it too long')
        throw new ModelError('too-long', { holes: { model: this.name, host: 'h' } });
      if (this.script === 'waits') await untilAborted(signal);
      else {
        for (const event of this.script) {
          await this.between();
          if (signal.aborted) throw signal.reason;
          isWhole = event.kind === 'end';
          yield event;
        }
      }
      isWhole = true;
    } finally {
      if (!isWhole) this.stopped += 1;
    }
  }

  async *chat(): AsyncGenerator<ModelEvent> {
    yield* [];
  }

  async embed(): Promise<readonly (readonly number[])[]> {
    return [];
  }
}

/** The events of a model that says `pieces` and is done. */
export function saying(...pieces: readonly string[]): readonly ModelEvent[] {
  return [...pieces.map((text) => ({ kind: 'text', text }) as const), { kind: 'end', reason: 'complete' }];
}

/** Models in the order of a route, and what they failed with. */
export function modelsOf(
  ...route: readonly ScriptedModel[]
): CompletionModels & { readonly failures: ModelError[] } {
  const failures: ModelError[] = [];
  return {
    route: () => route,
    version: 1,
    isLocal: () => false,
    describe: async (uri) => ({ path: uri.slice(uri.lastIndexOf('/') + 1), repository: 'w' }),
    failed: (error) => failures.push(error),
    failures,
  };
}

function untilAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
}
