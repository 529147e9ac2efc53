import { below } from '../../base/relative-paths.ts';

/** Files that a path in an import of TypeScript or JavaScript may mean, best first. */
export function* scriptCandidates(path: string): Generator<string> {
  const written = /\.([cm]?)js(x?)$/.exec(path);
  if (written !== null) {
    // TypeScript names the file that it will write.
    const [ending, kind = '', isMarkup] = written;
    const stem = path.slice(0, -ending.length);
    if (isMarkup === '') yield `${stem}.${kind}ts`;
    if (kind === '') yield `${stem}.tsx`;
    yield `${stem}.d.${kind}ts`;
  }
  const declared = /\.([cm]?)tsx?$/.exec(path);
  // Declarations may name the sources that they were written from.
  if (declared !== null) yield* [path, `${path.slice(0, -declared[0].length)}.d.${declared[1]}ts`];
  if (path !== '') {
    yield path;
    for (const ending of endings) yield path + ending;
  }
  for (const ending of endings) yield below(path, `index${ending}`);
}

const endings = [
  '.ts',
  '.tsx',
  '.d.ts',
  '.mts',
  '.cts',
  '.d.mts',
  '.d.cts',
  '.js',
  '.jsx',
  '.mjs',
  '.cjs',
  '.vue',
  '.svelte',
  '.json',
];
