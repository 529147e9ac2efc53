/** What may come at a cursor, as far as the text left of it on its line tells in most languages. */
export type Position =
  | 'construction'
  | 'type'
  | 'annotation'
  | 'tag'
  | 'decorator'
  | 'awaited'
  | 'argument'
  | 'value'
  | 'start'
  | 'other';

/**
 * `line` is the text before the cursor on its line, without the beginning of a name that is being typed; `above` the
 * line above it.
 */
export function positionAfter(line: string, above: string): Position {
  const found = positions.find(([, pattern]) => pattern.test(line))?.[0] ?? 'other';
  // One of a list that is written over several lines.
  return found === 'start' && /[([,]$/.test(above) ? 'argument' : found;
}

/** What a name stands for, by how it is written: `UserService`, `MAX_USERS`, `createUser`. */
export type NameStyle = 'type' | 'constant' | 'value';

export function styleOf(name: string): NameStyle {
  if (/\p{Lu}/u.test(name) && !/\p{Ll}/u.test(name) && name.length > 1) return 'constant';
  return /^[_$]*\p{Lu}/u.test(name) ? 'type' : 'value';
}

/** How well a name of a style fits a position, between 0 and 1. */
export function fitOf(style: NameStyle, position: Position): number {
  return fits[position][style];
}

/** The first that matches counts. */
const positions: readonly (readonly [Position, RegExp])[] = [
  ['start', /^\s*$/],
  ['construction', /\bnew\s+$/],
  [
    'type',
    /\b(?:extends|implements|as|is|keyof|satisfies|instanceof|isinstance\([^()]*,|raise|except|throw|throws|catch \(?|impl|dyn)\s*$|->\s*$/,
  ],
  ['awaited', /\b(?:await|yield|from|go|defer)\s+$/],
  ['decorator', /(?:^|\s)@\s*$/],
  ['tag', /<\/?$/],
  ['annotation', /:\s*$/],
  ['argument', /[(,]\s*$/],
  ['value', /(?:[=!?&|+*%<>[{-]|\b(?:return|and|or|not|in|if|elif|else|while|assert|case|when|unless))\s*$/],
];

const fits: Readonly<Record<Position, Readonly<Record<NameStyle, number>>>> = {
  construction: { type: 1, constant: 0, value: 0.1 },
  type: { type: 1, constant: 0.2, value: 0.2 },
  annotation: { type: 0.7, constant: 0.4, value: 0.4 },
  tag: { type: 0.9, constant: 0, value: 0.3 },
  decorator: { type: 0.4, constant: 0, value: 0.8 },
  awaited: { type: 0.1, constant: 0, value: 1 },
  argument: { type: 0.5, constant: 0.7, value: 0.6 },
  value: { type: 0.4, constant: 0.5, value: 0.7 },
  start: { type: 0.2, constant: 0.1, value: 0.7 },
  other: { type: 0.4, constant: 0.4, value: 0.4 },
};
