import { below, folderOf, joinedPath, relativePath } from '../../../../base/relative-paths.ts';
import type { TestScene } from '../test-scene.ts';
import type { ImportRequest, ImportWriter } from './import-writer.ts';

/** Requires of RSpec: the helper that the project has, and the source where the helper does not load it. */
export const rubyImports: ImportWriter = async (request, signal) => {
  const helper = await helperLine(request, signal);
  const source = sourceLine(request, helper !== undefined);
  return {
    imports: [helper, source].filter((line) => line !== undefined),
    preamble: frozenLine(request),
    referenceOf: ({ name, around }) => [...around, name].join('::'),
  };
};

/** As the nearest spec has it; nothing where `.rspec` requires it for all of them. */
async function helperLine({ scene, style }: ImportRequest, signal: AbortSignal): Promise<string | undefined> {
  const { view, packageFolder, near } = scene;
  const pattern = /^require(?:_relative)?[ (]+['"](?:[\w./]*\/)?(?:spec|rails)_helper['"]\)?/m;
  for (const { text } of near.read) {
    const line = pattern.exec(text)?.[0];
    if (line !== undefined) return line;
  }
  if (near.read.length > 0) return undefined;
  const options = (await view.text(below(packageFolder, '.rspec'), signal)) ?? '';
  const name = ['rails_helper', 'spec_helper'].find((each) =>
    view.has(below(packageFolder, `spec/${each}.rb`)),
  );
  if (name === undefined || new RegExp(`--require\\s+${name}`).test(options)) return undefined;
  return `require ${style.quote}${name}${style.quote}`;
}

/** Specs that require what they are about show how; where none does and there is a helper, that loads it all. */
function sourceLine(request: ImportRequest, hasHelper: boolean): string | undefined {
  const { scene, style, testPath } = request;
  const { source, packageFolder, near } = scene;
  const relative = relativeLine({ testPath, source: source.path, quote: style.quote });
  const shown = near.read.map(({ path, text }) => waySourcesAreRequired(scene, path, text));
  const way = shown.find((each) => each !== undefined);
  if (way === 'by-name' && source.path.startsWith(below(packageFolder, 'lib/'))) {
    const library = source.path.slice(below(packageFolder, 'lib/').length).replace(/\.rb$/, '');
    return `require ${style.quote}${library}${style.quote}`;
  }
  if (way !== undefined) return relative;
  const isLoaded = hasHelper || near.read.length > 0 || source.path.startsWith(below(packageFolder, 'app/'));
  return isLoaded ? undefined : relative;
}

function waySourcesAreRequired(
  { packageFolder, view }: TestScene,
  path: string,
  text: string,
): 'by-name' | 'by-path' | undefined {
  for (const [, how, module = ''] of text.matchAll(/^require(_relative)?[ (]+['"]([^'"]+)['"]/gm)) {
    if (/_helper$/.test(module)) continue;
    const bare =
      how === undefined ? below(packageFolder, `lib/${module}`) : joinedPath(folderOf(path), module);
    if (bare !== undefined && view.has(`${bare.replace(/\.rb$/, '')}.rb`))
      return how === undefined ? 'by-name' : 'by-path';
  }
  return undefined;
}

function relativeLine({
  testPath,
  source,
  quote,
}: {
  readonly testPath: string;
  readonly source: string;
  readonly quote: string;
}): string {
  return `require_relative ${quote}${relativePath(folderOf(testPath), source).replace(/^\.\/|\.rb$/g, '')}${quote}`;
}

function frozenLine({ scene }: ImportRequest): readonly string[] {
  const text = scene.near.read[0]?.text ?? scene.source.text;
  return /^# frozen_string_literal: true$/m.test(text) ? ['# frozen_string_literal: true', ''] : [];
}
