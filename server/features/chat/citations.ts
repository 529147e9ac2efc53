import { bareDocument, type TextDocument } from '../../base/text-document.ts';
import type { FoundSymbol } from '../../edits/ports.ts';
import type { SourceShape } from '../../syntax/source-shape.ts';
import type { Citation } from './chat-request.ts';
import { type WrittenCitation, writtenCitations } from './citation-syntax.ts';
import { type FoundFile, findFile } from './find-file.ts';
import { harmlessLinks, type Insertion, withInsertions } from './harmless-links.ts';
import { identifiersOf } from './named-identifiers.ts';
import type { CitationPorts } from './ports.ts';

/** An answer with its citations looked at. */
export interface VerifiedContent {
  /** Wrong citations are marked, `src/a.ts:3-9 (unverified: …)`, and links to other hosts are harmless. */
  readonly content: string;
  readonly citations: readonly Citation[];
  /** What was put into the text: nothing was taken out of it. */
  readonly marks: readonly Insertion[];
}

/**
 * Looks at every place that an answer names: whether the file is there and may be read, whether it has these lines,
 * and whether the names that the sentence gives stand in them or are those of the definition around them.
 */
export async function verifyCitations(
  content: string,
  ports: CitationPorts,
  signal: AbortSignal,
): Promise<VerifiedContent> {
  const written = writtenCitations(content);
  const named = identifiersOf(content, written);
  const files = new Map<string, FoundFile>();
  const citations: Citation[] = [];
  const marks: Insertion[] = [];
  for (const citation of written) {
    const file = files.get(citation.path) ?? (await findFile(citation.path, ports, signal));
    files.set(citation.path, file);
    // `either/or:2` is no path that anybody misses.
    if (file.kind === 'none' && !/\.\p{L}[\p{L}\d]*$/u.test(citation.path)) continue;
    const problem = await problemOf({ citation, file, names: named.get(citation) ?? [] }, ports, signal);
    if (problem !== undefined) marks.push({ offset: citation.end, text: ` (unverified: ${problem})` });
    citations.push(verified(citation, file, problem));
  }
  const all = [...marks, ...harmlessLinks(content)].sort((one, other) => one.offset - other.offset);
  return { content: withInsertions(content, all), citations, marks: all };
}

function verified(
  { text, firstLine, lastLine }: WrittenCitation,
  file: FoundFile,
  problem: string | undefined,
): Citation {
  const uri = file.kind === 'text' || file.kind === 'refused' ? file.uri : '';
  return {
    text,
    uri,
    startLine: firstLine - 1,
    endLine: lastLine,
    isVerified: problem === undefined,
    problem,
  };
}

interface Subject {
  readonly citation: WrittenCitation;
  readonly file: FoundFile;
  /** What the sentence says to be there. */
  readonly names: readonly string[];
}

async function problemOf(
  subject: Subject,
  ports: CitationPorts,
  signal: AbortSignal,
): Promise<string | undefined> {
  const { file, names } = subject;
  switch (file.kind) {
    case 'several':
      return `several files are called so: ${file.paths.slice(0, mostNamed).join(', ')}`;
    case 'refused':
      return refusals[file.reason];
    case 'none': {
      const place = await definitionOf(names, undefined, ports, signal);
      if (place !== undefined) return `there is no such file; \`${place.name}\` is at ${placeOf(place)}`;
      return file.near === undefined
        ? 'there is no such file'
        : `there is no such file; there is ${file.near}`;
    }
    case 'text':
      return lineProblem({ ...subject, file, document: bareDocument(file.text) }, ports, signal);
  }
}

async function lineProblem(
  cited: CitedLines,
  ports: CitationPorts,
  signal: AbortSignal,
): Promise<string | undefined> {
  const { document, citation, names } = cited;
  const { firstLine, lastLine } = citation;
  const count = lineCountOf(document);
  const isWithin = 1 <= firstLine && firstLine <= lastLine && lastLine <= count;
  const [missing] = isWithin ? await missingNames(cited, ports, signal) : names;
  if (isWithin && missing === undefined) return undefined;
  const place = missing === undefined ? undefined : await rightPlace(missing, cited, ports, signal);
  if (!isWithin) {
    const trouble = lineTrouble(citation, count);
    return place === undefined ? trouble : `${trouble}; \`${missing}\` is at ${place}`;
  }
  const trouble = `no \`${missing}\` in ${firstLine === lastLine ? 'this line' : 'these lines'}`;
  return place === undefined ? trouble : `${trouble}; it is at ${place}`;
}

