import { uniqueAmong } from './case-names.ts';
import type { TestCase } from './test-cases.ts';
import type { TestPlan, TestSubject } from './test-plan.ts';

const longestName = 90;

/** How a language writes a name of several words. */
export type WordJoiner = (subject: readonly string[], sentence: readonly string[]) => string;

/** A name for each case that the language accepts, and that the plan's file does not have yet. */
export function caseIdentifiers(
  { plan, subject }: { readonly plan: TestPlan; readonly subject: TestSubject },
  cases: readonly TestCase[],
  join: WordJoiner,
): string[] {
  const taken = new Set(plan.existing?.text.match(/[\p{L}\p{N}_]+/gu));
  const subjectWords = wordsOf(labelOf(plan, subject));
  return cases.map(({ sentence }) => {
    const name = join(subjectWords, wordsOf(sentence));
    return uniqueAmong(taken, name.slice(0, longestName).replace(/(?<!_)_+$/, ''), '_');
  });
}

/** The name of a class of tests, with a number behind it where the file has one of that name. */
export function freeName({ existing }: TestPlan, name: string): string {
  return uniqueAmong(new Set(existing?.text.match(/[\p{L}\p{N}_]+/gu)), name, '_');
}

/** The subject's name; with a number where the plan has another one of that name before it, such as an overload. */
export function labelOf(plan: TestPlan, subject: TestSubject): string {
  const namesakes = plan.subjects.filter(({ displayName }) => displayName === subject.displayName);
  const place = namesakes.findIndex(({ shape }) => shape.range.start === subject.shape.range.start);
  return place > 0 ? `${subject.displayName} ${place + 1}` : subject.displayName;
}

/** The words of a method's label alone: a class of tests says already which class it is about. */
export function withoutClass(label: readonly string[], className: string | undefined): readonly string[] {
  const rest = label.join('').startsWith(className ?? ' ')
    ? label.slice(wordCount(label, className ?? ''))
    : label;
  return rest.length === 0 ? label : rest;
}

function wordCount(words: readonly string[], name: string): number {
  let length = 0;
  const past = words.findIndex((word) => {
    length += word.length;
    return length > name.length;
  });
  return past === -1 ? words.length : past;
}

/** `returns_zero_when_n_is_below_0`. */
export function snakeCase(words: readonly string[]): string {
  return words.map((word) => word.toLowerCase()).join('_');
}

/** `ReturnsZeroWhenNIsBelow0`. */
export function pascalCase(words: readonly string[]): string {
  return words.map((word) => word.slice(0, 1).toUpperCase() + word.slice(1)).join('');
}

/** `returnsZeroWhenNIsBelow0`. */
export function camelCase(words: readonly string[]): string {
  const name = pascalCase(words);
  return name.slice(0, 1).toLowerCase() + name.slice(1);
}

/** The words of a sentence that names code: operators are read aloud, names are cut at their capitals. */
export function wordsOf(sentence: string): string[] {
  let text = sentence;
  for (const [sign, word] of readAloud) text = text.replace(sign, ` ${word} `);
  return text
    .replace(/(\p{Ll}|\p{N})(\p{Lu})/gu, '$1 $2')
    .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1 $2')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
}

const readAloud: readonly (readonly [RegExp, string])[] = [
  [/=>|->|::/g, ''],
  [/""|''|``/g, 'empty'],
  [/\[\]/g, 'empty list'],
  [/\{\}/g, 'empty map'],
  [/!==?/g, 'is not'],
  [/===?/g, 'is'],
  [/<=/g, 'is at most'],
  [/>=/g, 'is at least'],
  [/<<|>>/g, 'shift'],
  [/<(?=[\s\d-])/g, 'is below'],
  [/>(?=[\s\d-])/g, 'is above'],
  [/&&/g, 'and'],
  [/\|\||\?\?/g, 'or'],
  [/(?<!\w)!(?=[\w($@])/g, 'not'],
  [/(?<=\s)%(?=\s)/g, 'modulo'],
  [/(?<=\s)\+(?=\s)/g, 'plus'],
  [/(?<=\s)-(?=\s)|-(?=\d)/g, 'minus'],
  [/(?<=\s)\*(?=\s)/g, 'times'],
  [/(?<=\s)\/(?=\s)/g, 'by'],
];
