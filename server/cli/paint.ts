import type { Output } from './terminal.ts';

const codes = { bold: [1, 22], dim: [2, 22], green: [32, 39], yellow: [33, 39], red: [31, 39] } as const;

/** Colors a text where the output wants colors. */
export function paint(style: keyof typeof codes, text: string, output: Pick<Output, 'colors'>): string {
  if (!output.colors || text === '') return text;
  const [on, off] = codes[style];
  return `\u001b[${on}m${text}\u001b[${off}m`;
}

/**
 * A text from a file, safe to print: control and direction-changing characters, with which a file could rewrite
 * the screen, become `�`; tabs stay.
 */
export function printable(text: string): string {
  return text.replace(/(?!\t)[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, '\ufffd');
}
