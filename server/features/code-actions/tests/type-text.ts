/** Cuts text at a separator where no bracket and no quote is open: `Map<K, V>, T[]` at `,` into two. */
export function splitOutside(text: string, separator: string): string[] {
  const parts: string[] = [];
  let start = 0;
  let depth = 0;
  let quote = '';
  for (let index = 0; index < text.length; index += 1) {
    const sign = text[index] ?? '';
    if (quote !== '') {
      if (sign === quote) quote = '';
    } else if (`"'\``.includes(sign)) quote = sign;
    else if (depth === 0 && text.startsWith(separator, index) && !isArrowHead(text, index)) {
      parts.push(text.slice(start, index));
      start = index + separator.length;
      index = start - 1;
    } else depth = Math.max(0, depth + depthChange(text, index));
  }
  return [...parts, text.slice(start)].map((part) => part.trim()).filter((part) => part !== '');
}

/** A generic type taken apart: `Map<string, User>` is `Map` of two; undefined for a plain one. */
export function genericType(
  type: string,
): { readonly name: string; readonly of: readonly string[] } | undefined {
  const [, name, inner] = /^([\w.:\\]+)\s*[<[](.+)[>\]]$/s.exec(type.trim()) ?? [];
  if (name === undefined || inner === undefined) return undefined;
  return { name, of: splitOutside(inner, ',') };
}

function depthChange(text: string, index: number): number {
  const sign = text[index] ?? '';
  if ('([{<'.includes(sign)) return 1;
  return ')]}'.includes(sign) || (sign === '>' && !isArrowHead(text, index)) ? -1 : 0;
}

function isArrowHead(text: string, index: number): boolean {
  return text[index] === '>' && /[=-]/.test(text[index - 1] ?? '');
}
