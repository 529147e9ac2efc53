import type { TextChange } from '../../../server/base/text-document.ts';
import type { ChangedFile } from './commit-changes.ts';
import type { PlacedEdit } from './edit-sequence.ts';

/** A change that is still to be made, where it stands now. */
interface OpenEdit {
  readonly edit: PlacedEdit;
  start: number;
  end: number;
}

/**
 * The changes of a commit that have not been made yet, by their places in the texts of now.
 * Invariant: making all of them gives the texts after the commit.
 */
export class RemainingEdits {
  readonly #texts: Map<string, string>;
  #open: OpenEdit[];

  constructor(files: readonly ChangedFile[], edits: readonly PlacedEdit[]) {
    this.#texts = new Map(files.map(({ path, before }) => [path, before]));
    this.#open = edits.map((edit) => ({ edit, start: edit.start, end: edit.end }));
  }

  get open(): readonly PlacedEdit[] {
    return this.#open.map(({ edit }) => edit);
  }

  placeOf(edit: PlacedEdit): { readonly start: number; readonly end: number } {
    const found = this.#open.find((open) => open.edit === edit);
    if (found === undefined) throw new Error('made already');
    return { start: found.start, end: found.end };
  }

  done(edit: PlacedEdit): void {
    const { start, end } = this.placeOf(edit);
    this.#make([edit], edit.path, { start, end, text: edit.text });
  }

  /**
   * Makes a change if it is right: it leaves in its range exactly what the commit leaves there, and one of the
   * commit's changes is in it. Those at its edges count as inside or outside, whatever fits.
   */
  take(path: string, { start, end, text }: TextChange): boolean {
    const own = this.#open.filter(({ edit }) => edit.path === path);
    const inside = own.filter((open) => start < open.end && open.start < end);
    const touching = own.filter(
      (open) => !inside.includes(open) && open.start === open.end && start <= open.start && open.end <= end,
    );
    const crosses = inside.some((open) => open.start < start || open.end > end);
    if (crosses) return this.#takeWidened(path, { start, end, text });
    for (const chosen of [[...inside, ...touching], inside, ...touching.map((one) => [...inside, one])]) {
      if (chosen.length === 0 || this.#left(path, { start, end }, chosen) !== text) continue;
      this.#make(
        chosen.map(({ edit }) => edit),
        path,
        { start, end, text },
      );
      return true;
    }
    return false;
  }

  /** A change may be a part of a longer one of the commit's: then all of that must come out in the end. */
  #takeWidened(path: string, { start, end, text }: TextChange): boolean {
    const current = this.#texts.get(path) ?? '';
    const crossed = this.#open.find(
      (open) => open.edit.path === path && open.start <= start && end <= open.end,
    );
    if (crossed === undefined) return false;
    const whole = current.slice(crossed.start, start) + text + current.slice(end, crossed.end);
    if (whole !== crossed.edit.text) return false;
    this.#make([crossed.edit], path, { start, end, text });
    return true;
  }

  #left(
    path: string,
    { start, end }: { readonly start: number; readonly end: number },
    chosen: readonly OpenEdit[],
  ): string {
    const text = this.#texts.get(path) ?? '';
    let result = '';
    let at = start;
    for (const open of chosen.toSorted((one, other) => one.start - other.start)) {
      result += text.slice(at, open.start) + open.edit.text;
      at = open.end;
    }
    return result + text.slice(at, end);
  }

  #make(done: readonly PlacedEdit[], path: string, change: TextChange): void {
    const text = this.#texts.get(path) ?? '';
    this.#texts.set(path, text.slice(0, change.start) + change.text + text.slice(change.end));
    const shift = change.text.length - (change.end - change.start);
    this.#open = this.#open.filter(({ edit }) => !done.includes(edit));
    for (const open of this.#open) {
      if (open.edit.path !== path || open.start < change.end) continue;
      open.start += shift;
      open.end += shift;
    }
  }
}
