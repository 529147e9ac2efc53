import { changeExcerpts } from './change-excerpts.ts';
import type { ChatReference, ChatRequest } from './chat-request.ts';
import { type Excerpt, linesOfFile } from './excerpt.ts';
import { type Mention, mentionsIn } from './mention-syntax.ts';
import { namedFile, namedSymbol } from './named-excerpts.ts';
import type { ChatPorts } from './ports.ts';
import { problemExcerpts } from './problem-excerpts.ts';
import { nothingFound, only, type ResolvedReferences, unreadable } from './resolved-references.ts';
import { testExcerpts } from './test-excerpts.ts';

/** Finds what the references of a question mean; those that mean nothing leave a remark, never silence. */
export async function resolveReferences(
  request: ChatRequest,
  ports: ChatPorts,
  signal: AbortSignal,
): Promise<ResolvedReferences> {
  const found: ResolvedReferences[] = [];
  const selection = selectionOf(request, ports);
  const { mentions, left } = differentMentions(request.message);
  if (selection !== undefined) found.push(only(selection));
  for (const reference of request.references) found.push(await givenLines(reference, ports, signal));
  for (const mention of mentions) {
    if (mention.kind !== 'tests') found.push(await meaningOf(mention, request, ports, signal));
  }
  if (mentions.some(({ kind }) => kind === 'tests')) {
    const subjects = found.flatMap(({ excerpts }) => excerpts.map(({ path }) => path));
    const looking = request.document && ports.files.pathOf(request.document.uri);
    found.push(await testExcerpts(subjects.length > 0 ? subjects : [looking ?? []].flat(), ports, signal));
  }
  if (left > 0) found.push(nothingFound(`${left} more references of the question were not looked up.`));
  return {
    excerpts: withoutRepeats(found.flatMap(({ excerpts }) => excerpts)),
    remarks: [...new Set(found.flatMap(({ remarks }) => remarks))],
  };
}

/** A text that was pasted may hold thousands, of which each may cost a process. */
function differentMentions(message: string): {
  readonly mentions: readonly Mention[];
  readonly left: number;
} {
  const different = new Map<string, Mention>();
  for (const mention of mentionsIn(message)) {
    const { range, ...meant } = mention;
    different.set(JSON.stringify(meant), mention);
  }
  const mentions = [...different.values()].slice(0, mostMentions);
  return { mentions, left: different.size - mentions.length };
}

const mostMentions = 40;

function selectionOf({ document, selection }: ChatRequest, { files }: ChatPorts): Excerpt | undefined {
  if (document === undefined || selection === undefined || selection.end <= selection.start) return undefined;
  const lines = {
    startLine: document.lineOf(selection.start),
    endLine: document.lineOf(selection.end - 1) + 1,
  };
  const { uri, text } = document;
  return linesOfFile({ uri, path: files.pathOf(uri), text }, lines, 'selected in the editor');
}

async function meaningOf(
  mention: Exclude<Mention, { kind: 'tests' }>,
  request: ChatRequest,
  ports: ChatPorts,
  signal: AbortSignal,
): Promise<ResolvedReferences> {
  switch (mention.kind) {
    case 'file':
      return namedFile(mention, ports, signal);
    case 'symbol':
      return namedSymbol(mention.name, request.document?.uri, ports, signal);
    case 'diff':
      return changeExcerpts(await ports.workingTree.changes(signal), signal);
    case 'problems':
      return problemExcerpts(ports.problems(), ports, signal);
    case 'selection': {
      // A selection is shown in any case.
      if (selectionOf(request, ports) !== undefined) return nothingFound();
      return nothingFound('Nothing is selected; write `@path:10-20` for lines of a file.');
    }
  }
}

async function givenLines(
  { uri, lines }: ChatReference,
  { files }: ChatPorts,
  signal: AbortSignal,
): Promise<ResolvedReferences> {
  const path = files.pathOf(uri);
  const look = await files.look(uri, signal);
  if (look.kind === 'text')
    return only(linesOfFile({ uri, path, text: look.text }, lines, 'named in the question'));
  return nothingFound(look.kind === 'missing' ? `There is no file ${path}.` : unreadable(path, look.reason));
}

/** The same lines are shown once, and lines of a file that is shown as a whole not again. */
function withoutRepeats(excerpts: readonly Excerpt[]): readonly Excerpt[] {
  return excerpts.filter(({ uri, range }, at) => {
    if (range === undefined) return true;
    return !excerpts.some((other, index) => {
      if (index === at || other.uri !== uri || other.range === undefined) return false;
      const isWithin = other.range.start <= range.start && range.end <= other.range.end;
      const isSame = other.range.start === range.start && other.range.end === range.end;
      return isWithin && (!isSame || index < at);
    });
  });
}
