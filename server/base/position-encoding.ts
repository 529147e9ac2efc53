/** How a client counts the characters of a line: bytes of UTF-8, units of UTF-16, or code points. */
export type PositionEncoding = 'utf-8' | 'utf-16' | 'utf-32';

/**
 * Offset in UTF-16 units of the `character`-th unit of `encoding` in `line`.
 * Out of range counts as the nearest end; inside a code point (a surrogate pair, a UTF-8 sequence) as its start;
 * NaN as 0. A lone surrogate is one code point of three bytes, as it is when it is sent as U+FFFD.
 */
export function offsetOfCharacter(line: string, character: number, encoding: PositionEncoding): number {
  const wanted = Number.isNaN(character) ? 0 : Math.floor(character);
  if (wanted <= 0) return 0;
  if (encoding === 'utf-16') return outsidePair(line, Math.min(wanted, line.length));
  let offset = 0;
  let counted = 0;
  while (offset < line.length) {
    const point = line.codePointAt(offset) ?? 0;
    counted += encoding === 'utf-8' ? utf8Length(point) : 1;
    if (wanted < counted) return offset;
    offset += point > maxBmp ? 2 : 1;
  }
  return line.length;
}

/** How many units of `encoding` the first `offset` UTF-16 units of `line` are; inside a pair counts as its start. */
export function characterOfOffset(line: string, offset: number, encoding: PositionEncoding): number {
  const end = outsidePair(line, Math.max(0, Math.min(offset, line.length)));
  if (encoding === 'utf-16') return end;
  let counted = 0;
  for (let i = 0; i < end; ) {
    const point = line.codePointAt(i) ?? 0;
    counted += encoding === 'utf-8' ? utf8Length(point) : 1;
    i += point > maxBmp ? 2 : 1;
  }
  return counted;
}

const maxBmp = 0xffff;

function utf8Length(point: number): number {
  if (point <= 0x7f) return 1;
  if (point <= 0x7ff) return 2;
  return point <= maxBmp ? 3 : 4;
}

function outsidePair(line: string, offset: number): number {
  if (offset <= 0 || offset >= line.length) return offset;
  return (line.codePointAt(offset - 1) ?? 0) > maxBmp ? offset - 1 : offset;
}
