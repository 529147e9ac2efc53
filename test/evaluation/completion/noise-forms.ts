/** A hole in a true text. */
export interface NoiseScene {
  /** The true file, whole. */
  readonly text: string;
  /** Offsets of the hole; the same where nothing is missing. */
  readonly start: number;
  readonly end: number;
  readonly languageId: string;
}

type Random = () => number;
/** Undefined where the kind is not possible at this place. */
type Form = (scene: NoiseScene, random: Random) => string | undefined;

/** How each kind of reply is made out of the true text. */
export const noiseForms = {
  clean: truthOf,
  'runs-on': runsOn,
  overlap,
  'wrong-name': wrongName,
  'cut-off': cutOff,
  indentation,
  echo,
  fence,
  bracket,
  repetition,
  blank: (_scene, random) => oneOf(['', '\n', '    ', '\n\n\n'], random),
  prose,
  'lost-line': lostLine,
  markers,
  'line-of-the-file': lineOfTheFile,
} as const satisfies Readonly<Record<string, Form>>;

function truthOf({ text, start, end }: NoiseScene): string {
  return text.slice(start, end);
}

/** The next lines of the file behind the true text; in half of the cases also lines from elsewhere in it. */
function runsOn(scene: NoiseScene, random: Random): string | undefined {
  const behind = scene.text.slice(scene.end);
  const lines = behind.split('\n').slice(0, 2 + Math.floor(random() * 6));
  if (lines.join('').trim() === '') return undefined;
  const beyond = random() < 0.5 ? `\n${someLines(scene, random)}` : '';
  return truthOf(scene) + lines.join('\n') + beyond;
}

/** What stands behind the hole on its line; where nothing does, the next one or two lines with text. */
function overlap(scene: NoiseScene, random: Random): string | undefined {
  const rest = lineSuffixOf(scene);
  if (rest.trim() !== '') return truthOf(scene) + (random() < 0.3 ? rest.slice(0, 1) : rest);
  const next = scene.text
    .slice(scene.end + rest.length)
    .split('\n')
    .filter(isText);
  if (next.length === 0) return undefined;
  return [truthOf(scene), ...next.slice(0, random() < 0.5 ? 1 : 2)].join('\n');
}

/** One identifier of the true text replaced by another one of the file. */
function wrongName(scene: NoiseScene, random: Random): string | undefined {
  const truth = truthOf(scene);
  const own = [...truth.matchAll(words)];
  const name = own[Math.floor(random() * own.length)];
  const others = [...scene.text.matchAll(words)].map(([word]) => word).filter((word) => word !== name?.[0]);
  if (name === undefined || others.length === 0) return undefined;
  const other = oneOf(others, random);
  return truth.slice(0, name.index) + other + truth.slice(name.index + name[0].length);
}

/** The text ends amid the true one, as at a limit of tokens. */
function cutOff(scene: NoiseScene, random: Random): string | undefined {
  const truth = truthOf(scene);
  return truth.length < 4 ? undefined : truth.slice(0, Math.ceil(truth.length * (0.3 + 0.6 * random())));
}

/** The start indentation twice, or lost on later lines, or blanks of another kind or width. */
function indentation(scene: NoiseScene, random: Random): string | undefined {
  const truth = truthOf(scene);
  const prefix = linePrefixOf(scene);
  const isAtStart = prefix.trim() === '' && prefix !== '';
  const later = /\n[ \t]+\S/.test(truth);
  const forms = [
    ...(isAtStart ? [prefix + truth] : []),
    ...(later ? [truth.replaceAll(`\n${/^\s*/.exec(prefix)?.[0] ?? ''}`, '\n')] : []),
    ...(later ? [otherBlanks(truth), otherWidth(truth)] : []),
  ].filter((form) => form !== truth);
  return forms.length === 0 ? undefined : oneOf(forms, random);
}

/** The beginning of the line again, or the last lines before the hole. */
function echo(scene: NoiseScene, random: Random): string | undefined {
  const prefix = linePrefixOf(scene);
  if (prefix.trim() !== '' && random() < 0.6) return prefix.trimStart() + truthOf(scene);
  const before = scene.text
    .slice(0, scene.start - prefix.length)
    .split('\n')
    .filter(isText);
  const lines = before.slice(-1 - Math.floor(random() * 3));
  return lines.length === 0 ? undefined : [...lines, prefix + truthOf(scene)].join('\n');
}

/** A markdown fence, closed or not, with the beginning of the line in it or without. */
function fence(scene: NoiseScene, random: Random): string {
  const start = random() < 0.3 ? linePrefixOf(scene) : '';
  const close = random() < 0.7 ? '\n```' : '';
  return `\`\`\`${scene.languageId}\n${start}${truthOf(scene)}${close}`;
}

