import { newlineOf, withLineEnds } from '../base/line-ends.ts';
import { indentAt, indentOf } from '../base/line-indent.ts';
import type { TextChange } from '../base/text-document.ts';
import type { OffsetRange } from '../syntax/offset-range.ts';
import type { Definition, Outline } from '../syntax/outline.ts';
import type { SourceShape } from '../syntax/source-shape.ts';
import { type WholeDefinition, wholeDefinition } from './definition-range.ts';
import { trimmed } from './diff-texts.ts';
import { elisionIn, trimmedLines } from './elision.ts';
import { indentUnit, type Reindent, uniformReindent } from './indentation.ts';
import { mergedLead } from './merged-lead.ts';
import type { SourceFile, SyntaxReader } from './ports.ts';
import { isCallable, isReplaceable, replyDefinitions } from './reply-definitions.ts';

/** What became of code that consists of whole definitions. */
export type DefinitionsOutcome =
  | { readonly kind: 'placed'; readonly edits: readonly TextChange[] }
  | { readonly kind: 'no-grammar' }
  | { readonly kind: 'no-definition' }
  | { readonly kind: 'faulty'; readonly line: number }
  | { readonly kind: 'extra'; readonly text: string }
  | { readonly kind: 'elided'; readonly text: string }
  /** It mixes tabs and spaces, or it cannot be told where lines within quotes should begin. */
  | { readonly kind: 'unclear-indent' }
  /** The file defines nothing of this name. */
  | { readonly kind: 'unknown'; readonly name: string }
  /** The file defines several of this name, at these lines, counted from 0. */
  | { readonly kind: 'several'; readonly name: string; readonly lines: readonly number[] };

export interface DefinitionsReply {
  readonly code: string;
  readonly file: SourceFile;
  /** Where the person looks: tells which of several definitions of a name is meant. */
  readonly focus: OffsetRange | undefined;
}

/**
 * Puts each definition of a reply in the place of the one of the same name in the file, with the file's indentation.
 * What stands above it stays, unless the reply brings its own; a class that leaves out a member is refused.
 */
export async function placeDefinitions(
  { code, file, focus }: DefinitionsReply,
  syntax: SyntaxReader,
  signal: AbortSignal,
): Promise<DefinitionsOutcome> {
  const shape = await syntax.shapeOf(file, signal);
  signal.throwIfAborted();
  if (shape === undefined) return { kind: 'no-grammar' };
  const elision = elisionIn(code.split('\n'), trimmedLines(file.text));
  if (elision !== undefined) return { kind: 'elided', text: elision };
  const reply = await replyDefinitions(code, file, syntax, signal);
  if (reply.kind !== 'definitions') return reply;
  if (reply.whole.length === 0) return { kind: 'no-definition' };
  if (reply.extra !== '') return { kind: 'extra', text: reply.extra };
  const edits: TextChange[] = [];
  for (const whole of reply.whole) {
    const place = placeOf(whole, { shape, file, focus });
    if (place.kind !== 'place') return place;
    const missing = missingMember(
      whole.definition,
      reply.shape.outline,
      place.whole.definition,
      shape.outline,
    );
    if (missing !== undefined) return { kind: 'elided', text: missing };
    const edit = replacementOf({ text: reply.text, whole }, { text: file.text, whole: place.whole });
    if (edit === undefined) return { kind: 'unclear-indent' };
    edits.push(edit);
  }
  return { kind: 'placed', edits: inOrder(edits) };
}

interface Target {
  readonly shape: SourceShape;
  readonly file: SourceFile;
  readonly focus: OffsetRange | undefined;
}

type Place =
  | { readonly kind: 'place'; readonly whole: WholeDefinition }
  | Extract<DefinitionsOutcome, { kind: 'unknown' | 'several' }>;

function placeOf({ definition: { name, kind } }: WholeDefinition, { shape, file, focus }: Target): Place {
  const candidates = shape.outline.definitions
    .filter((each) => each.name === name && isReplaceable(each.kind))
    .filter((each) => each.kind === kind || (isCallable(each.kind) && isCallable(kind)))
    .map((each) => wholeDefinition(file.text, shape.outline, each));
  const [only, ...others] =
    candidates.length > 1 ? candidates.filter((each) => isAt(each, focus)) : candidates;
  if (only !== undefined && others.length === 0) return { kind: 'place', whole: only };
  if (candidates.length === 0) return { kind: 'unknown', name };
  const lines = candidates.map(({ start }) => file.text.slice(0, start).split('\n').length - 1);
  return { kind: 'several', name, lines };
}

