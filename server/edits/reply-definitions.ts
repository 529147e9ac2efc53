import type { OffsetRange } from '../syntax/offset-range.ts';
import type { Definition, DefinitionKind } from '../syntax/outline.ts';
import type { SourceShape } from '../syntax/source-shape.ts';
import { type WholeDefinition, wholeDefinition } from './definition-range.ts';
import { trimmedLines } from './elision.ts';
import { dedented } from './indentation.ts';
import type { SourceFile, SyntaxReader } from './ports.ts';

/** The definitions that a reply's code consists of. */
export type ReplyDefinitions =
  | {
      readonly kind: 'definitions';
      /** The code, perhaps with a class around it that makes it parse. */
      readonly text: string;
      readonly shape: SourceShape;
      readonly whole: readonly WholeDefinition[];
      /** What stands in no definition, no import and no comment above one. */
      readonly extra: string;
    }
  /** `line` is counted from 0 in the code. */
  | { readonly kind: 'faulty'; readonly line: number; readonly language: string }
  | { readonly kind: 'no-grammar' };

/** Kinds of definitions that can be replaced as a whole. */
export function isReplaceable(kind: DefinitionKind): boolean {
  return replaceable.has(kind);
}

/** Functions and methods are one kind: what is a method in a class is a function when it stands alone. */
export function isCallable(kind: DefinitionKind): boolean {
  return kind === 'function' || kind === 'method' || kind === 'constructor' || kind === 'macro';
}

/** Reads a reply's code as the file's language; methods parse with a class around them. */
export async function replyDefinitions(
  code: string,
  file: SourceFile,
  syntax: SyntaxReader,
  signal: AbortSignal,
): Promise<ReplyDefinitions> {
  const flush = dedented(code);
  const bare = await readAs(flush, { wrapper: ['', ''], file }, syntax, signal);
  if (bare.kind === 'no-grammar' || isTelling(bare)) return bare;
  const language = bare.kind === 'definitions' ? bare.shape.language : bare.language;
  let best = bare;
  for (const wrapper of wrappers[language] ?? []) {
    const read = await readAs(flush, { wrapper, file }, syntax, signal);
    if (isTelling(read)) return read;
    if (best.kind === 'faulty' && read.kind === 'definitions') best = read;
  }
  return best;
}

function isTelling(read: ReplyDefinitions): boolean {
  return read.kind === 'definitions' && read.whole.length > 0;
}

type Wrapper = readonly [before: string, after: string];

async function readAs(
  code: string,
  { wrapper: [before, after], file }: { readonly wrapper: Wrapper; readonly file: SourceFile },
  syntax: SyntaxReader,
  signal: AbortSignal,
): Promise<ReplyDefinitions> {
  const text = before + code + after;
  const shape = await syntax.shapeOf({ ...file, text }, signal);
  signal.throwIfAborted();
  if (shape === undefined) return { kind: 'no-grammar' };
  const [fault] = shape.faults;
  if (fault !== undefined) {
    const line = code.slice(0, Math.max(0, fault.range.start - before.length)).split('\n').length - 1;
    return { kind: 'faulty', line, language: shape.language };
  }
  const whole = shape.outline.definitions
    .filter((each) => isTop(each, before.length, shape) && isReplaceable(each.kind))
    .map((each) => wholeDefinition(text, shape.outline, each));
  const body = { start: before.length, end: text.length - after.length };
  return { kind: 'definitions', text, shape, whole, extra: extraOf({ text, shape, whole, body, file }) };
}

const replaceable: ReadonlySet<DefinitionKind> = new Set([
  'class',
  'constructor',
  'enum',
  'function',
  'implementation',
  'interface',
  'macro',
  'method',
  'type',
]);

const inClass: Wrapper = ['class Wrapper {\n', '}\n'];
const inObject: Wrapper = ['const wrapper = {\n', '};\n'];

/** What makes a part of a class parse that stands alone; languages without these need none. */
const wrappers: Readonly<Record<string, readonly Wrapper[]>> = {
  typescript: [inClass, inObject],
  tsx: [inClass, inObject],
  javascript: [inClass, inObject],
  java: [inClass],
  'c-sharp': [inClass],
  kotlin: [inClass],
  scala: [inClass],
  python: [['class Wrapper:\n', '']],
  php: [
    ['<?php\n', ''],
    ['<?php\nclass Wrapper {\n', '}\n'],
  ],
};

/** Whether a definition stands at the top of the reply, or of the class around it. */
function isTop({ range, parent }: Definition, from: number, { outline }: SourceShape): boolean {
  if (range.start < from) return false;
  const around = parent === undefined ? undefined : outline.definitions[parent];
  return around === undefined || around.range.start < from;
}

interface ReplyText {
  readonly text: string;
  readonly shape: SourceShape;
  readonly whole: readonly WholeDefinition[];
  readonly body: OffsetRange;
  readonly file: SourceFile;
}

/** Imports that the file has are no extra code, nor is what opens every file of a language. */
function extraOf({ text, shape, whole, body, file }: ReplyText): string {
  const present = trimmedLines(file.text);
  const known = shape.outline.imports
    .map(({ range }) => wholeLines(text, range))
    .filter(({ start, end }) => [...trimmedLines(text.slice(start, end))].every((line) => present.has(line)));
  const taken = [...whole.map(({ leadStart, end }) => ({ start: leadStart, end })), ...known];
  let rest = '';
  let at = body.start;
  for (const { start, end } of taken.sort((one, other) => one.start - other.start)) {
    rest += text.slice(at, Math.max(at, start));
    at = Math.max(at, end);
  }
  rest += text.slice(at, body.end);
  return rest.replace(/^\s*<\?php/, '').replaceAll(/^[\s;,]+|(?<![\s;,])[\s;,]+$/g, '');
}

function wholeLines(text: string, { start, end }: OffsetRange): OffsetRange {
  const lineEnd = text.indexOf('\n', end);
  return { start: text.lastIndexOf('\n', start - 1) + 1, end: lineEnd === -1 ? text.length : lineEnd };
}
