import { fenceFor } from '../../../base/markdown-fence.ts';
import { concat, excerpt, excerptOf, type SourcedText } from '../../../base/sourced-text.ts';
import { bareDocument, type TextDocument } from '../../../base/text-document.ts';
import type { ContextItem } from '../../../context/context-item.ts';
import type { OffsetRange } from '../../../syntax/offset-range.ts';

/** A file that a prompt shows lines of. */
export interface ShownFile {
  readonly uri: string;
  /** Relative to its root, with `/`. */
  readonly path: string;
  readonly text: string;
}

/** Lines of a file below a line that names them; a fence that no line of them can end. */
export function fileSection(file: ShownFile, range: OffsetRange): SourcedText {
  const document = bareDocument(file.text);
  const { startLine, endLine } = sectionLines(file.text, range);
  const start = document.lineStart(startLine);
  const end = document.lineEnd(endLine - 1);
  const [first, last] = [startLine + 1, endLine];
  const fence = fenceFor(file.text.slice(start, end));
  const lines = first === last ? `line ${first}` : `lines ${first} to ${last}`;
  const code = excerpt(file.uri, file.text, start, end);
  return concat(`${file.path}, ${lines}:\n${fence}\n`, code, `\n${fence}\n\n`);
}

/** The lines that a section shows, counted from 0; `endLine` is the first one behind them. */
export function sectionLines(text: string, range: OffsetRange) {
  const document = bareDocument(text);
  return { startLine: document.lineOf(range.start), endLine: lastLine(document, range) + 1 };
}

/** A file ends with the end of a line, behind which there is no line. */
function lastLine(document: TextDocument, { start, end }: OffsetRange): number {
  const line = document.lineOf(Math.max(start, end));
  const isBehindAll = line > document.lineOf(start) && document.lineStart(line) === document.text.length;
  return isBehindAll ? line - 1 : line;
}

/** What the context engine has found, each part below its path and why it is here. */
export function contextSections(items: readonly ContextItem[]): SourcedText {
  return concat(
    ...items.flatMap(({ uri, path, reason, parts }) =>
      parts.map(({ text, range, startLine, endLine }) => {
        const fence = fenceFor(text);
        const head = `${path}, lines ${startLine + 1} to ${endLine} (${reason}):\n${fence}\n`;
        return concat(head, excerptOf(uri, text, range), `${text.endsWith('\n') ? '' : '\n'}${fence}\n\n`);
      }),
    ),
  );
}
