/** Stands where the expected value belongs; no function returns it, so the case is red until somebody writes it. */
export const expectedHere = 'what is expected here';

/** Stands where a message belongs that the source does not tell. */
export const messageHere = 'what it says here';

/** Why a case is not run yet. */
export const toBeWritten = 'to be written';

/** A string literal in double quotes, as most languages read it. */
export function doubleQuoted(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&')}"`;
}

/** A string literal in single quotes. */
export function singleQuoted(text: string): string {
  return `'${text.replace(/['\\]/g, '\\$&')}'`;
}
