import { indentOf } from '../../base/line-indent.ts';
import { codeFences, codeSpans } from './markdown-code.ts';

/** Text that is put into another one, in its order. */
export interface Insertion {
  readonly offset: number;
  readonly text: string;
}

/**
 * Backslashes that make an answer harmless for whoever shows it: images and links that lead to other hosts stand there
 * as they are written, and nothing is loaded (a model that follows an instruction in a file could send away what it
 * has read). HTML is no markup either. In code, links and HTML stay, since nobody follows them; images do not.
 */
export function harmlessLinks(text: string): readonly Insertion[] {
  const code = codeRanges(text);
  const isCode = (offset: number) => code.some(({ start, end }) => start <= offset && offset < end);
  const offsets = [
    ...leadingAway(text).filter((offset) => !isCode(offset) || isImage(text, offset)),
    ...[...byReference(text), ...definitions(text), ...tags(text)].filter((offset) => !isCode(offset)),
  ].filter((offset) => !isEscaped(text, offset));
  return [...new Set(offsets)].sort((one, other) => one - other).map((offset) => ({ offset, text: '\\' }));
}

/** The text with the insertions in their places. */
export function withInsertions(text: string, insertions: readonly Insertion[]): string {
  let shown = '';
  let at = 0;
  for (const { offset, text: inserted } of insertions) {
    shown += text.slice(at, offset) + inserted;
    at = offset;
  }
  return shown + text.slice(at);
}

/** The `]` of links and images whose target is not plainly a place in the workspace. */
function leadingAway(text: string): readonly number[] {
  return [...text.matchAll(/\]\(\s*([^)\s]*)/g)]
    .filter(([, target = '']) => !isLocal(target))
    .map(({ index }) => index);
}

/** An image whose target stands elsewhere. */
function byReference(text: string): readonly number[] {
  return [...text.matchAll(/(?<=!)\[(?![^\]\n]{0,500}\]\()/g)].map(({ index }) => index);
}

function isLocal(target: string): boolean {
  return (
    !target.startsWith('//') &&
    /^(?:[\p{L}\p{N}_./@%+~-]+(?::\d+(?:-\d+)?)?)?(?:#[\p{L}\p{N}_-]*)?$/u.test(target)
  );
}

function isImage(text: string, offset: number): boolean {
  return text.slice(text.lastIndexOf('\n', offset) + 1, offset).includes('![');
}

/** `[name]: target` gives links their targets. */
function definitions(text: string): readonly number[] {
  return [...text.matchAll(/^([ \t>*+\-\d.)]*)\[[^\]\n]+\]:\s*<?(\S*)/gm)]
    .filter(([, , target = '']) => !isLocal(target.replace(/>$/, '')))
    .map(({ index, 1: before = '' }) => index + before.length);
}

/** `<https://…>` is shown as it is, and nothing loads it. */
function tags(text: string): readonly number[] {
  return [...text.matchAll(/<(?=[!?]|\/?[A-Za-z][\w-]*(?:[\s/>]|$))/gm)].map(({ index }) => index);
}

/** What every reader of Markdown takes for code; a line that leaves its list item leaves the fence in it, too. */
function codeRanges(text: string): readonly { readonly start: number; readonly end: number }[] {
  const fences = codeFences(text).flatMap(({ body, indentation }) => {
    const within: { start: number; end: number }[] = [];
    for (const { index, 0: line } of text.slice(body.start, body.end).matchAll(/[^\n]*(?:\n|$)/g)) {
      const blanks = indentOf(line).length;
      if (blanks < indentation && line.trim() !== '') break;
      within.push({ start: body.start + index, end: body.start + index + line.length });
    }
    return within;
  });
  return [...fences, ...codeSpans(text).filter(({ start, end }) => !text.slice(start, end).includes('|'))];
}

function isEscaped(text: string, offset: number): boolean {
  let backslashes = 0;
  while (text.charAt(offset - backslashes - 1) === '\\') backslashes += 1;
  return backslashes % 2 === 1;
}
