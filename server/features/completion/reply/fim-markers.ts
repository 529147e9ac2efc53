import { fimFamily, fimFamilyNames } from '../../../model/fim-family.ts';

/** A control marker in what a model wrote. */
export interface FoundMarker {
  readonly start: number;
  readonly end: number;
  /**
   * `end`: nothing of the answer follows. `prompt`: a part of a prompt follows. `filler`: it stands for nothing, or
   * the answer follows.
   */
  readonly role: 'end' | 'prompt' | 'filler';
}

/** The first control marker behind `from` that nobody writes by hand; its server should have taken it out. */
export function findMarker(text: string, from: number): FoundMarker | undefined {
  return firstOf(certainPattern, text, from);
}

/**
 * The first marker behind `from` that people write, too, such as `</s>` and `<filename>`, where a line begins, or
 * ends without a blank or a quote in front of it.
 */
export function findEverydayMarker(text: string, from: number): FoundMarker | undefined {
  const found = firstOf(everydayPattern, text, from);
  if (found === undefined || standsApart(text, found)) return found;
  return findEverydayMarker(text, found.end);
}

/** Whether a line speaks of markers: in such files they are text. */
export function speaksOfMarkers(line: string): boolean {
  return line.search(certainPattern) !== -1 || line.search(everydayPattern) !== -1;
}

function firstOf(pattern: RegExp, text: string, from: number): FoundMarker | undefined {
  const at = text.slice(from).search(pattern);
  if (at === -1) return undefined;
  const marker = pattern.exec(text.slice(from + at))?.[0] ?? '';
  return { start: from + at, end: from + at + marker.length, role: roleOf(marker) };
}

function standsApart(text: string, { start, end }: FoundMarker): boolean {
  const before = text.charAt(start - 1);
  if (start === 0 || before === '\n') return true;
  if (/^<\w*name>$/.test(text.slice(start, end))) return false;
  return /^(?:\n|$)/.test(text.slice(end, end + 1)) && !/[\s"'`]/.test(before);
}

function roleOf(marker: string): FoundMarker['role'] {
  if (marker === '<｜fim▁begin｜>' || marker === '<｜fim▁hole｜>') return 'prompt';
  if (marker === '<｜fim▁end｜>') return 'filler';
  if (/mid|pad|begin|bos|assistant|<s>|sop|mask/i.test(marker)) return 'filler';
  return /prefix|suffix|pre>|suf>/i.test(marker) ? 'prompt' : 'end';
}

/** Ends that some servers let through and no family of ours names. */
const furtherEnds = ['<|eot_id|>', '<|end|>', '<|end_of_turn|>', '<|cursor|>'];

const markers = [...new Set([...fimFamilyNames.flatMap((name) => fimFamily(name).markers), ...furtherEnds])];

/** Without a bar, a dash or `fim` in them, they look like elements, placeholders or array literals. */
function isEveryday(marker: string): boolean {
  return /^(?:<\/?[a-z_]+>|\[\/?[A-Z]+\])$/i.test(marker) && !marker.includes('fim');
}

const everydayPattern = patternOf(markers.filter(isEveryday));
const certainPattern = patternOf(markers.filter((marker) => !isEveryday(marker)));

function patternOf(texts: readonly string[]): RegExp {
  return new RegExp(texts.map((text) => text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`)).join('|'));
}
