import { folderOf, joinedPath } from '../base/relative-paths.ts';

/** Reads files of dependencies, which version control ignores; nothing outside the root is reached, links or not. */
export interface DeclarationReader {
  /** The text of a file of at most 1 MiB, or undefined. */
  read(root: string, path: string, signal: AbortSignal): Promise<string | undefined>;
  /** The names in a folder, sorted; empty when there is none. */
  names(root: string, folder: string, signal: AbortSignal): Promise<readonly string[]>;
  /** Where the links of a path lead, relative to the root, with `/`; undefined when nothing is there inside it. */
  realPathOf(root: string, path: string): Promise<string | undefined>;
}

/** A file by its path relative to a root, with `/`, and its text. */
export interface SourceText {
  readonly path: string;
  readonly text: string;
}

/** How much is read of dependencies. */
export interface DeclarationLimits {
  readonly maxBytes: number;
  readonly isExcluded: (path: string) => boolean;
}

/**
 * The declarations of the packages that these sources import: `.d.ts` files of node_modules, stubs and sources of
 * a virtual environment's site-packages, Go's vendor folder. Nearest first, until `maxBytes` of text are read.
 */
export async function dependencyDeclarations(
  anyReader: DeclarationReader,
  root: string,
  sources: readonly SourceText[],
  limits: DeclarationLimits,
  signal: AbortSignal,
): Promise<readonly SourceText[]> {
  const reader = obedient(anyReader, limits.isExcluded);
  const found: SourceText[] = [];
  const seen = new Set<string>(sources.map(({ path }) => path));
  let bytes = 0;
  let queue = await resolveAll(reader, root, sources, signal);
  while (queue.length > 0) {
    const read: SourceText[] = [];
    for (const path of queue) {
      if (seen.has(path) || !dependencyFolder.test(path)) continue;
      seen.add(path);
      const text = await reader.read(root, path, signal);
      if (text === undefined) continue;
      bytes += text.length;
      if (bytes > limits.maxBytes) return found;
      read.push({ path, text });
      found.push({ path, text });
    }
    queue = read.flatMap(relativeDeclarations);
  }
  return found;
}

/** Reads no file that is excluded, be it under its own path or under the one that a link leads to. */
function obedient(reader: DeclarationReader, isExcluded: (path: string) => boolean): DeclarationReader {
  return {
    ...reader,
    async read(root, path, signal) {
      if (isExcluded(path)) return undefined;
      const real = await reader.realPathOf(root, path);
      return real === undefined || isExcluded(real) ? undefined : reader.read(root, real, signal);
    },
  };
}

/** A package names files of its own only; whatever leads elsewhere is not read. */
const dependencyFolder = /^(?:node_modules|vendor|(?:\.venv|venv|env)\/(?:lib\/[^/]+|Lib)\/site-packages)\//;

async function resolveAll(
  reader: DeclarationReader,
  root: string,
  sources: readonly SourceText[],
  signal: AbortSignal,
): Promise<string[]> {
  const names = { node: new Set<string>(), python: new Set<string>(), go: new Set<string>() };
  for (const { path, text } of sources) {
    if (/\.[cm]?[jt]sx?$|\.(?:vue|svelte)$/.test(path)) addAll(names.node, nodePackages(text));
    else if (/\.pyw?$/.test(path)) addAll(names.python, pythonModules(text));
    else if (path.endsWith('.go')) addAll(names.go, goPackages(text));
  }
  return [
    ...(await resolveNode(reader, root, names.node, signal)),
    ...(await resolvePython(reader, root, names.python, signal)),
    ...(await resolveGo(reader, root, names.go, signal)),
  ];
}

function addAll(target: Set<string>, names: Iterable<string>): void {
  for (const name of names) target.add(name);
}

