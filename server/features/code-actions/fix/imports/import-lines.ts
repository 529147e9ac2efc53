import type { TextDocument } from '../../../../base/text-document.ts';
import type { SourceShape } from '../../../../syntax/source-shape.ts';

/** An import at the top of a file, as whole lines. */
export interface ImportLine {
  /** Without quotes, as `ImportStatement` has it. */
  readonly module: string;
  readonly firstLine: number;
  readonly lastLine: number;
  /** Without its line end. */
  readonly text: string;
}

/** The imports that stand on lines of their own before the code begins, in the order of the text. */
export function importLines(document: TextDocument, { outline }: SourceShape): readonly ImportLine[] {
  const lines: ImportLine[] = [];
  for (const { module, range } of outline.imports) {
    const firstLine = document.lineOf(range.start);
    const lastLine = document.lineOf(Math.max(range.start, range.end - 1));
    const text = document.text.slice(document.lineStart(firstLine), document.lineEnd(lastLine));
    if (lines.some((known) => known.firstLine === firstLine)) continue;
    if (!importWords.test(text)) continue;
    lines.push({ module, firstLine, lastLine, text });
  }
  return lines;
}

/** Unindented, but for the lines in the brackets of Go. */
const importWords =
  /^(import\b|from\b|use\b|pub use\b|using\b|require\b|require_relative\b|#\s*include\b|(const|let|var)\b.*\brequire\(|\t([\w.]+ )?")/;
