import type { GiveUp } from './grammar.ts';
import { likelyEnds } from './likely-ends.ts';
import type { SyntaxFault } from './source-shape.ts';
import { syntaxFaultsOf } from './syntax-faults.ts';
import type { SyntaxTree } from './syntax-tree.ts';
import type { SyntaxWindow } from './syntax-window.ts';

/**
 * What a text does to the syntax around it: `parses`, as much as before; `open`, it parses once what it begins is
 * ended; `breaks`, an error that was not there; `unknown`, nobody could tell in time.
 */
export type SyntaxVerdict = 'parses' | 'open' | 'breaks' | 'unknown';

/**
 * Judges each of `texts`, put at the cursor of a window whose tree is given; what was broken before counts for
 * nothing.
 */
export function syntaxVerdicts(
  tree: SyntaxTree,
  question: SyntaxWindow & { readonly texts: readonly string[] },
  giveUp: GiveUp,
): readonly SyntaxVerdict[] {
  const scene = new InsertionScene(tree, question, giveUp);
  return question.texts.map((text) => scene.verdictOf(text));
}

/** The cursor's window; what stands in it without any text is read once. */
class InsertionScene {
  readonly #tree: SyntaxTree;
  readonly #window: SyntaxWindow;
  readonly #giveUp: GiveUp;
  readonly #lineStart: number;
  readonly #before: readonly SyntaxFault[];
  #canBeEnded: boolean | undefined;

  constructor(tree: SyntaxTree, window: SyntaxWindow, giveUp: GiveUp) {
    this.#tree = tree;
    this.#window = window;
    this.#giveUp = giveUp;
    this.#lineStart = window.before.lastIndexOf('\n') + 1;
    this.#before = syntaxFaultsOf(tree, giveUp);
  }

  verdictOf(text: string): SyntaxVerdict {
    const verdict = this.#verdictOf(text);
    return this.#giveUp() ? 'unknown' : verdict;
  }

  #verdictOf(text: string): SyntaxVerdict {
    const faults = this.#faultsWith(text);
    if (faults === undefined) return 'unknown';
    if (this.#isClean(faults, text.length)) return 'parses';
    if (this.#isLastOfLine() && this.#isEnded(text)) return 'open';
    const at = this.#window.before.length;
    const wasBrokenHere = this.#before.some((fault) => touches(fault, at, at));
    if (!wasBrokenHere || this.#isEnded('')) return 'breaks';
    return this.#freshOf(faults, text.length).length === 0 ? 'parses' : 'breaks';
  }

  /** Whether nothing but closing marks stands behind the cursor on its line. */
  #isLastOfLine(): boolean {
    const [rest = ''] = this.#window.behind.split('\n', 1);
    return /^[)\]}"'`;,>\s]*$/.test(rest);
  }

  /** Whether some likely end makes a text parse. */
  #isEnded(text: string): boolean {
    if (text === '' && this.#canBeEnded !== undefined) return this.#canBeEnded;
    const { before, behind } = this.#window;
    const written = before + text;
    const ends = likelyEnds({
      language: this.#tree.grammar.language,
      written,
      behind,
      lineStart: this.#lineStart,
    });
    const isEnded = ends.some((end) => {
      if (this.#giveUp()) return false;
      const faults = this.#faultsWith(text + end);
      return faults !== undefined && this.#isClean(faults, text.length + end.length);
    });
    if (text === '') this.#canBeEnded = isEnded;
    return isEnded;
  }

  #isClean(faults: readonly SyntaxFault[], length: number): boolean {
    const at = this.#window.before.length;
    return (
      !faults.some((fault) => touches(fault, at, at + length)) && this.#freshOf(faults, length).length === 0
    );
  }

  /** The faults that no fault of the window without the text accounts for. */
  #freshOf(faults: readonly SyntaxFault[], length: number): readonly SyntaxFault[] {
    const at = this.#window.before.length;
    // One that ends or starts at the cursor may reach over the text.
    const old = this.#before.map(({ range }) => ({
      start: range.start <= at ? range.start : range.start + length,
      end: range.end < at ? range.end : range.end + length,
    }));
    return faults.filter(
      ({ range }) => !old.some(({ start, end }) => start <= range.end && range.start <= end),
    );
  }

  /** Undefined where there was no time. */
  #faultsWith(text: string): readonly SyntaxFault[] | undefined {
    const at = this.#window.before.length;
    const change = { start: at, end: at, text };
    return this.#tree.tryChange(change, this.#giveUp, (tree) => syntaxFaultsOf(tree, this.#giveUp));
  }
}

function touches({ range }: SyntaxFault, start: number, end: number): boolean {
  return range.start <= end && start <= range.end;
}
