import { concat, excerptOf, ownWords, type SourcedText } from '../../base/sourced-text.ts';
import type { TextDocument } from '../../base/text-document.ts';
import type { ContextBundle, ContextItem } from '../../context/context-item.ts';
import type { FillInMiddleRequest } from '../../model/language-model.ts';
import { commentPrefix } from '../../model/line-comment.ts';

/** The place that context is wanted for. */
export interface ContextPlace {
  readonly document: TextDocument;
  readonly offset: number;
  readonly maxTokens: number;
  /** Offsets between which the prompt shows the document anyway. */
  readonly start: number;
  readonly end: number;
}

/** The context engine, as far as completion asks it. */
export interface CompletionContext {
  /** The most tokens of context in one prompt; 0 where none is wanted. */
  readonly maxTokens: number;
  /** Undefined where nothing is known. */
  gather(place: ContextPlace, signal: AbortSignal): Promise<ContextBundle | undefined>;
  /** Resolves once it is known whether anything of the file may be sent. */
  maySend(item: ContextItem): Promise<boolean>;
}

/** A model is asked without context rather than late. */
export const contextDeadlineMs = 60;

/** The items of a bundle as files of a prompt, in their order; two of one file are one. */
export function contextFilesOf(items: readonly ContextItem[]): FillInMiddleRequest['context'] {
  const files = new Map<string, ContextItem[]>();
  for (const item of items) files.set(item.path, [...(files.get(item.path) ?? []), item]);
  return Array.from(files, ([path, own]) => ({ path, text: textOf(path, own) }));
}

/** A line that says so stands where lines of the file are left out. */
function textOf(path: string, items: readonly ContextItem[]): SourcedText {
  const gap = ownWords(`${commentPrefix('', path)} …\n`);
  const parts = items
    .flatMap(({ uri, parts: own }) => own.map((part) => ({ uri, ...part })))
    .sort((a, b) => a.startLine - b.startLine);
  return concat(
    ...parts.flatMap(({ uri, text, range, startLine }, at) => {
      const isJoined = at > 0 && parts[at - 1]?.endLine === startLine;
      return at === 0 || isJoined ? [excerptOf(uri, text, range)] : [gap, excerptOf(uri, text, range)];
    }),
  );
}
