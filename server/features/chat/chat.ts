import type { ContextBundle, ContextItem, SearchResult } from '../../context/context-item.ts';
import { questionTokens } from '../../context/no-context.ts';
import { askRoute, type RouteAnswer } from '../../model/ask-route.ts';
import type { LanguageModel } from '../../model/language-model.ts';
import type { ModelError } from '../../model/model-error.ts';
import { AnswerDraft } from './answer-draft.ts';
import { contextRemarks, endRemarks, reasonWithout, withheldRemark } from './answer-remarks.ts';
import { isChatDocument } from './chat-file-name.ts';
import { chatPrompt } from './chat-prompt.ts';
import type { ChatAnswer, ChatRequest, OnChatText } from './chat-request.ts';
import { verifyCitations } from './citations.ts';
import type { Excerpt } from './excerpt.ts';
import type { Insertion } from './harmless-links.ts';
import type { ChatPorts } from './ports.ts';
import { questionWords } from './question-words.ts';
import { resolveReferences } from './resolve-references.ts';
import { foundPlace, pointedPlace, searchAnswer } from './search-answer.ts';

/** An answer, and what was put into the streamed text to make its content of it. */
export interface MarkedAnswer extends ChatAnswer {
  readonly marks: readonly Insertion[];
}

/** Answers questions about the code: with a model if one answers, and else with what the index finds. */
export class Chat {
  readonly #ports: ChatPorts;

  constructor(ports: ChatPorts) {
    this.#ports = ports;
  }

  /**
   * Streams the answer; what comes back is the same text with wrong citations marked, so that nothing which was
   * streamed is ever taken back.
   */
  async answer(request: ChatRequest, onText: OnChatText, signal: AbortSignal): Promise<MarkedAnswer> {
    const { models, makeId } = this.#ports;
    const route = models.route(request.document?.languageId ?? '');
    const query = questionWords(request);
    const [{ excerpts, remarks }, found, looking] = await Promise.all([
      resolveReferences(request, this.#ports, signal),
      route.length === 0 ? undefined : this.#gather(query, signal),
      route.length === 0 ? undefined : this.#lookingAt(request, signal),
    ]);
    const references = await this.#sendable(excerpts, signal);
    const draft = new AnswerDraft(onText);
    draft.note(remarks);
    const question = { request, route, found, looking, references };
    const { answer, failures, withheld, remarks: notes } = await this.#ask(question, draft, signal);
    if (answer === undefined) {
      const reason = reasonWithout(route, failures);
      draft.say(await this.#search({ query, references, reason }, signal));
    }
    const left = new Set([
      ...withheld,
      ...excerpts.filter((each) => !references.includes(each)).map(({ uri }) => uri),
    ]);
    draft.note([...notes, ...(left.size === 0 ? [] : [withheldRemark(left.size)])]);
    const { content, citations, marks } = await verifyCitations(draft.text, this.#ports, signal);
    return { content, citations, marks, usage: answer?.usage, model: answer?.model, traceId: makeId() };
  }

  async #ask(
    { request, route, found, looking, references }: Question,
    draft: AnswerDraft,
    signal: AbortSignal,
  ): Promise<Asked> {
    const { message: question, turns, maxTokens = answerTokens } = request;
    const failures: ModelError[] = [];
    const { items, withheld } = await this.#sendableItems(found, references, signal);
    const material = { question, turns, looking, references, items };
    let unfit: readonly string[] = [];
    const answer = await askRoute(
      {
        models: route,
        messagesFor: ({ windowTokens }) => {
          const { messages, remarks } = chatPrompt(material, promptTokens(windowTokens, maxTokens));
          unfit = remarks;
          return messages;
        },
        maxTokens,
        purpose: { feature: 'chat', trigger: 'invoked' },
        onText: (text) => draft.say(text),
        onFailure: (error) => {
          failures.push(error);
          this.#ports.models.failed(error);
        },
      },
      signal,
    );
    if (answer === undefined) return { answer, failures, withheld: new Set(), remarks: [] };
    draft.closeFence();
    const remarks = [...endRemarks(answer), ...unfit, ...contextRemarks(found)];
    return { answer, failures, withheld, remarks };
  }

  /** The path of the file that the person looks at, if a model may know of it. */
  async #lookingAt({ document }: ChatRequest, signal: AbortSignal): Promise<string | undefined> {
    if (document === undefined) return undefined;
    const { policy, files } = this.#ports;
    return (await policy.maySend(document.uri, 'nothing', signal)) ? files.pathOf(document.uri) : undefined;
  }

  /** A question is answered without context rather than very late. */
  async #gather(query: string, signal: AbortSignal): Promise<ContextBundle | 'late' | undefined> {
    const { context, clock } = this.#ports;
    const ended = new AbortController();
    const own = AbortSignal.any([signal, ended.signal]);
    const late = clock.sleep(contextDeadlineMs, own).then(() => 'late' as const);
    try {
      return await Promise.race([context.gather(query, questionTokens, own), late]);
    } finally {
      late.catch(() => undefined);
      ended.abort();
    }
  }

