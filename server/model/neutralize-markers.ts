import { SourcedText } from '../base/sourced-text.ts';

/**
 * The text with a space behind the first character of each marker (`< |fim_prefix|>`), so that a server that
 * tokenizes raw prompts takes none of them for a control token, even when neighbouring parts share one. Markers
 * hold no spaces; therefore what is inserted breaks all that overlap it and makes no new one.
 */
export function neutralizeMarkers(text: SourcedText, markers: readonly string[]): SourcedText {
  const whole = text.parts.map((part) => part.text).join('');
  const breaks = breakingOffsets(whole, markers);
  if (breaks.length === 0) return text;
  let start = 0;
  const parts = text.parts.map((part) => {
    const end = start + part.text.length;
    const inside = breaks.filter((offset) => start <= offset && offset < end).map((offset) => offset - start);
    start = end;
    return { ...part, text: withSpacesAt(part.text, inside) };
  });
  return new SourcedText(parts);
}

/** Where a space breaks a marker, in order; markers may overlap. */
function breakingOffsets(text: string, markers: readonly string[]): readonly number[] {
  const offsets = new Set<number>();
  for (const marker of markers)
    for (let at = text.indexOf(marker); at !== -1; at = text.indexOf(marker, at + 1)) offsets.add(at + 1);
  return [...offsets].sort((left, right) => left - right);
}

function withSpacesAt(text: string, offsets: readonly number[]): string {
  const bounds = [0, ...offsets, text.length];
  return bounds
    .slice(1)
    .map((end, index) => text.slice(bounds[index], end))
    .join(' ');
}
