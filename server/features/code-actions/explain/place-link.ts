/** Lines of a file, counted from 0; `endLine` is the first one behind them. */
export interface PlaceLines {
  readonly startLine: number;
  readonly endLine: number;
}

/** A place as `path:line-line`, as a link that editors open. */
export function placeLink(
  { uri, path }: { readonly uri: string; readonly path: string },
  { startLine, endLine }: PlaceLines,
): string {
  const [first, last] = [startLine + 1, Math.max(startLine + 1, endLine)];
  const words = first === last ? `${path}:${first}` : `${path}:${first}-${last}`;
  return `[${escaped(words)}](${uri.replace(/[()]/g, encodeURIComponent)}#L${first})`;
}

function escaped(text: string): string {
  return text.replace(/[[\]\\`*_]/g, '\\$&');
}