  async #sendable(excerpts: readonly Excerpt[], signal: AbortSignal): Promise<readonly Excerpt[]> {
    const { policy } = this.#ports;
    const allowed = await Promise.all(excerpts.map(({ uri }) => policy.maySend(uri, 'nothing', signal)));
    return excerpts.filter((_, at) => allowed[at]);
  }

  async #sendableItems(
    bundle: Question['found'],
    references: readonly Excerpt[],
    signal: AbortSignal,
  ): Promise<{ readonly items: readonly ContextItem[]; readonly withheld: ReadonlySet<string> }> {
    if (bundle === undefined || bundle === 'late') return { items: [], withheld: new Set() };
    const { policy } = this.#ports;
    const found = bundle.items.filter((item) => !isConversation(item) && !isShown(item, references));
    const allowed = await Promise.all(
      found.map(({ uri, retriever }) =>
        policy.maySend(uri, retriever === 'dependencies' ? 'dependency' : 'listed', signal),
      ),
    );
    const items = found.filter((_, at) => allowed[at]);
    const refused = new Set(found.filter((_, at) => !allowed[at]).map(({ uri }) => uri));
    // What would not have come in anyway is not missed.
    const least = Math.min(...items.map(({ score }) => score));
    for (const { uri, why, score } of bundle.dropped.filter((each) => !isConversation(each)))
      if ((why === 'excluded' || why === 'not-tracked') && score >= least) refused.add(uri);
    return { items, withheld: refused };
  }

  async #search(
    { query, references, reason }: { query: string; references: readonly Excerpt[]; reason: string },
    signal: AbortSignal,
  ): Promise<string> {
    const { context, policy } = this.#ports;
    const pointed = references.map(pointedPlace);
    const wanted = Math.max(0, mostPlaces - pointed.length);
    const all = await context.search(query, mostPlaces * 3, signal);
    const code = all.filter((each) => !isConversation(each));
    const results = spread(code, references).slice(0, wanted);
    const allowed = await Promise.all(results.map(({ uri }) => policy.maySend(uri, 'nothing', signal)));
    const places = [...pointed, ...results.map((result, at) => foundPlace(result, allowed[at] !== true))];
    // At the start, nothing is found because nothing was read.
    const bundle = places.length === 0 ? await this.#gather(query, signal) : undefined;
    const isComplete = bundle === undefined || (bundle !== 'late' && bundle.isComplete);
    return searchAnswer({ query, places, reason, isComplete });
  }
}

/** Nothing is like a question as much as the chat document that holds it. */
function isConversation({ uri }: { readonly uri: string }): boolean {
  return isChatDocument(uri);
}

interface Asked {
  /** Undefined where no model has said anything. */
  readonly answer: RouteAnswer | undefined;
  readonly failures: readonly ModelError[];
  /** The URIs of files that were found and not shown. */
  readonly withheld: ReadonlySet<string>;
  readonly remarks: readonly string[];
}

interface Question {
  readonly request: ChatRequest;
  readonly route: readonly LanguageModel[];
  readonly found: ContextBundle | 'late' | undefined;
  readonly looking: string | undefined;
  readonly references: readonly Excerpt[];
}

/** What is left of a window beside the answer; a small one is shared. */
function promptTokens(windowTokens: number, maxTokens: number): number {
  return Math.max(windowTokens - maxTokens, Math.floor(windowTokens / 2));
}

function isShown({ uri, parts }: ContextItem, references: readonly Excerpt[]): boolean {
  return references.some(
    (reference) =>
      reference.uri === uri &&
      reference.range !== undefined &&
      parts.every(
        ({ range }) =>
          reference.range !== undefined &&
          reference.range.start <= range.start &&
          range.end <= reference.range.end,
      ),
  );
}

/** Not more than two places of one file, and none that the question points at anyway. */
function spread(results: readonly SearchResult[], references: readonly Excerpt[]): readonly SearchResult[] {
  const taken = new Map<string, number>();
  return results.filter(({ uri, startLine, endLine }) => {
    const isShown = references.some(
      (reference) =>
        reference.uri === uri &&
        reference.startLine !== undefined &&
        startLine < reference.startLine + reference.text.split('\n').length &&
        reference.startLine < endLine,
    );
    const count = taken.get(uri) ?? 0;
    if (isShown || count >= mostOfFile) return false;
    taken.set(uri, count + 1);
    return true;
  });
}

const mostOfFile = 2;
/** Long enough for an explanation with code. */
const answerTokens = 2_048;
/** The engine needs some tens of milliseconds; what takes longer is a worker that is being replaced, or a disk that hangs. */
const contextDeadlineMs = 1_000;
const mostPlaces = 5;
