/** A module that a go.mod requires, and what stands in for it. */
interface GoRequirement {
  readonly module: string;
  readonly version: string;
}

/** What a go.mod says. */
export interface GoModule {
  readonly module: string;
  readonly requires: readonly GoRequirement[];
  /** By module: a folder relative to the go.mod, or another module. */
  readonly replaced: ReadonlyMap<string, { readonly folder: string } | GoRequirement>;
}

export function goModule(text: string): GoModule {
  const requires: GoRequirement[] = [];
  const replaced = new Map<string, { readonly folder: string } | GoRequirement>();
  let module = '';
  for (const [directive, ...rest] of directivesIn(text)) {
    const [name = '', version = ''] = rest;
    if (directive === 'module') module = name;
    else if (directive === 'require') requires.push({ module: name, version });
    else if (directive === 'replace') addReplacement(replaced, rest);
  }
  return { module, requires, replaced };
}

/** The words of each line, those in a block behind the word before its bracket. */
function* directivesIn(text: string): Generator<readonly string[]> {
  let block: string | undefined;
  for (const line of text.replaceAll(/\/\/.*$/gm, '').split('\n')) {
    const words = line.trim().split(/\s+/).map(unquoted);
    if (words[1] === '(') block = words[0];
    else if (words[0] === ')') block = undefined;
    else yield block === undefined ? words : [block, ...words];
  }
}

/** Whether an import path is a module's or lies in it; the rest of the path, or undefined. */
export function pathInModule(importPath: string, module: string): string | undefined {
  if (module === '' || !importPath.startsWith(module)) return undefined;
  if (importPath.length === module.length) return '';
  return importPath[module.length] === '/' ? importPath.slice(module.length + 1) : undefined;
}

/** `old [version] => new [version]`; a new one without a version is a folder. */
function addReplacement(
  replaced: Map<string, { readonly folder: string } | GoRequirement>,
  words: readonly string[],
): void {
  const at = words.indexOf('=>');
  const [module] = words;
  const [target, version] = words.slice(at + 1);
  if (at < 1 || module === undefined || target === undefined) return;
  replaced.set(module, version === undefined ? { folder: target } : { module: target, version });
}

function unquoted(word: string): string {
  return word.replace(/^["`](.*)["`]$/, '$1');
}
