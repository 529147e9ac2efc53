import type { OffsetRange } from '../../syntax/offset-range.ts';
import { codeSpans, withoutFences } from './markdown-code.ts';

/** A place in a file that a text names. */
export interface WrittenCitation {
  /** As it stands there: `src/a.ts:3-9`. */
  readonly text: string;
  readonly path: string;
  /** Lines as written, counted from 1, both of them meant. */
  readonly firstLine: number;
  readonly lastLine: number;
  /** In the text; for a link, the whole link. */
  readonly range: OffsetRange;
  /** Where a remark about it can stand: behind the link, or behind the code that it is in. */
  readonly end: number;
}

/** The citations in the prose of a Markdown text, in order: `path:3`, `path:3-9`, `path#L3-L9`, and links to such. */
export function writtenCitations(text: string): readonly WrittenCitation[] {
  const prose = withoutFences(text);
  const spans = codeSpans(text);
  const links = linksIn(prose, spans);
  const bare = bareIn(prose, spans, links);
  const all = [...links, ...bare].sort((one, other) => one.range.start - other.range.start);
  // Odd brackets can be read in two ways; the first one counts.
  let end = 0;
  return all.filter(({ range }) => {
    if (range.start < end) return false;
    end = range.end;
    return true;
  });
}

// All of it is bounded, so that no text makes the search slow.
const pathPattern = String.raw`(?:(?:\.{0,2}|[A-Za-z]:)[/\\])?[\p{L}\p{N}_@.+~-]{1,255}(?:[/\\][\p{L}\p{N}_@.+~()[\]-]{1,255}){0,40}`;
const linesPattern = String.raw`(?::(?<from>\d{1,7})(?::\d{1,5})?(?:[-–](?<to>\d{1,7}))?|#L(?<fromHash>\d{1,7})(?:[-–]L?(?<toHash>\d{1,7}))?)`;
const citedPattern = `(?<cited>(?<path>${pathPattern})${linesPattern})`;
const barePattern = new RegExp(String.raw`(?<![\p{L}\p{N}_/\\.@~:#-])${citedPattern}(?![\p{L}\p{N}_])`, 'gu');
const linkPattern = new RegExp(
  String.raw`\[(?<label>[^\]\n]{0,300})\]\(\s{0,9}<?${citedPattern}>?(?:\s+"[^"\n]*")?\s*\)`,
  'gu',
);
/** A link whose lines stand in its words only: `[src/a.ts:3-9](src/a.ts)`. */
const labelledPattern = /\[`?(?<label>[^\]\n`]{0,300})`?\]\([^)\n]{0,500}\)/gu;

function linksIn(prose: string, spans: readonly OffsetRange[]): readonly WrittenCitation[] {
  const full = [...prose.matchAll(linkPattern)].flatMap((match) => citationOf(match, match.index));
  const found = full.filter(
    ({ range }) => !spans.some((span) => span.start < range.start && range.end < span.end),
  );
  for (const match of prose.matchAll(labelledPattern)) {
    const { index } = match;
    if (found.some(({ range }) => range.start === index)) continue;
    const [inner] = [...(match.groups?.label ?? '').matchAll(barePattern)];
    if (inner === undefined || inner[0] !== match.groups?.label) continue;
    found.push(...citationOf(inner, index, match[0].length));
  }
  return found;
}

function bareIn(
  prose: string,
  spans: readonly OffsetRange[],
  links: readonly WrittenCitation[],
): readonly WrittenCitation[] {
  return [...prose.matchAll(barePattern)]
    .flatMap((match) => citationOf(match, match.index))
    .filter(({ path, range }) => {
      if (links.some((link) => link.range.start <= range.start && range.end <= link.range.end)) return false;
      return !isAddress(prose, range.start) && looksLikeFile(path);
    })
    .map((citation) => {
      const span = spans.find(({ start, end }) => start <= citation.range.start && citation.range.end <= end);
      return span === undefined ? citation : { ...citation, end: span.end };
    });
}

function citationOf(
  match: RegExpMatchArray,
  start: number,
  length = match[0].length,
): readonly WrittenCitation[] {
  const { cited = '', path = '', from, to, fromHash, toHash } = match.groups ?? {};
  const first = Number(from ?? fromHash);
  const last = Number(to ?? toHash ?? first);
  if (!Number.isInteger(first)) return [];
  const range = { start, end: start + length };
  return [{ text: cited, path, firstLine: first, lastLine: last, range, end: range.end }];
}

/** `http://host:80` names no file. */
function isAddress(prose: string, start: number): boolean {
  return /\w:\/\/\S*$/.test(prose.slice(Math.max(0, start - longestAddress), start));
}

/** `10:30` and `example.com:443` name none either: a file has a folder, or a name with an ending that is none of hosts. */
function looksLikeFile(path: string): boolean {
  const name = path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
  if (/^[\d.]+$/.test(path)) return false;
  if (/[/\\]/.test(path)) return true;
  const ending = /\.([\p{L}\d]+)$/u.exec(name)?.[1];
  return ending === undefined
    ? bareNames.has(name)
    : !hostEndings.has(ending.toLowerCase()) && !/^\d+$/.test(ending);
}

const bareNames: ReadonlySet<string> = new Set([
  'Makefile',
  'Dockerfile',
  'Rakefile',
  'Gemfile',
  'Justfile',
  'Jenkinsfile',
  'LICENSE',
  'README',
]);
const hostEndings: ReadonlySet<string> = new Set([
  'com',
  'org',
  'net',
  'io',
  'dev',
  'local',
  'localhost',
  'internal',
  'example',
]);
const longestAddress = 200;
