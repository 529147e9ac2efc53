import { type ParseError, parse, printParseErrorCode } from 'jsonc-parser';

import { TextDocument } from '../base/text-document.ts';

/** What a file in JSON with comments says, or where it first goes wrong. */
export type ParsedJsonc =
  | { readonly kind: 'ok'; readonly value: unknown }
  | { readonly kind: 'malformed'; readonly detail: string; readonly line: number; readonly column: number };

/** Reads JSON with comments and trailing commas; an empty file is an empty object. Lines and columns count from 1. */
export function parseJsonc(text: string): ParsedJsonc {
  const errors: ParseError[] = [];
  let value: unknown;
  try {
    value = parse(text, errors, { allowTrailingComma: true, allowEmptyContent: true });
  } catch (error) {
    // The parser descends by recursion; some 10,000 open brackets exhaust the stack.
    if (error instanceof RangeError)
      return { kind: 'malformed', detail: 'nested too deep', line: 1, column: 1 };
    throw error;
  }
  const [first] = errors;
  if (first === undefined) return { kind: 'ok', value: value === undefined ? {} : value };
  return {
    kind: 'malformed',
    detail: inWords(printParseErrorCode(first.error)),
    ...placeOf(first.offset, text),
  };
}

/** `CommaExpected` becomes `comma expected`. */
function inWords(code: string): string {
  return code.replace(/(?<=[a-z])[A-Z]/g, ' $&').toLowerCase();
}

function placeOf(offset: number, text: string): { line: number; column: number } {
  const document = new TextDocument({ uri: '', languageId: 'jsonc', version: 0 }, text);
  const line = document.lineOf(offset);
  return { line: line + 1, column: offset - document.lineStart(line) + 1 };
}
