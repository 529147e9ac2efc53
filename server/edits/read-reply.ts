import { type EditRefusal, refusal } from './refusal.ts';
import { type CodeBlock, replyParts, withoutThoughts } from './reply-blocks.ts';
import { holdsMarks, type SearchReplaceReply, searchReplaceReply } from './search-replace.ts';

/** The forms that a reply can bring an edit in; `whole-function` is a whole function or class. */
export type ReplyFormat = 'search-replace' | 'whole-function' | 'whole-file';

/** What a reply brings. */
export type ReadReply =
  | { readonly kind: 'blocks'; readonly reply: SearchReplaceReply }
  | { readonly kind: 'code'; readonly blocks: readonly CodeBlock[] }
  /** No fence anywhere: it may be code, or words only. */
  | { readonly kind: 'bare'; readonly text: string }
  | { readonly kind: 'refused'; readonly refusal: EditRefusal };

/** Takes a reply for one of the forms that were asked for, or says why it is none. */
export function readReply(reply: string, formats: readonly ReplyFormat[]): ReadReply {
  if (withoutThoughts(reply).trim() === '') return refused('no-code', formats);
  const searchReplace = searchReplaceReply(reply);
  if (searchReplace?.isFenceOpen) return { kind: 'refused', refusal: truncatedRefusal };
  if (searchReplace !== undefined) {
    return formats.includes('search-replace')
      ? { kind: 'blocks', reply: searchReplace }
      : refused('wrong-format', formats);
  }
  const { blocks, prose } = replyParts(reply);
  if (blocks.some(({ isClosed }) => !isClosed)) return { kind: 'refused', refusal: truncatedRefusal };
  if (holdsMarks(prose) || blocks.some(({ text }) => holdsMarks(text)))
    return refused('wrong-format', formats);
  const code = blocks.filter(({ text }) => text.trim() !== '');
  const takesCode = formats.some((format) => format !== 'search-replace');
  if (blocks.length > 0) {
    if (code.length === 0) return refused('no-code', formats);
    const isDiff = code.some(({ language }) => language === 'diff' || language === 'patch');
    return takesCode && !isDiff ? { kind: 'code', blocks: code } : refused('wrong-format', formats);
  }
  return takesCode ? { kind: 'bare', text: bareText(reply) } : refused('no-code', formats);
}

/** Without empty lines around; the first line keeps its indentation. */
function bareText(reply: string): string {
  const lines = withoutThoughts(reply).split(/\r?\n/);
  const first = lines.findIndex((line) => line.trim() !== '');
  return `${lines.slice(first).join('\n').trimEnd()}\n`;
}

/** A reply that broke off: what it says may be half of what it means. */
export const truncatedRefusal = refusal('truncated', {
  repair:
    'Your answer broke off before its end. Answer once more, and shorter: only the edits, without explanations.',
});

function refused(
  reason: 'no-code' | 'wrong-format',
  formats: readonly ReplyFormat[],
): Extract<ReadReply, { kind: 'refused' }> {
  const repair = `Your answer could not be used. ${formWords(formats)}`;
  return { kind: 'refused', refusal: refusal(reason, { repair }) };
}

/** What form an answer must have, for a model. */
export function formWords(formats: readonly ReplyFormat[]): string {
  return formats.map((format) => forms[format]).join(' Or: ');
}

const forms: Readonly<Record<ReplyFormat, string>> = {
  'search-replace': `Answer with blocks of exactly this form, each below the path of its file:

path/of/the/file
\`\`\`
<<<<<<< SEARCH
lines copied exactly from the file, with two unchanged lines around
=======
the lines that come in their place
>>>>>>> REPLACE
\`\`\``,
  'whole-function':
    'Answer with one fenced block of code that holds the whole function or class, complete and under its name, and nothing else.',
  'whole-file':
    'Answer with one fenced block of code that holds the whole new text of the file, with nothing left out.',
};
