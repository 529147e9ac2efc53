import { isWordUnit } from './lexer.ts';
import { firstWord, fixedBlanks } from './token-ids.ts';

/** What kind of token an id stands for, as far as prediction cares. */
export const tokenClass = {
  lineStart: 0,
  word: 1,
  number: 2,
  opening: 3,
  closing: 4,
  quote: 5,
  separator: 6,
  mark: 7,
} as const;

/**
 * The ids of words and blanks on the main thread, shared by open documents and by the views on segments.
 * It only grows; the words of a large repository are a small part of its text.
 */
export class Vocabulary {
  readonly #ids = new Map<string, number>();
  readonly #words: string[] = Array.from({ length: firstWord }, () => '');
  readonly #classes: number[] = Array.from({ length: firstWord }, () => tokenClass.lineStart);
  readonly #blankIds = new Map<string, number>(fixedBlanks.map((blank, id) => [blank, id]));
  readonly #blanks: string[] = [...fixedBlanks];

  get size(): number {
    return this.#words.length;
  }

  idOf(word: string): number {
    const known = this.#ids.get(word);
    if (known !== undefined) return known;
    const id = this.#words.push(word) - 1;
    this.#classes.push(classOf(word));
    this.#ids.set(word, id);
    return id;
  }

  word(id: number): string {
    return this.#words[id] ?? '';
  }

  classOf(id: number): number {
    return this.#classes[id] ?? tokenClass.mark;
  }

  blankIdOf(blank: string): number {
    const known = this.#blankIds.get(blank);
    if (known !== undefined) return known;
    const id = this.#blanks.push(blank) - 1;
    this.#blankIds.set(blank, id);
    return id;
  }

  blank(id: number): string {
    return this.#blanks[id] ?? '';
  }
}

function classOf(word: string): number {
  const unit = word.charCodeAt(0);
  if (isWordUnit(unit)) return unit >= 48 && unit <= 57 ? tokenClass.number : tokenClass.word;
  if ('([{'.includes(word)) return tokenClass.opening;
  if (')]}'.includes(word)) return tokenClass.closing;
  if ('"\'`'.includes(word)) return tokenClass.quote;
  if (';,:.'.includes(word)) return tokenClass.separator;
  return tokenClass.mark;
}
