/** Whether a file holds tests, by the habits of many languages. */
export function isTestPath(path: string): boolean {
  const segments = path.toLowerCase().split('/');
  const name = segments.pop() ?? '';
  if (
    segments.some(
      (segment) => testFolders.has(segment) || /(?:^|[-_])(?:tests?|e2e|specs?)(?:$|[-_])/.test(segment),
    )
  ) {
    return true;
  }
  return (
    /(?:^|[._-])(?:tests?|spec|e2e|benchmark|bench|stories|conftest)(?:[._-][^/]*)?$/.test(stemOf(name)) ||
    /^test_/.test(name)
  );
}

/** What a path says of its file. */
export interface PathFacts {
  readonly isTest: boolean;
  readonly isCode: boolean;
  /** With a slash at its end; empty at the root. */
  readonly folder: string;
}

export function pathFactsOf(path: string): PathFacts {
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  return { isTest: isTestPath(path), isCode: isCodePath(path), folder };
}

/** Whether a request is about tests themselves, so that they are not to be weighed down. */
export function isAboutTests(query: string): boolean {
  return /^\W*(?:tests?\b|add(?:ed|s|ing)?\s+(?:\w+\s+){0,3}tests?\b|\w+\(tests?\))|\b(?:unit|e2e|integration|flaky|failing)\s+tests?\b/i.test(
    query,
  );
}

/** Whether a file is code, by its name: what is not is documentation, settings or data. */
export function isCodePath(path: string): boolean {
  return !/(?:^|\/)(?:[^./]*|[^/]*\.(?:md|mdx|rst|txt|adoc|json|jsonc|json5|ya?ml|toml|lock|ini|cfg|conf|csv|tsv|xml|svg|html?|css|scss|less|snap|golden|map|properties|in|mod|sum|ipynb|po|editorconfig|gitignore))$/i.test(
    path,
  );
}

/** Whether a file only declares what others define, as for a compiler. */
export function isDeclarationPath(path: string): boolean {
  return /\.(?:d\.[cm]?ts|pyi)$/i.test(path);
}

const testFolders: ReadonlySet<string> = new Set([
  'test',
  'tests',
  'testing',
  '__tests__',
  '__mocks__',
  '__fixtures__',
  'spec',
  'specs',
  'testdata',
  'test_data',
  'fixtures',
  'mocks',
  'examples',
  'example',
  'benchmarks',
  'e2e',
]);

function stemOf(name: string): string {
  return name.replace(/\.[^.]*$/, '');
}

/** Paths, names of files and dotted modules that a text mentions, in lower case with `/` between segments. */
export function mentionedPaths(text: string): readonly string[] {
  const found = new Set<string>();
  for (const [whole] of text.matchAll(/(?<![\w@.-])[\w@.-]+(?:\/[\w@.-]+)+|\b[\w-]+(?:\.[\w-]+)+/g)) {
    const mention = whole.toLowerCase().replace(/^[./]+|(?<![./:])[./:]+$/g, '');
    if (mention.length < 4) continue;
    found.add(mention);
    if (!mention.includes('/') && /^[a-z_][\w.]*$/.test(mention)) found.add(mention.replaceAll('.', '/'));
  }
  return [...found];
}

/**
 * How well a path fits what was mentioned: 1 for the file itself, less for a file in a mentioned folder; longer
 * mentions say more.
 */
export function mentionScore(path: string, mentions: readonly string[]): number {
  if (mentions.length === 0) return 0;
  const full = `/${path.toLowerCase()}`;
  const stem = stemOf(full);
  let best = 0;
  for (const mention of mentions) best = Math.max(best, fitOf({ full, stem }, mention));
  return best;
}

function fitOf({ full, stem }: { readonly full: string; readonly stem: string }, mention: string): number {
  const segments = mention.split('/').length;
  if (full.endsWith(`/${mention}`)) return 1;
  if (segments > 1 && stem.endsWith(`/${mention}`)) return 0.9;
  if (segments < 2) return 0;
  const at = `${full}/`.indexOf(`/${mention}/`);
  if (at >= 0) {
    const below = full.slice(at + mention.length + 2).split('/').length;
    return 0.6 / below;
  }
  const parent = mention.slice(0, mention.lastIndexOf('/'));
  return parent.includes('/') && stem.endsWith(`/${parent}`) ? 0.7 : 0;
}