function isAt({ leadStart, end }: WholeDefinition, focus: OffsetRange | undefined): boolean {
  return focus !== undefined && leadStart <= focus.end && focus.start <= end;
}

/** A function that the class in the file has and the one of the reply has not. */
function missingMember(
  ...[replied, replyOutline, present, presentOutline]: [Definition, Outline, Definition, Outline]
): string | undefined {
  if (isCallable(present.kind)) return undefined;
  const brought = new Set(membersOf(replyOutline, replied));
  return membersOf(presentOutline, present).find((name) => !brought.has(name));
}

function membersOf({ definitions }: Outline, around: Definition): string[] {
  return definitions
    .filter(
      ({ parent, kind }) => parent !== undefined && definitions[parent] === around && isReplaceable(kind),
    )
    .map(({ name }) => name);
}

interface DefinitionIn {
  readonly text: string;
  readonly whole: WholeDefinition;
}

function replacementOf(reply: DefinitionIn, present: DefinitionIn): TextChange | undefined {
  const reindent = reindentFor(reply, present);
  const lead = mergedLead(reply, present);
  const words = wordsBefore(reply, present);
  const body = reply.text.slice(reply.whole.start, reply.whole.end).split('\n');
  const [first = '', ...rest] = body;
  const lines = [...lead.lines, ...rest].map(reindent);
  if (lines.includes(undefined)) return undefined;
  const leadLines = lines.slice(0, lead.lines.length);
  const indent = indentAt(present.text, present.whole.wordsStart);
  const text = [...leadLines, indent + words + first, ...lines.slice(lead.lines.length)].join('\n');
  const newline = newlineOf(present.text);
  const start = lead.isReplaced ? present.whole.leadStart : present.whole.wordsStart;
  const hasSemicolon = present.text[present.whole.end - 1] === ';';
  const end = hasSemicolon && !body.join('\n').endsWith(';') ? present.whole.end - 1 : present.whole.end;
  const written = withLineEnds(text.slice(indentAt(present.text, start).length), newline);
  return trimmed({ start, end, text: written }, present.text);
}

/**
 * Lines that stand further left than the definition itself are text within quotes and keep their place. Where there
 * are such lines, others of the reply that may be some are left undefined.
 */
function reindentFor(reply: DefinitionIn, present: DefinitionIn): Reindent {
  const replyIndent = indentAt(reply.text, reply.whole.wordsStart);
  const indent = indentAt(present.text, present.whole.wordsStart);
  const sides = { reply: reply.text.split('\n'), file: present.text.split(/\r?\n/) };
  const reindent: Reindent =
    uniformReindent([{ reply: `${replyIndent}x`, file: `${indent}x` }], sides) ?? (() => undefined);
  const presentLines = present.text.slice(present.whole.leadStart, present.whole.end).split(/\r?\n/);
  const oddIndent = indentUnit(sides.file) === '\t' ? /^\t* / : /^\t/;
  const kept = new Set(presentLines.slice(1).filter((line) => oddIndent.test(line)));
  if (indent === replyIndent) return (line) => (kept.has(line) ? line : reindent(line));
  const further = presentLines.slice(1).filter((line) => line.trim() !== '' && !line.startsWith(indent));
  for (const line of further) kept.add(line);
  return (line) => {
    if (kept.has(line)) return line;
    const mayBeQuoted = further.length > 0 && indentOf(line) === '' && !opensOrCloses.test(line);
    return mayBeQuoted ? undefined : reindent(line);
  };
}

/** What stands at the left edge of a definition besides its first line. */
const opensOrCloses = /^(?:[)\]}@/*#]|end\b|$)/;

/** Keeps `export` and its like, which models leave away. */
function wordsBefore(reply: DefinitionIn, present: DefinitionIn): string {
  const brought = reply.text.slice(reply.whole.wordsStart, reply.whole.start);
  const there = present.text.slice(present.whole.wordsStart, present.whole.start);
  if (there === brought) return brought;
  const [exported = ''] = /^export (?:default )?/.exec(there) ?? [];
  if (brought !== '') return brought.startsWith('export ') ? brought : exported + brought;
  const isStatement = /^(?:async |abstract )*(?:function|class)\b/.test(reply.text.slice(reply.whole.start));
  return isStatement ? exported : there;
}

function inOrder(edits: readonly TextChange[]): readonly TextChange[] {
  return edits
    .filter(({ start, end, text }) => start < end || text !== '')
    .sort((one, other) => one.start - other.start);
}
