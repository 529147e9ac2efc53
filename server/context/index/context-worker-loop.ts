import type { TextChange } from '../../base/text-document.ts';
import type { TextToEmbed } from '../retrievers/embeddings.ts';
import { ChannelEmbedder } from './channel-embedder.ts';
import { type AnsweredContext, type AskedContext, answerTo } from './context-answers.ts';
import type { ContextMachine, MachineFor } from './context-machine.ts';
import type { ContextIndexOptions, IndexEvent } from './context-messages.ts';
import type { OpenText } from './open-texts.ts';

/** From the main thread to the context worker; paths are absolute, with `/`. */
export type ToContextWorker =
  | { readonly kind: 'start'; readonly options: ContextIndexOptions }
  | { readonly kind: 'document-opened'; readonly document: OpenText }
  | { readonly kind: 'document-changed'; readonly path: string; readonly changes: readonly TextChange[] }
  | { readonly kind: 'document-closed'; readonly path: string }
  | { readonly kind: 'files-changed'; readonly paths: readonly string[] }
  | { readonly kind: 'roots-changed'; readonly added: readonly string[]; readonly removed: readonly string[] }
  | { readonly kind: 'rescan' }
  | AskedContext
  | { readonly kind: 'cancel'; readonly id: number }
  /** The answer to `embed`: a vector for each text, or undefined for one that was not sent. */
  | {
      readonly kind: 'embedded';
      readonly id: number;
      readonly vectors: readonly (readonly number[] | undefined)[];
    }
  | { readonly kind: 'stop' };

/** From the context worker to the main thread. */
export type FromContextWorker =
  | IndexEvent
  | AnsweredContext
  /** Asks for vectors of these texts. */
  | { readonly kind: 'embed'; readonly id: number; readonly texts: readonly TextToEmbed[] };

/** The worker's side of the channel. */
export interface ContextChannel {
  post(message: FromContextWorker): void;
  /** Lets the thread end. */
  close(): void;
}

/**
 * Drives the context index by messages. Every question is answered once, also when it was cancelled or failed; an
 * edit is in the index a moment after the last keystroke. Invariant: nothing runs after `stop` but one save.
 */
