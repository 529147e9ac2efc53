import type { TextChange } from '../../../base/text-document.ts';
import type { OffsetRange } from '../../../syntax/offset-range.ts';
import type { FunctionShape } from '../../../syntax/source-shape.ts';
import { functionAround } from '../offers/cursor-scene.ts';
import type { FixScene } from './fix-scene.ts';
import type { ReadyFix } from './ready-fix.ts';

/** Whether a diagnostic says that a function gives no value though it should. */
export function isMissingReturn({ message }: FixScene['diagnostic']): boolean {
  return messages.test(message);
}

/** tsc, pyright, mypy, rustc, gopls and go vet, jdtls and javac, Roslyn, clangd, kotlinc, intelephense. */
const messages =
  /must return a value|lacks ending return|Function with declared return type .* (must|cannot) return|Missing return( statement)?\b|expected .*, found `\(\)`|must return a result|not all code paths return a value|non-void (function|lambda) does not return|A 'return' expression required|Not all paths return/i;

/** Returns the last expression of a function that declares what it gives. */
export function missingReturnFix(scene: FixScene): ReadyFix | undefined {
  const { document, diagnostic, shape } = scene;
  const { start } = diagnostic.range;
  const around = functionAround(shape, { start, end: start });
  if (around?.body === undefined || givesValue(around, shape.language) || !declaresValue(around))
    return undefined;
  const last = lastStatement(document.text, around, shape.language);
  if (last === undefined) return undefined;
  const edits = shape.language === 'rust' ? withoutSemicolon(last) : [returning(last)];
  if (edits.length === 0) return undefined;
  return { title: `Return the last expression of ${around.name}`, edits, isPreferred: true };
}

/** In Rust a body that ends in a statement counts as an exit itself, though it gives nothing. */
function givesValue({ exits }: FunctionShape, language: string): boolean {
  return exits.some(
    ({ kind, text }) => kind === 'return' && text !== '' && !(language === 'rust' && text.startsWith('{')),
  );
}

function declaresValue({ returnType, isAsync }: FunctionShape): boolean {
  if (returnType === undefined) return false;
  const inner = isAsync
    ? (/^(?:Promise|Task|ValueTask)<(.*)>$/s.exec(returnType.trim())?.[1] ?? returnType)
    : returnType;
  return !/^(void|undefined|never|None|Unit|\(\)|Promise<void>|Task)$/.test(inner.trim());
}

interface Statement {
  readonly start: number;
  readonly text: string;
}

/** The last statement of a body, when it is an expression whose value is dropped. */
function lastStatement(text: string, around: FunctionShape, language: string): Statement | undefined {
  const { body, documentation } = around;
  if (body === undefined) return undefined;
  const isInside = documentation !== undefined && documentation.start >= body.start;
  const inner = innerRange(text, isInside ? documentation.end : body.start, body.end);
  const lines = linesOf(text, inner.start, inner.end).filter((line) => !isBlank(line.text, language));
  const indent = Math.min(...lines.map((line) => line.indent));
  const last = lines.findLast((line) => line.indent === indent && !/^([)\]}.,?:]|&&|\|\|)/.test(line.text));
  const end = lines.at(-1);
  if (last === undefined || end === undefined) return undefined;
  const statement = text.slice(last.start, end.start + end.text.length).trimEnd();
  return isExpression(statement, language) ? { start: last.start, text: statement } : undefined;
}

function innerRange(text: string, start: number, end: number): OffsetRange {
  const isBraced = text[start] === '{' && text[end - 1] === '}';
  return isBraced ? { start: start + 1, end: end - 1 } : { start, end };
}

interface BodyLine {
  /** Offset of its first sign that is no blank. */
  readonly start: number;
  readonly text: string;
  readonly indent: number;
}

function linesOf(text: string, start: number, end: number): BodyLine[] {
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const lines: BodyLine[] = [];
  let at = start;
  for (const line of text.slice(start, end).split('\n')) {
    const blanks = /^\s*/.exec(line)?.[0].length ?? 0;
    const indent = at === start ? start - lineStart + blanks : blanks;
    lines.push({ start: at + blanks, text: line.trim(), indent });
    at += line.length + 1;
  }
  return lines;
}

function isBlank(line: string, language: string): boolean {
  return line === '' || (language === 'python' ? line.startsWith('#') : /^(\/\/|\/\*|\*)/.test(line));
}

/** Whether a statement only computes: no keyword leads it, nothing is assigned, and nothing follows it. */
function isExpression(statement: string, language: string): boolean {
  const plain = statement.replace(/(["'`])(?:\\.|(?!\1)[^\\])*\1/gs, '""');
  const text = language === 'python' ? plain.replace(/#.*$/gm, '') : plain.replace(/\/\/.*$/gm, '');
  if (/^[{}@]/.test(text) || keywords.test(text)) return false;
  const whole = text.trim().replace(/;$/, '');
  if (/;/.test(outsideBrackets(whole))) return false;
  return !/(?<![=!<>])=(?![=>])/.test(outsideBrackets(whole)) && !/\+\+$|--$|:$/.test(whole);
}

const keywords =
  /^(const|let|var|if|else|elif|for|while|do|switch|match|try|catch|except|finally|with|return|throw|raise|break|continue|yield|import|from|class|function|def|fn|func|async\s+(function|def|fn)|type|interface|enum|struct|impl|pass|del|assert|global|nonlocal|using|lock|defer|go|select|goto|loop|unsafe|fun|val)\b/;

function outsideBrackets(text: string): string {
  let depth = 0;
  return [...text]
    .filter((sign) => {
      if ('([{'.includes(sign)) depth += 1;
      if (')]}'.includes(sign)) depth -= 1;
      return depth === 0;
    })
    .join('');
}

function returning({ start }: Statement): TextChange {
  return { start, end: start, text: 'return ' };
}

/** In Rust the value of a block is its last expression without `;`. */
function withoutSemicolon({ start, text }: Statement): readonly TextChange[] {
  const end = start + text.length;
  return text.endsWith(';') ? [{ start: end - 1, end, text: '' }] : [];
}
