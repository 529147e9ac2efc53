import type { OffsetRange } from '../../syntax/offset-range.ts';
import { withoutCode } from './markdown-code.ts';

/** A reference that somebody has typed into a question; its range begins at the `@` or `#`. */
export type Mention = { readonly range: OffsetRange } & (
  | { readonly kind: 'file'; readonly path: string; readonly lines: MentionedLines | undefined }
  | { readonly kind: 'symbol'; readonly name: string }
  | { [Word in MentionWord]: { readonly kind: Word } }[MentionWord]
);

/** Lines as typed, counted from 1, both of them meant. */
interface MentionedLines {
  readonly first: number;
  readonly last: number;
}

/** References with a name of their own. */
export const mentionWords = ['diff', 'problems', 'tests', 'selection'] as const;

export type MentionWord = (typeof mentionWords)[number];

/** The references in a question, in order; what stands in code is none. */
export function mentionsIn(text: string): readonly Mention[] {
  return [...withoutCode(text).matchAll(mentionPattern)].map((match) => {
    const { quoted, path = '', symbol, member, from, to } = match.groups ?? {};
    const name = symbol ?? member;
    const written = quoted ?? withoutClosing(path);
    const length =
      quoted === undefined && name === undefined && from === undefined ? written.length + 1 : match[0].length;
    const range = { start: match.index, end: match.index + length };
    if (name !== undefined) return { kind: 'symbol', name, range };
    if (isWord(written) && from === undefined) return { kind: written, range };
    const first = Number(from);
    const lines = from === undefined ? undefined : { first, last: Number(to ?? first) };
    return { kind: 'file', path: written, lines, range };
  });
}

/** Blanks and openings stand before a reference: `a@b.example` is none. */
const mentionPattern =
  /(?<=^|[\s([{"'>])(?:@symbol[ \t]+(?<symbol>[\p{L}_$][\p{L}\p{N}_$.:]*[\p{L}\p{N}_$]|[\p{L}_$])|#(?<member>[\p{L}_$][\p{L}\p{N}_$]*)(?![\p{L}\p{N}_$-])|@(?:"(?<quoted>[^"\r\n]+)"|(?<path>[\p{L}\p{N}_./\\~+[\]()@-]*[\p{L}\p{N}_/\])~+-]))(?:[:#]L?(?<from>\d{1,7})(?:[-–]L?(?<to>\d{1,7}))?)?)/gu;

/** `(see @src/cart.ts)` means no bracket. */
function withoutClosing(path: string): string {
  const isOpened = (opening: string, closing: string) =>
    path.split(opening).length >= path.split(closing).length;
  const ends = (path.endsWith(')') && !isOpened('(', ')')) || (path.endsWith(']') && !isOpened('[', ']'));
  return ends ? withoutClosing(path.slice(0, -1)) : path.replace(/[.,;!?]+$/, '');
}

function isWord(text: string): text is MentionWord {
  return mentionWords.some((word) => word === text);
}
