import type { OffsetRange } from '../../syntax/offset-range.ts';
import type { WrittenCitation } from './citation-syntax.ts';
import { codeSpans, withoutFences } from './markdown-code.ts';

/** A name of the code that stands between backticks. */
interface NamedIdentifier {
  readonly name: string;
  readonly offset: number;
}

/**
 * The names that a text gives for each of its citations: those between backticks in the same sentence. Where several
 * places are cited in one, a name belongs to the place behind it, or to the one before it if the sentence begins with
 * a place or if that one has no other; a sentence without a name goes by the first one of its list item.
 */
export function identifiersOf(
  text: string,
  citations: readonly WrittenCitation[],
): ReadonlyMap<WrittenCitation, readonly string[]> {
  const prose = withoutFences(text);
  const names = namesIn(text, citations);
  const blocks = blocksOf(prose);
  const sentences = sentencesOf(prose, blocks, [...codeSpans(text), ...citations.map(({ range }) => range)]);
  const items = blocks.filter(({ start }) =>
    /^\s*(?:[-*+]|\d{1,9}[.)])\s/.test(prose.slice(start, start + longestMark)),
  );
  const found = new Map<WrittenCitation, readonly string[]>();
  for (const sentence of sentences) {
    const own = citations.filter(({ range }) => holds(sentence, range.start));
    const named = names.filter(({ offset }) => holds(sentence, offset));
    const item = items.find(({ start, end }) => start <= sentence.start && sentence.end <= end);
    const lead = named.length === 0 && item ? names.find(({ offset }) => holds(item, offset)) : undefined;
    for (const citation of own)
      found.set(citation, lead === undefined ? assigned(citation, own, named) : [lead.name]);
  }
  return found;
}

function assigned(
  citation: WrittenCitation,
  citations: readonly WrittenCitation[],
  names: readonly NamedIdentifier[],
): readonly string[] {
  const [first] = citations;
  const [name] = names;
  if (first === undefined || name === undefined) return [];
  const beginsWithPlace = first.range.start < name.offset;
  const ordered = beginsWithPlace ? [...citations].reverse() : citations;
  const isOwn = ({ offset }: NamedIdentifier) => {
    const owner = ordered.find(({ range }) =>
      beginsWithPlace ? range.start < offset : offset < range.start,
    );
    return owner === citation || (owner === undefined && citations.length === 1);
  };
  const own = names.filter(isOwn);
  const next = citations[citations.indexOf(citation) + 1]?.range.start ?? Number.POSITIVE_INFINITY;
  const behind = names.filter(({ offset }) => citation.range.start < offset && offset < next);
  return [...new Set((own.length > 0 ? own : behind).map((each) => each.name))];
}

function namesIn(text: string, citations: readonly WrittenCitation[]): readonly NamedIdentifier[] {
  return codeSpans(text).flatMap(({ start, end }) => {
    if (citations.some(({ range }) => start <= range.start && range.end <= end)) return [];
    const name = identifierIn(text.slice(start, end).replace(/^`+|`+$/g, ''));
    return name === undefined ? [] : [{ name, offset: start }];
  });
}

/** `Cart.total(items)` is about `total`; what is no name, or the name of a file, is about nothing. */
function identifierIn(code: string): string | undefined {
  const match = codePattern.exec(code.trim());
  const whole = match?.groups?.name ?? '';
  const name = whole.split(/\.|::|->|#/).at(-1) ?? '';
  const isFile = name !== whole && fileEndings.has(name) && !code.includes('(');
  return name.length < 2 || isFile || commonWords.has(whole) ? undefined : name;
}

const codePattern =
  /^(?:(?:export|async|new|function|class|interface|type|enum|const|let|var|def|fn|func|struct|trait|impl|module|await)\s+)*[@#&*]?(?<name>[\p{L}_$][\p{L}\p{N}_$]*(?:(?:\.|::|->|#)[\p{L}_$][\p{L}\p{N}_$]*)*)\s*(?:\(.*\)|<.*>)*[!?;]?$/u;
const fileEndings: ReadonlySet<string> = new Set(
  'ts tsx js jsx mts mjs cts cjs py go rs java kt rb php cs c h cc cpp hpp md json jsonc yaml yml toml lock html css scss lua sh sql txt xml vue scala swift'.split(
    ' ',
  ),
);
/** Words of languages, which stand in any lines. */
const commonWords: ReadonlySet<string> = new Set(
  'true false null undefined None True False nil this self string number boolean int float bool void any unknown never async await const let var return if else for while import export class function def fn func new throw try catch finally switch case default interface type enum static public private protected readonly'.split(
    ' ',
  ),
);

/** Paragraphs, list items, rows of tables, headings. */
function blocksOf(prose: string): readonly OffsetRange[] {
  const blocks: { start: number; end: number }[] = [];
  let isOpen = false;
  for (const { index, 0: line } of prose.matchAll(/[^\r\n]*(?:\r\n|\r|\n|$)/g)) {
    if (line === '') break;
    const isBlank = line.trim() === '';
    const begins = /^\s*(?:[-*+]\s|\d{1,9}[.)]\s|#{1,6}\s|\||>)/.test(line);
    const last = blocks.at(-1);
    if (isBlank) isOpen = false;
    else if (isOpen && !begins && last !== undefined) last.end = index + line.length;
    else {
      blocks.push({ start: index, end: index + line.length });
      isOpen = true;
    }
  }
  return blocks;
}

/** A sentence ends at a full stop with a blank behind, not within code and not behind an abbreviation. */
function sentencesOf(
  prose: string,
  blocks: readonly OffsetRange[],
  whole: readonly OffsetRange[],
): readonly OffsetRange[] {
  return blocks.flatMap((block) => {
    const ends = [...prose.slice(block.start, block.end).matchAll(/[.!?][)*_"”]*(?=\s)/g)]
      .map(({ index, 0: end }) => block.start + index + end.length)
      .filter((end) => !whole.some((range) => range.start < end - 1 && end - 1 < range.end))
      .filter(
        (end) =>
          !/\b(?:e\.g|i\.e|cf|vs|etc|resp|approx|no|fig)\.$/i.test(prose.slice(Math.max(0, end - 8), end)),
      );
    const bounds = [block.start, ...ends, block.end];
    return bounds.slice(1).map((end, at) => ({ start: bounds[at] ?? block.start, end }));
  });
}

/** Characters in which the mark of a list item stands. */
const longestMark = 60;

function holds({ start, end }: OffsetRange, offset: number): boolean {
  return start <= offset && offset < end;
}
