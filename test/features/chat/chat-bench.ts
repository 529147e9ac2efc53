import { bareDocument } from '../../../server/base/text-document.ts';
import type { ContextBundle, ContextItem, SearchResult } from '../../../server/context/context-item.ts';
import { Chat } from '../../../server/features/chat/chat.ts';
import type { ChatRequest } from '../../../server/features/chat/chat-request.ts';
import type { ChangedFile, ChatPorts, ChatProblem } from '../../../server/features/chat/ports.ts';
import type {
  LanguageModel,
  ModelEvent,
  ChatRequest as ModelRequest,
} from '../../../server/model/language-model.ts';
import { ModelError } from '../../../server/model/model-error.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import type { MemoryProject } from '../../support/memory-project.ts';
import { watchedModel } from '../../support/watched-model.ts';
import { citationPortsOf } from './project-code.ts';

/** A piece that a scripted chat model says, a failure in its place, or the end of an answer that was cut. */
type ChatScript = readonly (string | 'fails' | 'cut' | { readonly until: Promise<void> })[];

/** A chat model that follows a script and keeps what it was asked. */
export class ChatModel implements LanguageModel {
  readonly name: string;
  readonly isPaused = false;
  windowTokens = 32_768;
  readonly asked: ModelRequest[] = [];
  /** Questions that were stopped before their end. */
  stopped = 0;
  readonly #script: ChatScript;

  constructor(name: string, ...script: ChatScript) {
    this.name = name;
    this.#script = script;
  }

  async abilities() {
    const { windowTokens } = this;
    return {
      fim: undefined,
      chat: true,
      embed: false,
      windowTokens,
      isWindowAssumed: false,
      isPassedOn: false,
    };
  }

  async *fillInMiddle(): AsyncGenerator<ModelEvent> {
    yield* [];
  }

  async *chat(request: ModelRequest, _purpose: unknown, signal: AbortSignal): AsyncGenerator<ModelEvent> {
    this.asked.push(request);
    let isWhole = false;
    try {
      for (const piece of this.#script) {
        signal.throwIfAborted();
        if (piece === 'fails')
          throw new ModelError('server-error', { holes: { model: this.name, host: 'h', status: '500' } });
        if (typeof piece === 'object') await Promise.race([piece.until, untilAborted(signal)]);
        else if (piece !== 'cut') yield { kind: 'text', text: piece };
      }
      yield { kind: 'end', reason: this.#script.at(-1) === 'cut' ? 'length' : 'complete' };
      yield { kind: 'usage', usage: { promptTokens: 100, cachedTokens: undefined, completionTokens: 7 } };
      isWhole = true;
    } finally {
      if (!isWhole) this.stopped += 1;
    }
  }

  async embed(): Promise<readonly (readonly number[])[]> {
    return [];
  }
}

function untilAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
}

export interface BenchOptions {
  readonly models?: readonly LanguageModel[];
  /** What the engine finds, as `path:line-line` with a reason. */
  readonly found?: Readonly<Record<string, string>>;
  /** Files that no model may be shown. */
  readonly unsendable?: readonly string[];
  readonly changes?: readonly ChangedFile[];
  readonly problems?: readonly ChatProblem[];
  readonly bundle?: Partial<ContextBundle>;
}

/** A chat over a project in memory, with an engine that finds what it is told to. */
export function chatBench(project: MemoryProject, options: BenchOptions = {}) {
  const clock = new ManualClock();
  const queries: string[] = [];
  const failures: ModelError[] = [];
  const { models = [], unsendable = [], changes = [], problems = [] } = options;
  const maySend = (uri: string) => !unsendable.some((path) => project.at(path) === uri);
  const isWithheld = (uri: string) => !maySend(uri) || project.isExcluded(uri);
  const watched = models.map((model) => watchedModel(model, () => ({ texts: project.texts, isWithheld })));
  const ports: ChatPorts = {
    ...citationPortsOf(project),
    context: {
      async gather(query, maxTokens, signal) {
        queries.push(query);
        return bundleOf(await foundIn(project, options.found ?? {}, signal), maxTokens, options.bundle);
      },
      async search(query, limit, signal) {
        queries.push(query);
        const items = await foundIn(project, options.found ?? {}, signal);
        return items.slice(0, limit).flatMap(asResult);
      },
    },
    models: { route: () => watched, failed: (error) => failures.push(error) },
    policy: { maySend: async (uri) => maySend(uri) },
    workingTree: { changes: async () => ({ files: changes, left: 0 }) },
    problems: () => problems,
    clock,
    makeId: () => 'trace-1',
  };
  return { chat: new Chat(ports), ports, clock, queries, failures };
}

/** A question with nothing beside it. */
export function questionOf(message: string, rest: Partial<ChatRequest> = {}): ChatRequest {
  return { message, turns: [], document: undefined, selection: undefined, references: [], ...rest };
}

async function foundIn(
  project: MemoryProject,
  found: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<readonly ContextItem[]> {
  return Promise.all(
    Object.entries(found).map(async ([place, reason], at) => {
      const [, path = '', from = '', to = from] = /^(.*):(\d+)(?:-(\d+))?$/.exec(place) ?? [];
      const uri = project.at(path);
      const look = await project.look(uri, signal);
      const document = bareDocument(look.kind === 'text' ? look.text : '');
      const [startLine, endLine] = [Number(from) - 1, Number(to)];
      const range = { start: document.lineStart(startLine), end: document.lineStart(endLine) };
      const text = document.text.slice(range.start, range.end);
      const parts = [{ startLine, endLine, range, text }];
      return { uri, path, parts, reason, retriever: 'words', score: 10 - at, tokens: 0 } as const;
    }),
  );
}

function asResult({ uri, path, parts, score, reason }: ContextItem): readonly SearchResult[] {
  return parts.map(({ startLine, endLine, text }) => ({
    uri,
    path,
    startLine,
    endLine,
    text,
    score,
    reason,
  }));
}

function bundleOf(
  items: readonly ContextItem[],
  maxTokens: number,
  rest: Partial<ContextBundle> = {},
): ContextBundle {
  const empty = { dropped: [], trace: [], usedTokens: 0, tookMs: 0, isComplete: true } as const;
  return { task: 'chat', items, maxTokens, ...empty, ...rest };
}
