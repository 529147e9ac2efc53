import { assertNever } from '../../base/outcome.ts';
import type { TextChange } from '../../base/text-document.ts';
import type { CallArguments } from './call-arguments.ts';
import type { SignatureChange } from './signature-change.ts';

/** How a call names an argument: `a=1` or `a: 1`; undefined in languages that name none. */
function keywordSign(language: string): '=' | ':' | undefined {
  if (language === 'python' || language === 'kotlin' || language === 'scala') return '=';
  return language === 'ruby' || language === 'c-sharp' || language === 'php' ? ':' : undefined;
}

/**
 * What a call has to become for a changed signature; undefined where it needs no change, or where it cannot be told
 * which argument is which.
 */
export function changedCall(
  change: SignatureChange,
  given: CallArguments,
  language: string,
): TextChange | undefined {
  const sign = keywordSign(language);
  const call = { ...given, keywords: given.texts.map((text) => keywordOf(text, sign)) };
  switch (change.kind) {
    case 'removed':
      return afterRemoval(call, change);
    case 'reordered':
      return passesAll(call, change) ? reordered(call, change.order) : undefined;
    case 'added': {
      const name = change.after[change.index]?.name;
      return name !== undefined && passesAll(call, change)
        ? withArgument(call, change.index, name)
        : undefined;
    }
    case 'renamed':
      return afterRenaming(call, change);
    default:
      return assertNever(change);
  }
}

interface Call extends CallArguments {
  /** The name that each argument is passed by, if it is. */
  readonly keywords: readonly (string | undefined)[];
}

/** Whether a call passes what the function took before, each by its place. */
function passesAll({ texts, keywords }: Call, { before }: SignatureChange): boolean {
  return texts.length === before.length && keywords.every((keyword) => keyword === undefined);
}

function afterRemoval(
  call: Call,
  { before, index }: SignatureChange & { kind: 'removed' },
): TextChange | undefined {
  const named = call.keywords.indexOf(before[index]?.name);
  if (named >= 0 && call.keywords[named] !== undefined) return withoutArgument(call, named);
  const isByPlace = index < call.keywords.length && call.keywords[index] === undefined;
  return isByPlace && call.texts.length === before.length ? withoutArgument(call, index) : undefined;
}

function afterRenaming(
  { ranges, keywords }: Call,
  { before, after, index }: SignatureChange & { kind: 'renamed' },
): TextChange | undefined {
  const old = before[index]?.name;
  const text = after[index]?.name;
  const range = ranges[keywords.findIndex((keyword) => keyword !== undefined && keyword === old)];
  if (range === undefined || old === undefined || text === undefined) return undefined;
  return { start: range.start, end: range.start + old.length, text };
}

function keywordOf(argument: string, sign: '=' | ':' | undefined): string | undefined {
  if (sign === undefined) return undefined;
  const [, name] = (sign === '=' ? /^(\w+)\s*=(?!=)/ : /^(\w+)\s*:(?!:)/).exec(argument) ?? [];
  return name;
}

function withoutArgument({ ranges }: CallArguments, index: number): TextChange | undefined {
  const range = ranges[index];
  if (range === undefined) return undefined;
  const [before, behind] = [ranges[index - 1], ranges[index + 1]];
  if (before !== undefined) return { start: before.end, end: range.end, text: '' };
  return { start: range.start, end: behind?.start ?? range.end, text: '' };
}

function withArgument({ ranges, texts }: CallArguments, index: number, text: string): TextChange | undefined {
  const before = ranges[index - 1];
  if (before !== undefined) return { start: before.end, end: before.end, text: `, ${text}` };
  const behind = ranges[index];
  // An empty call has no place of its own for it.
  if (behind === undefined || texts.length === 0) return undefined;
  return { start: behind.start, end: behind.start, text: `${text}, ` };
}

function reordered({ ranges, texts }: CallArguments, order: readonly number[]): TextChange | undefined {
  const first = order.findIndex((from, at) => from !== at);
  const last = order.findLastIndex((from, at) => from !== at);
  const [start, end] = [ranges[first]?.start, ranges[last]?.end];
  if (start === undefined || end === undefined) return undefined;
  const parts = order.slice(first, last + 1).map((from) => texts[from] ?? '');
  return { start, end, text: parts.join(', ') };
}
