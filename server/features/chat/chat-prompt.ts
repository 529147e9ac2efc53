import { concat, ownWords, type SourcedText } from '../../base/sourced-text.ts';
import { estimateTokens } from '../../context/budget/estimate-tokens.ts';
import type { ContextItem } from '../../context/context-item.ts';
import type { ChatMessage } from '../../model/language-model.ts';
import { usualMarkers } from '../../model/neutral-request.ts';
import { neutralizeMarkers } from '../../model/neutralize-markers.ts';
import { promptMessages } from '../../model/prompt-template.ts';
import { answerPrompt } from './answer-prompt.ts';
import type { ChatTurn } from './chat-request.ts';
import { type Excerpt, partAsExcerpt, writtenExcerpt } from './excerpt.ts';

/** All that a question is answered with. */
export interface ChatMaterial {
  readonly question: string;
  /** Oldest first. */
  readonly turns: readonly ChatTurn[];
  /** The path of the file that the person looks at. */
  readonly looking: string | undefined;
  /** What the question points at. */
  readonly references: readonly Excerpt[];
  /** What the engine found, in the order in which it is to be written. */
  readonly items: readonly ContextItem[];
}

/** What a model is sent. */
export interface ChatPrompt {
  readonly messages: readonly ChatMessage[];
  /** What of it did not fit, a sentence each. */
  readonly remarks: readonly string[];
}

/**
 * The messages for a question, in at most `maxTokens`: first what the question points at, then what was found, best
 * first, then the turns before it, from the newest back; the answer's own share is not counted here.
 */
export function chatPrompt(material: ChatMaterial, maxTokens: number): ChatPrompt {
  const { turns, question } = joinedTurns(material);
  const fixed = estimateTokens(answerPrompt) + estimateTokens(question) + reservedTokens;
  const left = Math.max(0, maxTokens - fixed);
  const references = writtenReferences(material.references, left);
  const turnTokens = turns.reduce((sum, turn) => sum + tokensOf(turn), 0);
  const behind = left - references.tokens;
  const items = writtenItems(
    material.items,
    Math.max(behind - turnTokens, Math.floor(behind * leastItemShare)),
  );
  const kept = newestWithin(turns, behind - items.tokens);
  const looking = material.looking === undefined ? '' : `The programmer looks at ${material.looking}.\n\n`;
  const [system, user] = promptMessages(answerPrompt, {
    looking,
    // What looks like a turn of the conversation must not become one.
    references: neutralizeMarkers(references.text, usualMarkers),
    context: neutralizeMarkers(items.text, usualMarkers),
    question,
  });
  const before = kept.map(({ role, content }): ChatMessage => ({ role, content: ownWords(content) }));
  return {
    messages: [system ?? [], before, user ?? []].flat(),
    remarks: references.remarks,
  };
}

/** Turns by turns: servers expect that the roles alternate, beginning with the person. */
function joinedTurns({ turns, question }: ChatMaterial): {
  readonly turns: readonly ChatTurn[];
  readonly question: string;
} {
  const joined: ChatTurn[] = [];
  for (const turn of [...turns, { role: 'user', content: question } as const]) {
    if (turn.content.trim() === '') continue;
    const last = joined.at(-1);
    if (last?.role === turn.role)
      joined[joined.length - 1] = { ...turn, content: `${last.content}\n\n${turn.content}` };
    else if (last !== undefined || turn.role === 'user') joined.push(turn);
  }
  return { turns: joined.slice(0, -1), question: joined.at(-1)?.content ?? question };
}

interface Written {
  readonly text: SourcedText;
  readonly tokens: number;
}

/** Each may take its share of what is left, and what one leaves is the others'. */
function writtenReferences(
  excerpts: readonly Excerpt[],
  maxTokens: number,
): Written & { readonly remarks: readonly string[] } {
  const texts: SourcedText[] = [];
  const remarks: string[] = [];
  let left = maxTokens;
  for (const [at, excerpt] of excerpts.entries()) {
    const written = writtenExcerpt(excerpt, Math.floor(left / (excerpts.length - at)));
    if (written === undefined)
      remarks.push(`${excerpt.path} (${excerpt.why}) did not fit into the model's window.`);
    else {
      texts.push(written.text);
      left -= written.tokens;
      if (written.cutLines > 0) remarks.push(cutRemark(excerpt, written.cutLines));
    }
  }
  return { text: concat(...texts), tokens: maxTokens - left, remarks };
}

function cutRemark({ path, why }: Excerpt, cutLines: number): string {
  const lines = cutLines === 1 ? 'The last line' : `The last ${cutLines} lines`;
  return `${lines} of ${path} (${why}) did not fit into the model's window.`;
}

/** The best ones that fit, in their own order. */
function writtenItems(items: readonly ContextItem[], maxTokens: number): Written {
  const fitting = new Map<ContextItem, SourcedText>();
  let tokens = 0;
  for (const item of [...items].sort((one, other) => other.score - one.score)) {
    const parts = item.parts.map((part) =>
      writtenExcerpt(partAsExcerpt(item, part), Number.POSITIVE_INFINITY),
    );
    const cost = parts.reduce((sum, part) => sum + (part?.tokens ?? 0), 0);
    if (tokens + cost > maxTokens) continue;
    tokens += cost;
    fitting.set(item, concat(...parts.flatMap((part) => part?.text ?? [])));
  }
  return { text: concat(...items.flatMap((item) => fitting.get(item) ?? [])), tokens };
}

function newestWithin(turns: readonly ChatTurn[], maxTokens: number): readonly ChatTurn[] {
  let tokens = 0;
  let first = turns.length;
  for (let at = turns.length - 1; at >= 0; at--) {
    const turn = turns[at];
    tokens += turn === undefined ? 0 : tokensOf(turn);
    if (tokens > maxTokens) break;
    // A question goes with its answer.
    if (turn?.role === 'user') first = at;
  }
  return turns.slice(first);
}

function tokensOf({ content }: ChatTurn): number {
  return estimateTokens(content) + turnTokens;
}

/** For the marks of a turn. */
const turnTokens = 8;
/** For roles, joints and what the estimate gets wrong. */
const reservedTokens = 96;
/** What was found has this share at least, however long the conversation is. */
const leastItemShare = 0.6;
