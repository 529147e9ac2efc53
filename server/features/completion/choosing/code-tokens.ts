/** The words, numbers, operators and marks of a text of code, in order; those of strings and comments are among them. */
export function codeTokens(text: string): readonly string[] {
  return text.match(token) ?? [];
}

/** Whether a token is a name or a keyword; a single letter says too little to be one. */
export function isName(text: string): boolean {
  return name.test(text);
}

/** The word that ends where a text ends; empty where none does. */
export function lastWord(text: string): string {
  let start = text.length;
  while (start > 0 && wordUnit.test(text.charAt(start - 1))) start -= 1;
  return text.slice(start);
}

const token = /[\p{L}\p{N}_$]+|===?|!==?|<=|>=|=>|:=|\?\.|->|::|\/\/|\/\*\*?|\S/gu;
const name = /^[\p{L}_$][\p{L}\p{N}_$]+$/u;
const wordUnit = /[\p{L}\p{N}_$]/u;
