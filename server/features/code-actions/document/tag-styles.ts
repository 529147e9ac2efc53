import type { TagStyle } from './tag-style.ts';

function spaced(...words: readonly (string | undefined)[]): string {
  return words.filter((word) => word !== undefined && word !== '').join(' ');
}

function dashed(text: string): string | undefined {
  return text === '' ? undefined : `- ${text}`;
}

const atLines = {
  returnedLine: /^\s*@returns?\b/,
  entryLine: /^\s*@\w/,
  isParted: true,
} as const;

/** TypeScript: types stand in the code. */
export const tsdoc: TagStyle = {
  ...atLines,
  parameter: ({ name, text }) => spaced('@param', name, dashed(text)),
  returned: ({ text }) => spaced('@returns', text),
  thrown: ({ name, text }) => spaced('@throws', `{${name}}`, text),
  parameterLine: /^\s*@param\s+(?:\{[^}]*\}\s*)?\[?(?<name>[\w$]+)/,
  thrownLine: /^\s*@(?:throws|exception)\s+(?:\{?(?:@link\s+)?)(?<name>[\w$.]+)/,
};

/** JavaScript: documentation is where types can stand. */
export const jsdoc: TagStyle = {
  ...tsdoc,
  parameter: ({ name, type, text }) => {
    const isOptional = text.startsWith('Defaults to ') || text === 'Optional.';
    return spaced('@param', `{${type ?? guessedType(text)}}`, isOptional ? `[${name}]` : name, dashed(text));
  },
  returned: ({ type, text }) => spaced('@returns', `{${type ?? '*'}}`, text),
};

/** By the value that stands in for what is left out. */
function guessedType(text: string): string {
  const value = /^Defaults to (.*)\.$/.exec(text)?.[1] ?? '';
  if (/^-?\d/.test(value)) return 'number';
  if (/^["'`]/.test(value)) return 'string';
  if (/^(true|false)$/.test(value)) return 'boolean';
  return '*';
}

export const javadoc: TagStyle = {
  ...atLines,
  parameter: ({ name, text }) => spaced('@param', name, text),
  returned: ({ text }) => spaced('@return', text),
  thrown: ({ name, text }) => spaced('@throws', name, text),
  parameterLine: /^\s*@param\s+(?:\[?)(?<name>[\w$]+)/,
  thrownLine: /^\s*@(?:throws|exception)\s+(?<name>[\w.]+)/,
};

export const phpdoc: TagStyle = {
  ...atLines,
  parameter: ({ name, type, text }) => spaced('@param', type ?? 'mixed', `$${name}`, text),
  returned: ({ type, text }) => spaced('@return', type ?? 'mixed', text),
  thrown: ({ name, text }) => spaced('@throws', name, text),
  parameterLine: /^\s*@param\s+(?:[^$]*\s)?(?:&|\.\.\.)?\$(?<name>\w+)/,
  thrownLine: /^\s*@throws\s+\\?(?<name>[\w\\]+)/,
};

export const yard: TagStyle = {
  ...atLines,
  parameter: ({ name, text }) => spaced('@param', name, '[Object]', text),
  returned: ({ text }) => spaced('@return', '[Object]', text),
  thrown: ({ name, text }) => spaced('@raise', `[${name}]`, text),
  parameterLine: /^\s*@param\s+(?:\[[^\]]*\]\s*)?(?<name>\w+)/,
  thrownLine: /^\s*@raise\s+\[(?<name>[\w:]+)\]/,
};

export const doxygen: TagStyle = {
  ...atLines,
  parameter: ({ name, text }) => spaced('@param', name, text),
  returned: ({ text }) => spaced('@return', text),
  thrown: ({ name, text }) => spaced('@throws', name, text),
  parameterLine: /^\s*[@\\]param(?:\[[\w,]+\])?\s+(?<name>\w+)/,
  returnedLine: /^\s*[@\\]returns?\b/,
  thrownLine: /^\s*[@\\](?:throws?|exception)\s+(?<name>[\w:]+)/,
  entryLine: /^\s*[@\\]\w/,
};

export const luadoc: TagStyle = {
  ...atLines,
  parameter: ({ name, type, text }) => spaced('@param', name, type ?? 'any', text),
  returned: ({ type, text }) => spaced('@return', type ?? 'any', text),
  thrown: ({ name, text }) => spaced('@error', name, text),
  parameterLine: /^\s*@param\s+(?<name>\w+)/,
  thrownLine: /^\s*@error\s+(?<name>\w+)/,
  isParted: false,
};

/** Fields of reStructuredText, as Sphinx reads them. */
export const sphinx: TagStyle = {
  parameter: ({ name, text }) => spaced(`:param ${name}:`, text),
  returned: ({ text }) => spaced(':return:', text),
  thrown: ({ name, text }) => spaced(`:raises ${name}:`, text),
  parameterLine: /^\s*:param(?:eter)?\s+(?:[^:]*\s)?\*{0,2}(?<name>\w+)\s*:/,
  returnedLine: /^\s*:returns?:/,
  thrownLine: /^\s*:raises?\s+(?<name>[\w.]+)\s*:/,
  entryLine: /^\s*:\w+[^:]*:/,
  isParted: true,
};

/** XML documentation of C#. */
export const xmlDoc: TagStyle = {
  summary: (text) => `<summary>${escaped(text)}</summary>`,
  parameter: ({ name, text }) => `<param name="${name}">${escaped(text)}</param>`,
  returned: ({ text }) => `<returns>${escaped(text)}</returns>`,
  thrown: ({ name, text }) => `<exception cref="${name}">${escaped(text)}</exception>`,
  parameterLine: /^\s*<param\s+name="(?<name>[^"]+)"/,
  returnedLine: /^\s*<returns\b/,
  thrownLine: /^\s*<exception\s+cref="(?<name>[^"]+)"/,
  entryLine: /^\s*<(param|returns|exception|remarks|example|value|typeparam|seealso)\b/,
  isParted: false,
};

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
