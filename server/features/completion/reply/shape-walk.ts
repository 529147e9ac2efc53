import { closesBlock, continuesBlock, endsOpen } from '../layout/block-words.ts';
import { bracketChange } from '../layout/bracket-change.ts';
import { indentColumns } from '../layout/indent-columns.ts';
import type { LanguageLayout } from '../layout/language-layout.ts';
import type { Shape } from '../shape.ts';
import { holdsWords, repeatedSince } from './repeated-lines.ts';

/** What decides where an answer is complete. */
export interface WalkScene {
  readonly shape: Shape;
  readonly layout: LanguageLayout;
  readonly linePrefix: string;
  readonly next: string | undefined;
}

/** What the first line with something in it says about those that follow. */
interface Beginning {
  /** Its index. */
  readonly index: number;
  /** The indentation to which the answer belongs, in columns. */
  readonly base: number;
  /** Whether a line at that indentation is no longer part of it. */
  readonly endsAtBase: boolean;
  /** Lines that are wanted. */
  readonly limit: number;
  /** Whether it is one line that opened a block, and ends with it. */
  readonly isBlock: boolean;
}

/**
 * Reads an answer line by line until its shape is complete.
 * Invariant: what it says about a line depends on that line and those before it.
 */
export class ShapeWalk {
  readonly #scene: WalkScene;
  readonly #lines: string[] = [];
  #beginning: Beginning | undefined;
  /** Brackets that the answer has left open; below zero when it closes one from before the cursor. */
  #depth = 0;
  /** The indentation of the body, in columns, where the answer's first lines have shown it. */
  #body: number | undefined;

  constructor(scene: WalkScene) {
    this.#scene = scene;
  }

  /** Takes one complete line; how many lines are wanted when that is clear now, else undefined. */
  linesKept(line: string): number | undefined {
    const index = this.#lines.push(line) - 1;
    if (this.#beginning === undefined)
      return line.trim() === '' ? this.#leadingBlank(index) : this.#first(line);
    if (line.trim() === '') return this.#blank(index, this.#beginning);
    return this.#further(line, this.#beginning);
  }

  #leadingBlank(index: number): number | undefined {
    return this.#scene.shape.mayBeginBelow && index < maxLeadingBlanks ? undefined : 0;
  }

  #first(line: string): number | undefined {
    const { layout, linePrefix } = this.#scene;
    const index = this.#lines.length - 1;
    const whole = index === 0 ? linePrefix + line : line;
    const { closes, opens } = bracketChange(whole, whole.length - line.length, layout.comment);
    this.#depth = opens;
    const beginning = this.#beginningAt(index, opens > 0 || endsOpen(whole, layout));
    this.#beginning = beginning;
    if (!beginning.isBlock && !(beginning.endsAtBase && index === 0))
      this.#body = index === 0 ? beginning.base : indentColumns(line);
    if (this.#reachesNext(line, index > 0 || linePrefix.trim() === '')) return index;
    if (closes > 0 && opens === 0) return index + 1;
    return this.#keptByCount(beginning);
  }

  #beginningAt(index: number, isOpen: boolean): Beginning {
    const { layout, linePrefix, shape } = this.#scene;
    const isBlock = shape.maxLines === 1 && shape.maxBlockLines !== undefined && isOpen;
    const limit = isBlock ? (shape.maxBlockLines ?? 1) : shape.maxLines;
    const line = this.#lines[index] ?? '';
    const hasPrefix = linePrefix.trim() !== '';
    const belongsToPrefix = hasPrefix && (index === 0 || endsOpen(linePrefix, layout));
    // A line that repeats the indentation left of the cursor belongs no deeper.
    const own = Math.max(indentColumns(line), index === 0 ? indentColumns(linePrefix) : 0);
    const base = belongsToPrefix ? indentColumns(linePrefix) : own;
    return { index, base, endsAtBase: isBlock || belongsToPrefix, limit, isBlock };
  }

  /** A blank line ends what is finished; two of them end everything. */
  #blank(index: number, beginning: Beginning): number | undefined {
    const before = this.#lines[index - 1] ?? '';
    if (before.trim() === '') return index - 1;
    const body = this.#body ?? beginning.base;
    const isFinished =
      this.#depth <= 0 && indentColumns(before) <= body && !endsOpen(before, this.#scene.layout);
    return isFinished ? index : this.#keptByCount(beginning);
  }

  #further(line: string, beginning: Beginning): number | undefined {
    const index = this.#lines.length - 1;
    const { closes, opens } = bracketChange(line, 0, this.#scene.layout.comment);
    const before = this.#depth;
    this.#depth += opens - closes;
    this.#body ??= indentColumns(line);
    if (before <= 0) {
      const departed = this.#keptByIndentation(line, beginning);
      if (departed !== undefined) return departed;
      if (this.#reachesNext(line, true)) return index;
    }
    if (this.#depth < 0 || (beginning.isBlock && before > 0 && this.#depth <= 0)) return index + 1;
    const repeated = repeatedSince(this.#wholeLines(beginning), index - beginning.index);
    if (repeated !== undefined) return repeated + beginning.index;
    return this.#keptByCount(beginning);
  }

  /** With what stands left of the cursor, the first line of an empty line is as whole as those that repeat it. */
  #wholeLines({ index }: Beginning): readonly string[] {
    const [first = '', ...others] = this.#lines.slice(index);
    const { linePrefix } = this.#scene;
    return [index === 0 && linePrefix.trim() === '' ? linePrefix + first : first, ...others];
  }

  /** A line that stands further left than the answer may is not part of it, unless it closes or continues it. */
  #keptByIndentation(line: string, { base, endsAtBase }: Beginning): number | undefined {
    const columns = indentColumns(line);
    if (columns > base || (columns === base && !endsAtBase)) return undefined;
    const index = this.#lines.length - 1;
    if (columns === base && continuesBlock(line)) return undefined;
    if (!closesBlock(line)) return index;
    return this.#depth <= 0 ? index + 1 : undefined;
  }

  /** Whether a line is the one that follows in the document. */
  #reachesNext(line: string, isWhole: boolean): boolean {
    const { next } = this.#scene;
    if (!isWhole || next === undefined || line.trim() !== next.trim()) return false;
    const isBranch = continuesBlock(line) && indentColumns(line) === indentColumns(next);
    return holdsWords([line]) && (isBranch || line.trim().length >= 8);
  }

  #keptByCount({ index, limit }: Beginning): number | undefined {
    return this.#lines.length - index >= limit ? index + limit : undefined;
  }
}

/** More blank lines than this before anything else are no answer. */
const maxLeadingBlanks = 3;
