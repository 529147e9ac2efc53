/** How a repository words the first lines of its commits. */
export interface SubjectStyle {
  /** `feat: …`, as Conventional Commits have it. */
  readonly isConventional: boolean;
  /** The prefix names a part in brackets: `fix(parser): …`. */
  readonly hasScope: boolean;
  /** The first word (behind the prefix) begins with a capital. */
  readonly isCapitalized: boolean;
  readonly endsWithDot: boolean;
  readonly tense: 'imperative' | 'past' | 'third-person';
  /** The most signs that a subject has. */
  readonly length: number;
}

/** Reads the style from the latest subjects; without any, that of git's own documentation. */
export function subjectStyle(subjects: readonly string[]): SubjectStyle {
  const own = subjects.filter((subject) => !/^(Merge|Revert)\b/.test(subject));
  const most = (test: (subject: string) => boolean) => own.filter(test).length * 2 > own.length;
  const bare = (subject: string) => subject.replace(prefix, '');
  const first = (subject: string) => /^[\p{L}]+/u.exec(bare(subject))?.[0] ?? '';
  const isConventional = most((subject) => prefix.test(subject));
  return {
    isConventional,
    hasScope: isConventional && most((subject) => /^\w+\(/.test(subject)),
    isCapitalized: own.length === 0 ? true : most((subject) => /^\p{Lu}/u.test(bare(subject))),
    endsWithDot: most((subject) => subject.endsWith('.')),
    tense: most((subject) => /ed$/i.test(first(subject)))
      ? 'past'
      : most((subject) => /[^s]s$/i.test(first(subject)))
        ? 'third-person'
        : 'imperative',
    length:
      own.length === 0
        ? usualLength
        : Math.max(usualLength, Math.min(longest, medianOf(own.map(({ length }) => length)))),
  };
}

const prefix = /^(feat|fix|docs|style|refactor|perf|test|tests|build|ci|chore|revert)(\([^)]*\))?!?:\s*/i;

function medianOf(lengths: readonly number[]): number {
  return lengths.toSorted((a, b) => a - b)[Math.floor(lengths.length / 2)] ?? usualLength;
}

const usualLength = 72;
const longest = 100;

/** The style in a sentence, for a model. */
export function styleWords({
  isConventional,
  hasScope,
  isCapitalized,
  endsWithDot,
  tense,
}: SubjectStyle): string {
  const form = isConventional
    ? `It begins with a type as Conventional Commits have it, ${hasScope ? 'with' : 'without'} a scope; then a`
    : 'It begins with a';
  const verb = {
    imperative: 'verb in the imperative',
    past: 'verb in the past tense',
    'third-person': 'verb in the third person',
  }[tense];
  const letter = isCapitalized ? 'a capital letter' : 'a small letter';
  return `${form} ${verb}, with ${letter}, and ${endsWithDot ? 'a' : 'no'} full stop at its end.`;
}
