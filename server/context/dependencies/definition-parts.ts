import type { TextDocument } from '../../base/text-document.ts';
import type { Definition } from '../../syntax/outline.ts';
import type { ContextPart, LineSpan } from '../context-item.ts';
import type { DependencyOutline } from './dependency-files.ts';

/** Definitions of one name in the file that has them, such as overloads. */
export interface FoundDefinitions {
  readonly outline: DependencyOutline;
  readonly definitions: readonly Definition[];
}

/**
 * The lines that tell how to use what is defined: all of it with its comment when it is short, else its signature and
 * those of its members, the wanted ones first until the bound. Lines that nobody can read, as in minified code, are left out.
 */
export function definitionParts(
  { outline, definitions }: FoundDefinitions,
  wanted: ReadonlySet<string>,
): readonly ContextPart[] {
  const spans = definitions.flatMap((definition) => {
    const whole = linesOf(outline.document, definition.range);
    const [first, ...rest] =
      lengthOf(whole) <= maxWholeLines ? [whole] : shortened(outline, definition, wanted);
    return first === undefined ? [] : [{ ...first, startLine: leadStart(outline, first.startLine) }, ...rest];
  });
  const readable = spans.filter((span) => partOf(outline.document, span).text.length <= maxSpanLength);
  return merged(readable).map((span) => partOf(outline.document, span));
}

/** The first lines, the members, and the line that closes it where one does. */
function shortened(
  outline: DependencyOutline,
  definition: Definition,
  wanted: ReadonlySet<string>,
): readonly LineSpan[] {
  const { document } = outline;
  const whole = linesOf(document, definition.range);
  const signature = capped(linesOf(document, definition.signature), maxSignatureLines);
  if (!containers.has(definition.kind)) return [signature];
  const index = outline.definitions.indexOf(definition);
  const members = outline.definitions.filter(({ parent }) => parent === index);
  const ranked = members.map((member) => ({ member, rank: rankOf(member, wanted) }));
  const spans = [signature];
  let lines = lengthOf(signature) + 1;
  for (const { member, rank } of ranked.sort((one, other) => one.rank - other.rank)) {
    const span = capped(linesOf(document, member.signature), rank < 2 ? maxSignatureLines : maxMemberLines);
    lines += lengthOf(span);
    if (lines > maxWholeLines) break;
    spans.push(span);
  }
  const last = { startLine: whole.endLine - 1, endLine: whole.endLine };
  return /^\s*(?:[)}\]]|end\b)/.test(document.text.slice(document.lineStart(last.startLine)))
    ? [...spans, last]
    : spans;
}

/** Wanted members, then constructors, then those that a user of it may see, then the rest. */
function rankOf({ name, kind }: Definition, wanted: ReadonlySet<string>): number {
  if (wanted.has(name)) return 0;
  if (kind === 'constructor' || name === '__init__' || name === 'constructor') return 1;
  return /^[_#]/.test(name) ? 3 : 2;
}

/** Comments and decorators directly above, as far as they are short. */
function leadStart({ document, leads }: DependencyOutline, startLine: number): number {
  let start = startLine;
  for (const lead of leads.toReversed()) {
    const span = linesOf(document, lead);
    if (
      span.endLine !== start ||
      document.text.slice(document.lineStart(span.startLine), lead.start).trim() !== ''
    )
      continue;
    if (startLine - span.startLine > maxLeadLines) break;
    start = span.startLine;
  }
  return start;
}

/** In the order of the file; what touches is one. */
function merged(spans: readonly LineSpan[]): readonly LineSpan[] {
  const whole: LineSpan[] = [];
  for (const span of [...spans].sort((one, other) => one.startLine - other.startLine)) {
    const last = whole.at(-1);
    if (last === undefined || span.startLine > last.endLine) whole.push(span);
    else whole[whole.length - 1] = { ...last, endLine: Math.max(last.endLine, span.endLine) };
  }
  return whole;
}

function partOf(document: TextDocument, { startLine, endLine }: LineSpan): ContextPart {
  const range = { start: document.lineStart(startLine), end: document.lineEnd(endLine - 1) };
  return { startLine, endLine, range, text: document.text.slice(range.start, range.end) };
}

function linesOf(document: TextDocument, range: { readonly start: number; readonly end: number }): LineSpan {
  const last = Math.max(range.start, range.end - 1);
  return { startLine: document.lineOf(range.start), endLine: document.lineOf(last) + 1 };
}

function capped({ startLine, endLine }: LineSpan, most: number): LineSpan {
  return { startLine, endLine: Math.min(endLine, startLine + most) };
}

function lengthOf({ startLine, endLine }: LineSpan): number {
  return endLine - startLine;
}

const containers: ReadonlySet<string> = new Set([
  'class',
  'enum',
  'implementation',
  'interface',
  'module',
  'type',
  'variable',
]);
const maxWholeLines = 40;
const maxSignatureLines = 12;
const maxMemberLines = 4;
const maxLeadLines = 16;

/** UTF-16 units of lines that belong together. */
const maxSpanLength = 8_000;