function lineTrouble({ firstLine, lastLine }: WrittenCitation, count: number): string {
  if (firstLine > lastLine) return 'the lines are the wrong way round';
  return `the file has ${count} ${count === 1 ? 'line' : 'lines'}`;
}

const refusals = {
  excluded: 'a rule excludes this file, so it was not read',
  'not-text': 'this file is no text',
  'too-large': 'this file is too large to be read',
  outside: 'this file is outside of the workspace',
} as const;

interface CitedLines extends Subject {
  readonly document: TextDocument;
  readonly file: Extract<FoundFile, { kind: 'text' }>;
}

/**
 * Names that neither stand in the lines nor are those of a definition around them; none where the lines define one of
 * the others: then the sentence is about that one, as in "`a`, which `b` calls".
 */
async function missingNames(
  { document, file, citation, names }: CitedLines,
  { syntax }: CitationPorts,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const start = document.lineStart(citation.firstLine - 1);
  const end = document.lineEnd(citation.lastLine - 1);
  const text = document.text.slice(start, end);
  const absent = names.filter((name) => placesIn(text, name).length === 0);
  if (absent.length === 0) return [];
  const shape = await syntax.shapeOf({ uri: file.uri, languageId: '', text: file.text }, signal);
  if (shape === undefined) return absent;
  const { definitions } = shape.outline;
  const isSubject = definitions.some(
    ({ name, nameRange }) => names.includes(name) && start <= nameRange.start && nameRange.end <= end,
  );
  if (isSubject) return [];
  const around = definitions.filter(({ range }) => {
    const firstLine = document.lineOf(leadStart(document, shape, range.start));
    return firstLine < citation.firstLine && citation.lastLine <= document.lineOf(range.end) + 1;
  });
  return absent.filter((name) => !around.some((each) => each.name === name));
}

/** What stands in front of a definition and is joined to it, such as its documentation, is a part of it. */
function leadStart({ text }: TextDocument, { outline }: SourceShape, from: number): number {
  let first = text.lastIndexOf('\n', from - 1) + 1;
  for (const { start, end } of [...outline.leads].reverse())
    if (end <= first && text.slice(end, first).trim() === '') first = start;
  return first;
}

/** Where a name is defined: in the file itself, anywhere, or at least where it stands in the file. */
async function rightPlace(
  name: string,
  { document, file }: Pick<CitedLines, 'document' | 'file'>,
  ports: CitationPorts,
  signal: AbortSignal,
): Promise<string | undefined> {
  const found = await definitionOf([name], file.uri, ports, signal);
  if (found !== undefined) return placeOf(found);
  const [offset] = placesIn(document.text, name);
  return offset === undefined ? undefined : `${file.path}:${document.lineOf(offset) + 1}`;
}

async function definitionOf(
  names: readonly string[],
  near: string | undefined,
  { symbols }: CitationPorts,
  signal: AbortSignal,
): Promise<FoundSymbol | undefined> {
  for (const name of names) {
    const found = await symbols.definitionsOf(name, near, signal);
    const best = found.find(({ uri }) => uri === near) ?? found[0];
    if (best !== undefined) return best;
  }
  return undefined;
}

function placeOf({ path, startLine, endLine }: FoundSymbol): string {
  return endLine - startLine <= 1 ? `${path}:${startLine + 1}` : `${path}:${startLine + 1}-${endLine}`;
}

/** Offsets at which a name stands by itself. */
function placesIn(text: string, name: string): readonly number[] {
  const offsets: number[] = [];
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
    const isWord = !wordUnit.test(text.charAt(at - 1)) && !wordUnit.test(text.charAt(at + name.length));
    if (isWord) offsets.push(at);
  }
  return offsets;
}

const wordUnit = /[\p{L}\p{N}_$]/u;

/** A line end at the end begins no other line. */
function lineCountOf(document: TextDocument): number {
  const isEnded = /[\r\n]$/.test(document.text);
  return isEnded ? document.lineCount - 1 : document.lineCount;
}

const mostNamed = 3;