function nodePackages(text: string): string[] {
  const specifiers = [...text.matchAll(/\b(?:from|import|require)\s*\(?\s*['"]([^'"\n]+)['"]/g)];
  return specifiers.flatMap(([, specifier = '']) => {
    if (/^[./#~]|^\w+:/.test(specifier)) return [];
    return specifier
      .split('/')
      .slice(0, specifier.startsWith('@') ? 2 : 1)
      .join('/');
  });
}

async function resolveNode(
  reader: DeclarationReader,
  root: string,
  packages: ReadonlySet<string>,
  signal: AbortSignal,
): Promise<string[]> {
  const files: string[] = [];
  for (const name of packages) {
    if (!/^(?:@[\w.-]+\/)?[\w-][\w.-]*$/.test(name)) continue;
    const types = `node_modules/@types/${name.replace(/^@(.*)\//, '$1__')}`;
    for (const folder of [`node_modules/${name}`, types]) {
      const manifest = await reader.read(root, `${folder}/package.json`, signal);
      if (manifest !== undefined) files.push(joinedPath(folder, typesEntry(manifest)) ?? '');
    }
  }
  return files;
}

/** The file that a package.json names for its types, `index.d.ts` when it names none. */
function typesEntry(manifest: string): string {
  const named = /"(?:types|typings)"\s*:\s*"([^"\n]+)"/.exec(manifest)?.[1] ?? 'index.d.ts';
  return /\.[cm]?ts$/.test(named) ? named : `${named}.d.ts`;
}

/** The declaration files that one refers to by relative paths. */
function relativeDeclarations({ path, text }: SourceText): string[] {
  if (!/\.d\.[cm]?ts$/.test(path)) return [];
  const references = text.matchAll(/\b(?:from|import|path=)\s*\(?\s*['"](\.[^'"\n]*|[^'"\n]+\.d\.ts)['"]/g);
  return [...references].flatMap(([, reference = '']) => {
    const target = joinedPath(folderOf(path), reference) ?? '';
    const bare = target.replace(/\.(?:d\.)?([cm]?)[jt]s$/, '');
    return /\.d\.[cm]?ts$/.test(target) ? [target] : [`${bare}.d.ts`, `${bare}.d.mts`, `${bare}/index.d.ts`];
  });
}

function pythonModules(text: string): string[] {
  const froms = [...text.matchAll(/^[ \t]*from[ \t]+([\w.]+)[ \t]+import\b/gm)].map(([, name = '']) => name);
  const imports = [...text.matchAll(/^[ \t]*import[ \t]+([\w., \t]+)/gm)].flatMap(([, list = '']) => {
    return list.split(',').map((each) => each.trim().split(/\s/)[0] ?? '');
  });
  return [...froms, ...imports].filter((name) => /^[A-Za-z_]/.test(name));
}

async function resolvePython(
  reader: DeclarationReader,
  root: string,
  modules: ReadonlySet<string>,
  signal: AbortSignal,
): Promise<string[]> {
  if (modules.size === 0) return [];
  const places: string[] = [];
  for (const environment of ['.venv', 'venv', 'env']) {
    for (const name of await reader.names(root, `${environment}/lib`, signal)) {
      places.push(`${environment}/lib/${name}/site-packages`);
    }
    places.push(`${environment}/Lib/site-packages`);
  }
  return [...modules].flatMap((name) => {
    const path = name.replaceAll('.', '/');
    const tails = [`${path}.pyi`, `${path}.py`, `${path}/__init__.pyi`, `${path}/__init__.py`];
    const stubs = `${path.replace(/^\w+/, '$&-stubs')}/__init__.pyi`;
    return places.flatMap((place) => [stubs, ...tails].map((tail) => `${place}/${tail}`));
  });
}

function goPackages(text: string): string[] {
  const blocks = [...text.matchAll(/^import\s*\(([^)]*)\)|^import\s+(.*)$/gm)];
  const quoted = blocks.flatMap(([, block = '', line = '']) => [
    ...`${block}${line}`.matchAll(/"([\w./~-]+)"/g),
  ]);
  return quoted.map(([, name = '']) => name).filter((name) => name.includes('.') && !name.includes('..'));
}

async function resolveGo(
  reader: DeclarationReader,
  root: string,
  packages: ReadonlySet<string>,
  signal: AbortSignal,
): Promise<string[]> {
  const files: string[] = [];
  for (const name of packages) {
    const names = await reader.names(root, `vendor/${name}`, signal);
    const sources = names.filter((file) => file.endsWith('.go') && !file.endsWith('_test.go'));
    for (const file of sources) files.push(`vendor/${name}/${file}`);
  }
  return files;
}
