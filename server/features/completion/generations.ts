import { documentKey } from '../../base/document-key.ts';
import type { TextDocument } from '../../base/text-document.ts';

import { Generation, type GenerationParts } from './generation.ts';

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

/** A generation and how much of its text stands in the document by now. */
export interface Found {
  readonly generation: Generation;
  readonly typed: string;
}

interface Entry extends GenerationPlace {
  readonly generation: Generation;
}

/**
 * The generations of this process: the latest of each document, and no more than a few documents.
 * Invariant: at most one per document and `maxRunning` in all run at a time.
 */
export class Generations {
  readonly #entries = new Map<string, Entry>();

  /** The generation whose text goes on from this place, or undefined; costs time in the window, not in the file. */
  find(place: GenerationPlace): Found | undefined {
    const entry = this.#entries.get(documentKey(place.document.uri));
    if (entry === undefined || entry.key !== place.key || !entry.generation.isAlive) return undefined;
    const typed = typedSince(entry, place);
    if (typed === undefined) return undefined;
    const { text, isRunning } = entry.generation;
    const isBehind = typed.startsWith(text) && isRunning;
    const goesOn = isBehind || (text.startsWith(typed) && (isRunning || typed.length < text.length));
    return goesOn ? { generation: entry.generation, typed } : undefined;
  }

  /** Starts a generation in place of the document's older one. */
  start(place: GenerationPlace, parts: GenerationParts): Generation {
    const name = documentKey(place.document.uri);
    this.#entries.get(name)?.generation.abort();
    this.#entries.delete(name);
    const generation = new Generation(parts);
    this.#entries.set(name, { ...place, generation });
    this.#trim();
    return generation;
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

/** What was typed between the two places, when nothing else in the window has changed. */
function typedSince(before: Entry, now: GenerationPlace): string | undefined {
  const length = now.offset - before.offset;
  if (length < 0 || length > maxTyped) return undefined;
  const old = before.document.text;
  const text = now.document.text;
  if (text.slice(before.start, before.offset) !== old.slice(before.start, before.offset)) return undefined;
  const isSameBehind = text.slice(now.offset, before.end + length) === old.slice(before.offset, before.end);
  return isSameBehind ? text.slice(before.offset, now.offset) : undefined;
}

const maxRunning = 2;
const maxKept = 8;
/** More than a suggestion has. */
const maxTyped = 8_192;
