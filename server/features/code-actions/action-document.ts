import { UserError } from '../../base/error-codes.ts';
import { TextDocument } from '../../base/text-document.ts';
import type { FileLook, ProjectFiles } from '../../edits/ports.ts';
import type { OffsetRange } from '../../syntax/offset-range.ts';
import type { ActionCall } from './code-action.ts';

/** The file of a call as it is now, and the range that is meant. */
export interface CalledPlace {
  readonly document: TextDocument;
  /** Relative to its root, with `/`. */
  readonly path: string;
  readonly range: OffsetRange;
  /** The file is open in the editor. */
  readonly isOpen: boolean;
}

/** Looks at the file of a call; offsets of another version than the present one mean nothing, so they are refused. */
export async function calledPlace(
  { uri, version, start, end }: ActionCall,
  files: ProjectFiles,
  signal: AbortSignal,
): Promise<CalledPlace> {
  const path = files.pathOf(uri);
  const look = await files.look(uri, signal);
  signal.throwIfAborted();
  if (look.kind !== 'text') throw refusedFile(path, look);
  if (look.version !== undefined && look.version !== version) throw new UserError('action-stale', { path });
  if (end > look.text.length) throw new UserError('action-stale', { path });
  const document = new TextDocument({ uri, languageId: look.languageId, version }, look.text);
  return {
    document,
    path,
    range: wholeTokens(look.text, { start, end }),
    isOpen: look.version !== undefined,
  };
}

/** A selection whose edge lies within a word means the whole word. */
function wholeTokens(text: string, { start, end }: OffsetRange): OffsetRange {
  if (start === end) return { start, end };
  let [from, to] = [start, end];
  while (from > 0 && isWord(text[from - 1]) && isWord(text[from])) from -= 1;
  while (to < text.length && isWord(text[to - 1]) && isWord(text[to])) to += 1;
  return { start: from, end: to };
}

function isWord(sign: string | undefined): boolean {
  return sign !== undefined && /[\p{L}\p{N}_$]/u.test(sign);
}

function refusedFile(path: string, look: Exclude<FileLook, { kind: 'text' }>): UserError {
  if (look.kind === 'missing')
    return new UserError('action-file-refused', {
      path,
      detail: 'it is not there any more',
      hint: 'Save it or restore it, then ask again.',
    });
  return new UserError('action-file-refused', { path, ...refusals[look.reason] });
}

const refusals: Readonly<
  Record<Extract<FileLook, { kind: 'refused' }>['reason'], { detail: string; hint: string }>
> = {
  excluded: {
    detail: 'a rule of the workspace or of innerloop keeps it from being read',
    hint: 'Work on it by hand, or change the rule; `innerloop doctor` names it.',
  },
  'not-text': { detail: 'it is no text', hint: 'Choose a file of source code.' },
  'too-large': { detail: 'it is too large', hint: 'Work on it in smaller files, or by hand.' },
  outside: {
    detail: 'it lies outside of the workspace',
    hint: 'Open its folder as a workspace folder, then ask again.',
  },
};
