import type { OffsetRange } from '../../syntax/offset-range.ts';
import type { ChatTurn } from './chat-request.ts';
import { codeFences } from './markdown-code.ts';

/** A turn as it stands in a chat document. */
interface DocumentTurn extends ChatTurn {
  /** What is said, without blanks at its ends. */
  readonly range: OffsetRange;
  /** Offset of its heading, or of the content where it has none. */
  readonly start: number;
}

/** A conversation in a document. */
export interface ChatDocument {
  /** Oldest first, those without content left out. */
  readonly turns: readonly DocumentTurn[];
  /** The last turn, if it is a question that nobody has answered. */
  readonly question: DocumentTurn | undefined;
}

/**
 * Reads a chat document: Markdown whose headings `You` and `innerloop` begin the turns. A document without them is one
 * question. Whatever people do to it, every text is a conversation.
 */
export function parseChat(text: string): ChatDocument {
  const headings = headingsOf(text);
  const spoken = headings
    .map(({ role, start, end }, at) =>
      turnOf(text, role, start, { start: end, end: headings[at + 1]?.start ?? text.length }),
    )
    .filter(({ content }) => content !== '');
  const turns = spoken.length > 0 ? spoken : foreword(text, headings[0]?.start ?? text.length);
  const last = turns.at(-1);
  const question = last?.role === 'user' ? last : undefined;
  return { turns, question };
}

/** A new document, ready for a first question; `question` may hold one. */
export function newChat(question: string): string {
  return `# Chat\n\n<!-- ${hint} -->\n\n${questionHeading}\n\n${question}${question === '' ? '' : '\n'}`;
}

/** The heading below which the person writes. */
export const questionHeading = '## You';
/** The heading below which an answer stands. */
export const answerHeading = '## innerloop';

const hint =
  'Write below "You", then choose the code action "Send" there. @path, @path:10-20 and #name point at code; so do @diff, @problems, @tests.';

/** Offsets of lines in an answer that would begin a turn. */
export function turnHeadingsIn(answer: string): readonly number[] {
  return headingsOf(answer).map(({ mark }) => mark);
}

interface TurnHeading extends OffsetRange {
  readonly role: ChatTurn['role'];
  /** Offset of its first `#`. */
  readonly mark: number;
}

function headingsOf(text: string): readonly TurnHeading[] {
  // A fence that nobody closes takes no turn away.
  const fences = codeFences(text).filter(({ isClosed }) => isClosed);
  return [...text.matchAll(headingPattern)]
    .map((match): TurnHeading => {
      const { index, 0: line, groups: { blanks = '', name = '' } = {} } = match;
      const role = name.toLowerCase() === 'you' ? 'user' : 'assistant';
      return { role, start: index, mark: index + blanks.length, end: index + line.length };
    })
    .filter(({ start }) => !fences.some((fence) => fence.start < start && start < fence.end));
}

const headingPattern = /^(?<blanks> {0,3})#{1,6}[ \t]+(?<name>you|innerloop)[ \t]*:?[ \t#]*$/gim;

/** What stands above all turns, without the title and comments. */
function foreword(text: string, end: number): readonly DocumentTurn[] {
  const title =
    /^\s*(?:#[ \t].*(?:\r?\n|$))?\s*(?:<!--[\s\S]*?-->\s*)?/.exec(text.slice(0, end))?.[0].length ?? 0;
  const turn = turnOf(text, 'user', title, { start: title, end });
  return turn.content === '' ? [] : [turn];
}

function turnOf(
  text: string,
  role: ChatTurn['role'],
  start: number,
  { start: from, end: to }: OffsetRange,
): DocumentTurn {
  const whole = text.slice(from, to);
  const content = whole.trim();
  const first = from + (whole.length - whole.trimStart().length);
  const range = content === '' ? { start: from, end: from } : { start: first, end: first + content.length };
  return { role, content, start, range };
}
