import type { SourcedText } from '../../../../server/base/sourced-text.ts';
import type {
  ChatRequest,
  LanguageModel,
  ModelAbilities,
  ModelEvent,
  RequestPurpose,
} from '../../../../server/model/language-model.ts';
import { ModelError } from '../../../../server/model/model-error.ts';

/** What a model says to one question: a text, a text that breaks off, or a failure. */
export type Say = string | { readonly cut: string } | 'fails';

/** A model that says what it was told to, one answer for each question, the last one again and again. */
export class ActionModel implements LanguageModel {
  readonly name: string;
  readonly isPaused = false;
  readonly asked: { readonly request: ChatRequest; readonly purpose: RequestPurpose }[] = [];
  readonly #says: readonly Say[];
  readonly #abilities: Partial<ModelAbilities>;

  constructor(says: readonly Say[], abilities: Partial<ModelAbilities> = {}, name = 'big') {
    this.name = name;
    this.#says = says;
    this.#abilities = abilities;
  }

  /** The last question, as the sender would flatten it. */
  get prompt(): string {
    const messages = this.asked.at(-1)?.request.messages ?? [];
    return messages.map(({ role, content }) => `[${role}]\n${flat(content)}`).join('\n');
  }

  /** The files whose text the last question holds. */
  get files(): readonly string[] {
    const parts = this.asked.at(-1)?.request.messages.flatMap(({ content }) => content.parts) ?? [];
    return [...new Set(parts.flatMap(({ uri }) => uri ?? []))];
  }

  async abilities(): Promise<ModelAbilities> {
    const rest = {
      fim: undefined,
      chat: true,
      embed: false,
      isWindowAssumed: false,
      isPassedOn: false,
    } as const;
    return { ...rest, windowTokens: 100_000, editFormat: 'search-replace', ...this.#abilities };
  }

  async *chat(
    request: ChatRequest,
    purpose: RequestPurpose,
    signal: AbortSignal,
  ): AsyncGenerator<ModelEvent> {
    signal.throwIfAborted();
    const say = this.#says[Math.min(this.asked.length, this.#says.length - 1)] ?? '';
    this.asked.push({ request, purpose });
    if (say === 'fails')
      throw new ModelError('server-error', { holes: { model: this.name, host: 'h', status: '500' } });
    yield { kind: 'text', text: typeof say === 'string' ? say : say.cut };
    yield { kind: 'end', reason: typeof say === 'string' ? 'complete' : 'length' };
  }

  async *fillInMiddle(): AsyncGenerator<ModelEvent> {
    yield* [];
  }

  async embed(): Promise<readonly (readonly number[])[]> {
    return [];
  }
}

function flat(text: SourcedText): string {
  return text.parts.map((part) => part.text).join('');
}
