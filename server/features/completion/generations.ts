import { documentKey } from '../../base/document-key.ts';
import type { TextDocument } from '../../base/text-document.ts';

import { Generation, type GenerationParts } from './generation.ts';
import { closersBefore, restOf, type TypedSince, withPlainLineEnds } from './reuse/typed-along.ts';

/** Where a generation writes: it serves a later request that typed what it has written, at the same place. */
export interface GenerationPlace {
  readonly document: TextDocument;
  readonly offset: number;
  /** Offsets between which the document decides the answer. */
  readonly start: number;
  readonly end: number;
  /** Everything else that decides it: models, settings. */
  readonly key: string;
}

/** A generation and how much of its text stands in the document by now; `restOf` tells what of it is left. */
export interface Found extends TypedSince {
  readonly generation: Generation;
  /** Where it was started. */
  readonly origin: GenerationPlace;
}

interface Entry extends GenerationPlace {
  readonly generation: Generation;
}

/**
 * The generations of this process: the latest of each document, and no more than a few documents; beside them at most
 * one of low priority, which goes on only while the user may still come to where it writes.
 * Invariant: at most one per document and `maxRunning` in all run at a time, and one of low priority while none starts.
 */
export class Generations {
  readonly #entries = new Map<string, Entry>();
  /** The one of low priority. */
  #ahead: Entry | undefined;

  /** The generation whose text goes on from this place, or undefined; costs time in the window, not in the file. */
  find(place: GenerationPlace): Found | undefined {
    const found = this.findAlong(place);
    return found?.closers === '' ? found : undefined;
  }

  /** The same, also where the editor has closed brackets or quotes behind the cursor that were typed since. */
  findAlong(place: GenerationPlace): Found | undefined {
    const found = foundIn(this.#entries.get(documentKey(place.document.uri)), place);
    if (found !== undefined) return found;
    const ahead = foundIn(this.#ahead, place);
    if (ahead !== undefined) this.#arrived();
    return ahead;
  }

  /** The running one of low priority that writes here; the user need not have come so far. */
  findAhead(place: GenerationPlace): Generation | undefined {
    const ahead = foundIn(this.#ahead, place)?.generation;
    return ahead?.isRunning === true ? ahead : undefined;
  }

  /** Starts a generation in place of the document's older one; one of low priority in place of the other such. */
  start(place: GenerationPlace, parts: GenerationParts): Generation {
    this.#stopAhead();
    const entry = { ...place, generation: new Generation(parts) };
    if (parts.priority === 'low') this.#ahead = entry;
    else this.#enter(entry);
    return entry.generation;
  }

  /**
   * Aborts the one of low priority and the document's older one; to be called before another one waits for its turn,
   * so that on a model of this machine it waits for nothing that nobody can use.
   */
  makeWay({ document }: GenerationPlace): void {
    this.#stopAhead();
    this.#entries.get(documentKey(document.uri))?.generation.abort();
  }

  #stopAhead(): void {
    if (this.#ahead?.generation.isRunning === true) this.#ahead.generation.abort();
  }

  /** Says where the user is; the one of low priority is aborted when they can no longer come to where it writes. */
  wentTo(place: GenerationPlace): void {
    const ahead = this.#ahead;
    if (ahead === undefined || isOnTheWay(place, ahead) || foundIn(ahead, place) !== undefined) return;
    ahead.generation.abort();
    this.#ahead = undefined;
  }

  /** The user has come to where the one of low priority writes: from now on it is like the others. */
  #arrived(): void {
    if (this.#ahead !== undefined) this.#enter(this.#ahead);
    this.#ahead = undefined;
  }

  #enter(entry: Entry): void {
    const name = documentKey(entry.document.uri);
    this.#entries.get(name)?.generation.abort();
    this.#entries.delete(name);
    this.#entries.set(name, entry);
    this.#trim();
  }

  #trim(): void {
    const running = [...this.#entries.values()].filter(({ generation }) => generation.isRunning);
    for (const { generation } of running.slice(0, -maxRunning)) generation.abort();
    for (const [name, { generation }] of this.#entries) {
      if (this.#entries.size <= maxKept) return;
      generation.abort();
      this.#entries.delete(name);
    }
  }
}

function foundIn(entry: Entry | undefined, place: GenerationPlace): Found | undefined {
  if (entry === undefined || entry.key !== place.key || !entry.generation.isAlive) return undefined;
  if (documentKey(entry.document.uri) !== documentKey(place.document.uri)) return undefined;
  const since = typedSince(entry, place);
  if (since === undefined) return undefined;
  const { text, isRunning } = entry.generation;
  const mayGoOn = isRunning && (since.typed.startsWith(text) || text.startsWith(since.typed));
  const goesOn = mayGoOn || restOf(text, since) !== undefined;
  return goesOn ? { generation: entry.generation, origin: entry, ...since } : undefined;
}

/** What was typed between the two places, when nothing else in the window has changed; with `\n` line ends. */
function typedSince(before: Entry, now: GenerationPlace): TypedSince | undefined {
  const length = now.offset - before.offset;
  if (length < 0 || length > maxTyped) return undefined;
  const { text } = now.document;
  if (!isSameBetween(before.start, before.offset, [before.document.text, text])) return undefined;
  const closers = closersBefore(behindOf(before), { text, offset: now.offset });
  return closers === undefined
    ? undefined
    : { typed: withPlainLineEnds(text.slice(before.offset, now.offset)), closers };
}

/** Whether the text up to the user's place is that of a later one, and the text behind both is the same. */
function isOnTheWay({ document, offset }: GenerationPlace, later: Entry): boolean {
  if (documentKey(document.uri) !== documentKey(later.document.uri) || offset > later.offset) return false;
  const isSame = isSameBetween(Math.min(later.start, offset), offset, [document.text, later.document.text]);
  return isSame && closersBefore(behindOf(later), { text: document.text, offset }) !== undefined;
}

function isSameBetween(start: number, end: number, [one, other]: readonly [string, string]): boolean {
  return one.slice(start, end) === other.slice(start, end);
}

function behindOf({ document, offset, end }: GenerationPlace) {
  return { text: document.text.slice(offset, end), isEnd: end >= document.text.length };
}

const maxRunning = 2;
const maxKept = 8;
/** More than a suggestion has. */
const maxTyped = 8_192;
