import { isSafeText } from '../../../base/safe-text.ts';
import { replyParts, withoutThoughts } from '../../../edits/reply-blocks.ts';

/** The message in a model's answer: the whole of it, or what stands in its one fence; undefined when there is none. */
export function readMessage(answer: string): string | undefined {
  const { blocks } = replyParts(answer);
  const [block, ...others] = blocks.filter(({ text }) => text.trim() !== '');
  const text = block !== undefined && others.length === 0 ? block.text : withoutThoughts(answer);
  const lines = text
    .replace(/^\s*(?:(?:here is|here's|sure)[^\n]*:\s*\n+|commit message:\s*)/i, '')
    .split(/\r\n|\r|\n/)
    // Git takes such a line for a comment and drops it.
    .map((line) => line.replace(/^#+\s*/, '').trimEnd());
  const [subject = '', ...rest] = lines.join('\n').trim().split('\n');
  if (subject.trim() === '' || subject.length > longestSubject || !isSafeText(text)) return undefined;
  const body = rest
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
  return body === '' ? subject : `${subject}\n\n${body}`;
}

/** What is longer is prose and no subject. */
const longestSubject = 150;
