import type { SourceChunk } from './chunk-terms.ts';

/**
 * Cuts a text into chunks of at most `maxChunkLines` lines, each ending at the last blank line that fits, or else
 * where it is full. For files whose language has no grammar.
 */
export function cutAtBlankLines(path: string, text: string): readonly SourceChunk[] {
  const lines = text.split('\n');
  const chunks: SourceChunk[] = [];
  let startLine = 0;
  while (startLine < lines.length) {
    const endLine = endOfChunk(lines, startLine);
    const part = lines.slice(startLine, endLine).join('\n');
    const names = definedNames(part);
    if (part.trim() !== '') chunks.push({ path, startLine, endLine, text: part, names, symbols: names });
    startLine = endLine;
  }
  return chunks;
}

function endOfChunk(lines: readonly string[], startLine: number): number {
  const full = startLine + maxChunkLines;
  if (full >= lines.length) return lines.length;
  for (let line = full; line > startLine + maxChunkLines / 2; line--) {
    if (lines[line - 1]?.trim() === '') return line;
  }
  return full;
}

/** What looks like a definition in most languages: a keyword that defines, then a name. */
function definedNames(text: string): readonly string[] {
  return [...new Set(Array.from(text.matchAll(definition), (match) => match[1] ?? ''))];
}

const definition =
  /\b(?:class|interface|struct|enum|trait|type|namespace|module|def|func|function|fn|fun|macro_rules!|const|let|var|val|static)(?:\s*\*)?\s+(?:\([^)\n]*\)\s*)?([A-Za-z_$][\w$]*)/g;

const maxChunkLines = 50;
