import type { LineSpan } from '../../context/context-item.ts';
import { type Excerpt, linesOfFile } from './excerpt.ts';
import type { ChatPorts, ChatProblem } from './ports.ts';
import { nothingFound, type ResolvedReferences } from './resolved-references.ts';

/** What `@problems` means: the messages that the editor shows, the gravest first, and the lines around them. */
export async function problemExcerpts(
  all: readonly ChatProblem[],
  { files }: ChatPorts,
  signal: AbortSignal,
): Promise<ResolvedReferences> {
  if (all.length === 0) return nothingFound('The editor shows no problems.');
  const shown = [...all].sort(bySeverity).slice(0, mostProblems);
  const excerpts: Excerpt[] = [];
  for (const uri of new Set(shown.map((problem) => problem.uri))) {
    const own = shown.filter((problem) => problem.uri === uri);
    const path = files.pathOf(uri);
    const text = own.map((problem) => `${problemLine(path, problem)}\n`).join('');
    excerpts.push({
      uri,
      path,
      why: 'problems that the editor shows',
      text,
      startLine: undefined,
      range: undefined,
    });
    const look = await files.look(uri, signal);
    if (look.kind !== 'text') continue;
    for (const span of joined(own.map(around)))
      excerpts.push(linesOfFile({ uri, path, text: look.text }, span, 'lines with problems'));
  }
  const left = all.length - mostProblems;
  return { excerpts, remarks: left > 0 ? [`${left} more problems are not shown.`] : [] };
}

function problemLine(path: string, { startLine, severity, message, code, source }: ChatProblem): string {
  const rule = [source, code].filter((word) => word !== '').join(' ');
  const words = message.replace(/\s+/g, ' ').slice(0, longestMessage);
  return `${path}:${startLine + 1} ${severity}: ${words}${rule === '' ? '' : ` [${rule}]`}`;
}

function around({ startLine, endLine }: LineSpan): LineSpan {
  return { startLine: Math.max(0, startLine - linesAround), endLine: endLine + linesAround };
}

function joined(spans: readonly LineSpan[]): readonly LineSpan[] {
  const result: { startLine: number; endLine: number }[] = [];
  for (const span of [...spans].sort((one, other) => one.startLine - other.startLine)) {
    const last = result.at(-1);
    if (last !== undefined && span.startLine <= last.endLine)
      last.endLine = Math.max(last.endLine, span.endLine);
    else result.push({ ...span });
  }
  return result;
}

const severities: readonly ChatProblem['severity'][] = ['error', 'warning', 'information', 'hint'];

function bySeverity(one: ChatProblem, other: ChatProblem): number {
  return severities.indexOf(one.severity) - severities.indexOf(other.severity);
}

const mostProblems = 20;
const linesAround = 2;
const longestMessage = 500;
