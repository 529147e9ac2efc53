import { firstLineWith, type Place } from './place.ts';

/** The suggestions of one document that were not wanted, at most `most` of them, the oldest let go first. */
export class Dismissals {
  readonly #most: number;
  #all: readonly Dismissal[] = [];

  constructor(most: number) {
    this.#most = most;
  }

  add(place: Place, text: string): void {
    this.remove(place, text);
    this.#all = [...this.#all, dismissalOf(place, text)].slice(-this.#most);
  }

  /** Forgets the text and what counts as the same. */
  remove(place: Place, text: string): void {
    const own = dismissalOf(place, text);
    this.#all = this.#all.filter((each) => !isSame(each, own));
  }

  has(place: Place, text: string): boolean {
    if (this.#all.length === 0) return false;
    const own = dismissalOf(place, text);
    return this.#all.some((each) => isSame(each, own));
  }
}

interface Dismissal {
  readonly above: string;
  readonly line: string;
  /** Characters of it that were offered. */
  readonly offered: number;
}

function dismissalOf(place: Place, text: string): Dismissal {
  const line = firstLineWith(place, text);
  return { above: place.above, line, offered: line.length - firstLineWith(place, '').length };
}

/**
 * Models cut the same text here and there: one that stops earlier is the same, and one that goes on by less than
 * what was offered. A word is not the beginning of another.
 */
function isSame(dismissed: Dismissal, { above, line }: Dismissal): boolean {
  if (dismissed.above !== above) return false;
  if (beginsWith(dismissed.line, line)) return true;
  const withoutEnd = dismissed.line.replace(/[;,]$/, '');
  return line.length - dismissed.line.length < dismissed.offered && beginsWith(line, withoutEnd);
}

function beginsWith(line: string, beginning: string): boolean {
  if (!line.startsWith(beginning)) return false;
  return !(/[\p{L}\p{N}_$]$/u.test(beginning) && /^[\p{L}\p{N}_$]/u.test(line.slice(beginning.length)));
}
