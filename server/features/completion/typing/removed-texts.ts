import type { TextChange, TextDocument } from '../../../base/text-document.ts';
import { ownCopy } from '../reuse/own-copy.ts';

interface Removed {
  /** Of a long one, its beginning. */
  readonly text: string;
  readonly offset: number;
  readonly atMs: number;
}

/**
 * The texts that were taken away from one document lately, and where they would stand now.
 * Invariant: at most `maxRemoved`, each of at most `maxLength` units; offsets are of the newest text.
 */
export class RemovedTexts {
  /** The newest first. */
  #removed: readonly Removed[] = [];
  /** Whether the last change took away the newest of them and did nothing else. */
  #goesOn = false;

  /** One place was changed; what it took away is remembered, and joined to what stood beside it a moment ago. */
  changed(before: TextDocument, edit: TextChange, atMs: number): void {
    const { start, end } = edit;
    const last = this.#goesOn ? this.#removed[0] : undefined;
    this.moved([edit]);
    if (start === end) return;
    const text = before.text.slice(start, Math.min(end, start + maxLength));
    this.#goesOn = edit.text === '';
    const isBeside = last !== undefined && start <= last.offset && last.offset <= end;
    const joined = isBeside ? joinedAt(text, last, edit) : text;
    const older = isBeside ? this.#removed.slice(1) : this.#removed;
    const newest = { text: ownCopy(joined.slice(0, maxLength)), offset: start, atMs };
    this.#removed = [newest, ...older].slice(0, maxRemoved);
  }

  /** The document was changed by something that is not the user's typing. */
  moved(changes: readonly TextChange[]): void {
    this.#goesOn = false;
    for (const change of changes)
      this.#removed = this.#removed.map((removed) => ({
        ...removed,
        offset: offsetAfter(removed.offset, change),
      }));
  }

  /** The newest first; blanks alone are nobody's text. */
  near(isNear: (offset: number) => boolean, nowMs: number): readonly string[] {
    return this.#removed
      .filter(
        ({ text, offset, atMs }) => nowMs - atMs <= rememberedMs && text.trim() !== '' && isNear(offset),
      )
      .map(({ text }) => text);
  }
}

/** What stood where `edit` took `text` away, with the text that was taken before from inside or beside it. */
function joinedAt(text: string, last: Removed, { start }: TextChange): string {
  const at = last.offset - start;
  return text.slice(0, at) + last.text + text.slice(at);
}

function offsetAfter(offset: number, { start, end, text }: TextChange): number {
  if (end <= offset) return offset + text.length - (end - start);
  return Math.min(offset, start);
}

const maxRemoved = 5;
const maxLength = 2_000;
const rememberedMs = 30_000;