/** One closing bracket too many at the end, or the last one missing. */
function bracket(scene: NoiseScene, random: Random): string {
  const truth = truthOf(scene);
  const last = Math.max(...[')', ']', '}'].map((closer) => truth.lastIndexOf(closer)));
  if (last !== -1 && random() < 0.5) return truth.slice(0, last) + truth.slice(last + 1);
  return truth + oneOf([')', '}', ']', '\n}'], random);
}

/** A line, the whole text, or its last characters, again and again. */
function repetition(scene: NoiseScene, random: Random): string | undefined {
  const truth = truthOf(scene);
  if (truth.trim() === '') return undefined;
  const indent = `\n${/^\s*/.exec(linePrefixOf(scene))?.[0] ?? ''}`;
  const [line = ''] = truth.split('\n').filter(isText);
  const forms = [
    `${truth}${`${indent}${line.trim()}`.repeat(40)}`,
    `${truth}${`${indent}${truth.trim()}`.repeat(20)}`,
    `${truth}${truth.slice(-6).repeat(60)}`,
  ];
  return oneOf(forms, random);
}

/** Talk before the text, after it, or instead of it. */
function prose(scene: NoiseScene, random: Random): string {
  const draw = random();
  if (draw < 0.4) return oneOf(introductions, random) + truthOf(scene);
  return draw < 0.8 ? truthOf(scene) + oneOf(remarks, random) : oneOf(excuses, random);
}

/** One line of several is missing. */
function lostLine(scene: NoiseScene, random: Random): string | undefined {
  const lines = truthOf(scene).split('\n');
  if (lines.filter(isText).length < 2) return undefined;
  return lines.toSpliced(Math.floor(random() * lines.length), 1).join('\n');
}

/** Control markers before the text, or behind it with what came after them in training. */
function markers(scene: NoiseScene, random: Random): string {
  const truth = truthOf(scene);
  if (random() < 0.3)
    return oneOf(['<|fim_middle|>', '<fim_middle>', ' <MID>', '<COMPLETION>'], random) + truth;
  const marker = oneOf(endMarkers, random);
  return `${truth}${marker}${random() < 0.5 ? `\n${someLines(scene, random)}` : ''}`;
}

/** A line that stands elsewhere in the file, where nothing is to be written. */
function lineOfTheFile(scene: NoiseScene, random: Random): string | undefined {
  const lines = scene.text.split('\n').filter(isText);
  return lines.length === 0 ? undefined : oneOf(lines, random).trim();
}

function lineSuffixOf({ text, end }: NoiseScene): string {
  const lineEnd = text.indexOf('\n', end);
  return text.slice(end, lineEnd === -1 ? text.length : lineEnd);
}

function linePrefixOf({ text, start }: NoiseScene): string {
  return text.slice(text.lastIndexOf('\n', start - 1) + 1, start);
}

function someLines({ text }: NoiseScene, random: Random): string {
  const lines = text.split('\n');
  const from = Math.floor(random() * lines.length);
  return lines.slice(from, from + 1 + Math.floor(random() * 5)).join('\n');
}

/** Tabs for spaces; four spaces for a tab. */
function otherBlanks(truth: string): string {
  const lines = truth.split('\n');
  return lines
    .map((line, at) => {
      const blanks = at === 0 ? '' : (/^[ \t]*/.exec(line)?.[0] ?? '');
      const other = blanks.includes('\t')
        ? blanks.replaceAll('\t', '    ')
        : blanks.replaceAll(/ {2,4}/g, '\t');
      return other + line.slice(blanks.length);
    })
    .join('\n');
}

/** Twice as many blanks on each line but the first. */
function otherWidth(truth: string): string {
  return truth.replaceAll(/\n([ \t]+)/g, '\n$1$1');
}

function isText(line: string): boolean {
  return line.trim() !== '';
}

function oneOf<Value>(values: readonly [Value, ...Value[]] | readonly Value[], random: Random): Value {
  const value = values[Math.floor(random() * values.length)];
  if (value === undefined) throw new Error('nothing to choose from');
  return value;
}

const words = /[A-Za-z_]\w{2,}/g;
const introductions = [
  'Here is the completed code:\n\n',
  'Sure! The missing part is:\n',
  'It looks like you are writing a function. You can continue with:\n',
];
const remarks = [
  '\n\nThis code completes the statement as the lines around it suggest.',
  '\n\nExplanation: the value is passed on unchanged.',
  '\n\nNote that you may need to adapt the names.',
];
const excuses = [
  "I'm sorry, but I need more context to complete this code.",
  'It looks like the code is already complete. Is there anything else you would like to know?',
  'The code you have given reads a value and returns it.',
];
const endMarkers = [
  '<|endoftext|>',
  '<|fim_pad|>',
  '<|file_sep|>',
  '<fim_suffix>',
  '<EOT>',
  '<｜end▁of▁sentence｜>',
  '</COMPLETION>',
];
