/** Whether a part of a name stands at an offset; what lies outside the text is none. */
export function isWordAt(text: string, at: number): boolean {
  const unit = at < 0 ? Number.NaN : text.charCodeAt(at);
  if (unit >= 128) return /[\p{L}\p{N}\p{M}\p{Cs}]/u.test(text[at] ?? '');
  return (
    (unit >= 97 && unit <= 122) ||
    (unit >= 65 && unit <= 90) ||
    (unit >= 48 && unit <= 57) ||
    unit === 95 ||
    unit === 36
  );
}

/** Whether a text is one name of code. */
export function isName(text: string): boolean {
  return /^[\p{L}_$][\p{L}\p{N}\p{M}_$]*$/u.test(text);
}

/** Whether a stretch begins and ends where words do: it cuts none in two. */
export function cutsNoWord(text: string, start: number, end: number): boolean {
  const cutsBefore = isWordAt(text, start - 1) && isWordAt(text, start);
  const cutsBehind = isWordAt(text, end - 1) && isWordAt(text, end);
  return !cutsBefore && !cutsBehind;
}

/** A token of a line: a word, or one other sign; undefined at the line's end. */
export interface LineToken {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** The token before an offset, blanks passed over; undefined where the line begins. */
export function tokenBefore(text: string, offset: number): LineToken | undefined {
  let end = offset;
  while (isBlank(text[end - 1])) end -= 1;
  if (end <= 0 || isLineEnd(text[end - 1])) return undefined;
  let start = end - 1;
  if (isWordAt(text, start)) while (isWordAt(text, start - 1) && end - start < longestToken) start -= 1;
  return { text: text.slice(start, end), start, end };
}

/** The token behind an offset, blanks passed over; undefined where the line ends. */
export function tokenBehind(text: string, offset: number): LineToken | undefined {
  let start = offset;
  while (isBlank(text[start])) start += 1;
  if (start >= text.length || isLineEnd(text[start])) return undefined;
  let end = start + 1;
  if (isWordAt(text, start)) while (isWordAt(text, end) && end - start < longestToken) end += 1;
  return { text: text.slice(start, end), start, end };
}

/** The words and other signs of a text, blanks left out. */
export function tokensOf(text: string): readonly string[] {
  return text.match(/[\p{L}\p{N}\p{M}_$]+|[^\s]/gu) ?? [];
}

function isBlank(sign: string | undefined): boolean {
  return sign === ' ' || sign === '\t';
}

function isLineEnd(sign: string | undefined): boolean {
  return sign === '\n' || sign === '\r';
}

const longestToken = 200;
