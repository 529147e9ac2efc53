/**
 * The brackets that are open, the innermost last. An opening bracket that nothing closes, as in a smiley of a comment,
 * is passed over once one around it is closed; a closing bracket without its partner is passed over at once.
 */
export class OpenBrackets {
  readonly #open: string[] = [];

  get depth(): number {
    return this.#open.length;
  }

  /** Takes in the next token of the text. */
  add(word: string): void {
    if (isOpening(word)) this.#open.push(word);
    else if (this.canClose(word)) this.#open.length = this.#open.lastIndexOf(partnerOf[word] ?? '');
  }

  /** Whether the token closes a bracket that is open. */
  canClose(word: string): boolean {
    const partner = partnerOf[word];
    return partner !== undefined && this.#open.includes(partner);
  }
}

function isOpening(word: string): boolean {
  return word === '(' || word === '[' || word === '{';
}

export function isClosing(word: string): boolean {
  return word === ')' || word === ']' || word === '}';
}

const partnerOf: Readonly<Record<string, string | undefined>> = { ')': '(', ']': '[', '}': '{' };