export class ContextWorkerLoop {
  readonly #machineFor: MachineFor;
  readonly #channel: ContextChannel;
  readonly #embedder: ChannelEmbedder;
  readonly #stopped = new AbortController();
  readonly #questions = new Map<number, AbortController>();
  /** Documents whose last edits are not in the index yet: since when, and what brings them there. */
  readonly #edited = new Map<
    string,
    { readonly sinceMs: number; readonly timer: ReturnType<typeof setTimeout> }
  >();
  #machine: ContextMachine | undefined;
  #quietTimer: ReturnType<typeof setTimeout> | undefined;
  #isScanDue = false;
  #scanTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(machineFor: MachineFor, channel: ContextChannel) {
    this.#machineFor = machineFor;
    this.#channel = channel;
    this.#embedder = new ChannelEmbedder((id, texts) => channel.post({ kind: 'embed', id, texts }));
  }

  /** Takes one message in; answers come through the channel. */
  receive(message: ToContextWorker): void {
    this.#handle(message).catch((error: unknown) => {
      if (this.#stopped.signal.aborted) return;
      // Nobody waits for this work: the failure ends the thread, and the main thread starts it anew.
      queueMicrotask(() => {
        throw error;
      });
    });
  }

  async #handle(message: ToContextWorker): Promise<void> {
    const { signal } = this.#stopped;
    switch (message.kind) {
      case 'start':
        this.#machine = this.#machineFor(message.options, this.#embedder, (event) =>
          this.#channel.post(event),
        );
        return this.#addRoots(message.options.roots);
      case 'document-opened':
        this.#machine?.service.visits.note(message.document.path, 'viewed', 0);
        await this.#machine?.keeper.documentOpened(message.document);
        return this.#scheduleQuiet();
      case 'document-changed':
        return this.#changed(message.path, message.changes);
      case 'document-closed':
        clearTimeout(this.#edited.get(message.path)?.timer);
        this.#edited.delete(message.path);
        await this.#machine?.keeper.documentClosed(message.path, signal);
        return this.#scheduleQuiet();
      case 'files-changed':
        for (const path of message.paths) this.#machine?.service.touched(path);
        await this.#machine?.keeper.filesChanged(message.paths, signal);
        this.#machine?.service.forgetExcluded();
        return this.#scheduleQuiet();
      case 'roots-changed':
        this.#machine?.keeper.removeRoots(message.removed);
        return this.#addRoots(message.added);
      case 'rescan':
        return this.#rescan();
      case 'embedded':
        return this.#embedder.settle(message.id, message.vectors);
      case 'cancel':
        this.#questions.get(message.id)?.abort(new Error('the question was cancelled'));
        return;
      case 'stop':
        return this.#stop();
      default:
        return this.#answer(message);
    }
  }

  async #answer(asked: AskedContext): Promise<void> {
    const { id } = asked;
    const controller = new AbortController();
    this.#questions.set(id, controller);
    const signal = AbortSignal.any([controller.signal, this.#stopped.signal]);
    try {
      this.#channel.post(await answerTo(asked, this.#machine, signal));
    } catch {
      this.#channel.post({ kind: 'failed', id });
    } finally {
      this.#questions.delete(id);
      this.#machine?.checkParser();
    }
  }

  async #addRoots(roots: readonly string[]): Promise<void> {
    await this.#machine?.keeper.addRoots(roots, this.#stopped.signal);
    await this.#machine?.service.followHistories(this.#stopped.signal);
    this.#scheduleScan();
    if (this.#machine?.keeper.roots.every(({ isComplete }) => isComplete) === true)
      this.#channel.post({ kind: 'ready' });
  }

  async #rescan(): Promise<void> {
    await this.#machine?.keeper.rescan(this.#stopped.signal);
    this.#machine?.service.forgetExcluded();
    await this.#machine?.service.followHistories(this.#stopped.signal);
    await this.#machine?.keeper.save(this.#stopped.signal);
    this.#scheduleScan();
  }

  async #changed(path: string, changes: readonly TextChange[]): Promise<void> {
    const machine = this.#machine;
    if (machine === undefined) return;
    machine.keeper.documentChanged(path, changes);
    machine.service.touched(path);
    const last = changes.at(-1);
    const text = machine.keeper.openTexts.get(path)?.text;
    if (last !== undefined && text !== undefined)
      machine.service.visits.note(path, 'edited', lineAt(text, last.start));
    const nowMs = performance.now();
    const sinceMs = this.#edited.get(path)?.sinceMs ?? nowMs;
    clearTimeout(this.#edited.get(path)?.timer);
    const waitMs = Math.min(settleMs, Math.max(0, sinceMs + longestSettleMs - nowMs));
    this.#edited.set(path, { sinceMs, timer: setTimeout(() => this.#take(path, machine), waitMs) });
  }

  #take(path: string, { keeper }: ContextMachine): void {
    this.#edited.delete(path);
    keeper.takeDocument(path).then(
      () => this.#scheduleQuiet(),
      () => undefined,
    );
  }

  #scheduleQuiet(): void {
    if (this.#stopped.signal.aborted) return;
    clearTimeout(this.#quietTimer);
    this.#quietTimer = setTimeout(() => {
      const work = this.#isScanDue ? this.#rescan() : this.#machine?.keeper.save(this.#stopped.signal);
      work?.catch(() => undefined);
    }, quietMs);
  }

  /** What is added to version control later changes nothing that a watcher sees, so we look now and then. */
  #scheduleScan(): void {
    this.#isScanDue = false;
    clearTimeout(this.#scanTimer);
    this.#scanTimer = setTimeout(() => {
      this.#isScanDue = true;
    }, scanMs);
  }

  async #stop(): Promise<void> {
    clearTimeout(this.#quietTimer);
    clearTimeout(this.#scanTimer);
    for (const { timer } of this.#edited.values()) clearTimeout(timer);
    this.#stopped.abort(new Error('the index was stopped'));
    await this.#machine?.keeper.save(new AbortController().signal);
    this.#channel.close();
  }
}

function lineAt(text: string, offset: number): number {
  let line = 0;
  for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) line += 1;
  return line;
}

/**
 * An edit waits so long for the next one before its file is read again, which takes a long file a tenth of a second:
 * between two keystrokes the thread is to answer questions.
 */
const settleMs = 200;
/** Whoever types without a pause is not followed later than this. */
const longestSettleMs = 2_000;
const quietMs = 5_000;
const scanMs = 5 * 60_000;
