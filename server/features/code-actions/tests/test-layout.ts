import { folderOf, segmentsOf, sharedCount } from '../../../base/relative-paths.ts';

/** Where a test lies as seen from its source: `front` and `back` are the folders that both paths share. */
export interface Layout {
  readonly front: readonly string[];
  readonly back: readonly string[];
  /** The folders of the test between them, such as `test`; empty where tests lie beside their sources. */
  readonly testPart: readonly string[];
  /** The folders of the source between them, such as `src`. */
  readonly sourcePart: readonly string[];
}

/** How a test lies to the source that it is about. */
export function layoutOf(testPath: string, sourcePath: string): Layout {
  const test = segmentsOf(folderOf(testPath));
  const source = segmentsOf(folderOf(sourcePath));
  const front = sharedCount(test, source);
  const back = sharedCount(test.slice(front).reverse(), source.slice(front).reverse());
  return {
    front: test.slice(0, front),
    back: back === 0 ? [] : test.slice(-back),
    testPart: test.slice(front, test.length - back),
    sourcePart: source.slice(front, source.length - back),
  };
}

/** Whether tests of a layout lie in folders of their own below the source's, as `__tests__` does. */
export function isFolderBeside(
  { testPart, sourcePart, back, front }: Layout,
  packageFolder: string,
): boolean {
  if (testPart.length === 0 || sourcePart.length > 0 || back.length > 0) return false;
  return testPart[0] === '__tests__' || front.join('/') !== packageFolder;
}

/** The folders of the sources' tree in which a folder lies below the layout's own; undefined outside of it. */
export function restBelow({ front, sourcePart }: Layout, folder: string): readonly string[] | undefined {
  const segments = segmentsOf(folder);
  const base = [...front, ...sourcePart];
  return base.every((segment, index) => segments[index] === segment)
    ? segments.slice(base.length)
    : undefined;
}
