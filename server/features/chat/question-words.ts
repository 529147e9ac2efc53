import { scanWords } from '../../context/lexical/code-terms.ts';
import { isStopWord } from '../../context/lexical/query-terms.ts';
import type { ChatRequest } from './chat-request.ts';
import { mentionsIn } from './mention-syntax.ts';

/**
 * What is looked for: the words of the question without its references, which are looked up by themselves. A short
 * one, such as "and why?", means what was asked before it, so the newest questions are added until there are words
 * enough.
 */
export function questionWords({ message, turns }: Pick<ChatRequest, 'message' | 'turns'>): string {
  const asked = turns.filter(({ role }) => role === 'user').map(({ content }) => content);
  let query = withoutReferences(message);
  for (const earlier of asked.reverse().slice(0, mostTurns)) {
    if (tellingWords(query) >= enoughWords) break;
    query = `${query}\n${withoutReferences(earlier)}`;
  }
  return (tellingWords(query) === 0 ? message : query).slice(0, longestQuery);
}

/** Names of symbols stay, since other places use them, too. */
function withoutReferences(text: string): string {
  let words = '';
  let at = 0;
  for (const { kind, range } of mentionsIn(text)) {
    if (kind === 'symbol') continue;
    words += text.slice(at, range.start);
    at = range.end;
  }
  return words + text.slice(at);
}

function tellingWords(text: string): number {
  const words = new Set<string>();
  scanWords(text, (word) => {
    if (!isStopWord(word.toLowerCase())) words.add(word.toLowerCase());
  });
  return words.size;
}

const enoughWords = 4;
const mostTurns = 2;
const longestQuery = 4_000;
