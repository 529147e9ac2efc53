/** What an export statement without a source says of a name, which the outlines do not tell. */
export interface LocalExport {
  /** What the file itself calls it. */
  readonly local: string | undefined;
  /** The module all of which goes by this name. */
  readonly module: string | undefined;
}

/** Where `name`, or `default`, comes from in a file of TypeScript or JavaScript. */
export function localExport(text: string, name: string): LocalExport {
  if (!/^[\w$]+$/.test(name)) return { local: undefined, module: undefined };
  const standard = name === 'default' ? defaultName(text) : undefined;
  // Most files say nothing of most names, and regular expressions take their time on a long one.
  if (!text.includes(`as ${name}`)) return { local: standard, module: undefined };
  const word = name.replaceAll('$', String.raw`\$`);
  const all = new RegExp(String.raw`\bexport\s*\*\s*as\s+${word}\s+from\s*["']([^"']+)["']`).exec(text);
  const local = renamedTo(text, word) ?? standard;
  return { local: local === name ? undefined : local, module: all?.[1] };
}

function renamedTo(text: string, word: string): string | undefined {
  const renaming = new RegExp(String.raw`(?<![\w$])([\w$]+)\s+as\s+${word}(?![\w$])`);
  for (const [list] of text.matchAll(/\bexport\s*(?:type\s*)?\{[^{}]*\}(?!\s*from\b)/g)) {
    const local = renaming.exec(list)?.[1];
    if (local !== undefined) return local;
  }
  return undefined;
}

function defaultName(text: string): string | undefined {
  if (!/\bexport\s+default\b|\bexport\s*=|\bmodule\.exports\b/.test(text)) return undefined;
  const kind = '(?:async\\s+)?(?:abstract\\s+)?(?:(?:class|function|interface|enum)\\b\\s*\\*?\\s*)?';
  const standard = new RegExp(String.raw`\bexport\s+default\s+${kind}([\w$]+)`).exec(text)?.[1];
  return standard ?? /\b(?:export\s*=|module\.exports\s*=)\s*([\w$]+)\s*(?:;|\n|$)/.exec(text)?.[1];
}
