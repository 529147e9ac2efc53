/** One line of an open document. */
export interface Line {
  readonly id: number;
  number: number;
  /** Where its tokens start in the chains; -1 while it was not learnt yet. */
  start: number;
  /** Its tokens, the line start included; 0 for a line without text. */
  count: number;
  indentation: number;
}

/**
 * The lines of an open document, found by number and by id; an id is never used again.
 * Invariant: `at(i).number === i`, and only lines of the document have an id that is found.
 */
export class DocumentLines {
  readonly #lines: Line[];
  readonly #byId: (Line | undefined)[];

  constructor(count: number) {
    this.#lines = Array.from({ length: count }, (_, number) => newLine(number, number));
    this.#byId = [...this.#lines];
  }

  get length(): number {
    return this.#lines.length;
  }

  at(number: number): Line | undefined {
    return this.#lines[number];
  }

  withId(id: number): Line | undefined {
    return this.#byId[id];
  }

  /** Puts fresh lines in place of those from `first` to before `oldEnd`, which are returned. */
  replace(first: number, oldEnd: number, newEnd: number): readonly Line[] {
    const added: Line[] = [];
    for (let number = first; number < newEnd; number++) added.push(this.#fresh(number));
    const removed = splice(this.#lines, first, oldEnd - first, added);
    for (const line of removed) this.#byId[line.id] = undefined;
    for (let i = newEnd; newEnd !== oldEnd && i < this.#lines.length; i++) {
      const line = this.#lines[i];
      if (line !== undefined) line.number = i;
    }
    return removed;
  }

  /** The nearest line with text above (-1) or below (1) that was learnt; undefined past one that was not. */
  textLine(number: number, direction: 1 | -1): Line | undefined {
    for (let i = 1; i <= maxBlankLines; i++) {
      const line = this.#lines[number + i * direction];
      if (line === undefined || line.start < 0) return undefined;
      if (line.count > 0) return line;
    }
    return undefined;
  }

  #fresh(number: number): Line {
    const line = newLine(this.#byId.length, number);
    this.#byId.push(line);
    return line;
  }
}

/** Lines without text that are looked across; more of them count as the end of the document. */
export const maxBlankLines = 20;

function newLine(id: number, number: number): Line {
  return { id, number, start: -1, count: 0, indentation: 0 };
}

/** Like `Array.splice`, for more lines than a call takes arguments. */
function splice(lines: Line[], start: number, deleteCount: number, added: readonly Line[]): readonly Line[] {
  if (added.length <= maxArguments) return lines.splice(start, deleteCount, ...added);
  const tail = lines.splice(start);
  for (const line of added) lines.push(line);
  for (const line of tail.slice(deleteCount)) lines.push(line);
  return tail.slice(0, deleteCount);
}

const maxArguments = 10_000;
