import type { DocEntry } from './doc-entry.ts';
import type { SectionStyle } from './section-style.ts';

function named({ name, text }: DocEntry): readonly string[] {
  return [`    ${name}:${text === '' ? '' : ` ${text}`}`];
}

/** Google's style of Python. */
export const google: SectionStyle = {
  sections: ['parameters', 'returned', 'thrown'],
  heading: (title) => [`${title}:`],
  parameter: named,
  returned: ({ type, text }) => [`    ${text === '' ? `${type ?? 'value'}:` : text}`],
  thrown: named,
  titles: {
    parameters: ['Args', 'Arguments', 'Parameters', 'Params'],
    returned: ['Returns', 'Return', 'Yields'],
    thrown: ['Raises'],
  },
  entryLine: /^\s+\*{0,2}(?<name>[\w.]+)\s*(\([^)]*\))?\s*:/,
  headingLine: (line) =>
    /^(Args|Arguments|Parameters|Params|Returns?|Yields|Raises|Examples?|Notes?|Attributes|See Also):\s*$/.exec(
      line,
    )?.[1],
};

/** NumPy's style of Python. */
export const numpy: SectionStyle = {
  sections: ['parameters', 'returned', 'thrown'],
  heading: (title) => [title, '-'.repeat(title.length)],
  parameter: ({ name, type, text }) => [type === undefined ? name : `${name} : ${type}`, ...indented(text)],
  returned: ({ type, text }) => [type ?? 'value', ...indented(text)],
  thrown: ({ name, text }) => [name, ...indented(text)],
  titles: { parameters: ['Parameters'], returned: ['Returns', 'Yields'], thrown: ['Raises'] },
  entryLine: /^\*{0,2}(?<name>[\w.]+)\s*(:.*)?$/,
  headingLine: (line, next) => (next !== undefined && /^-{3,}\s*$/.test(next) ? line.trim() : undefined),
};

function indented(text: string): readonly string[] {
  return text === '' ? [] : [`    ${text}`];
}
