import { holdsTests } from './rust-place.ts';
import { stemAndEnding } from './test-file-name.ts';
import type { TestStyle } from './test-plan.ts';
import type { TestScene } from './test-scene.ts';

/** A test file whose frame is asked for. */
export interface FrameRequest {
  readonly scene: TestScene;
  readonly testPath: string;
  readonly existing: string | undefined;
  readonly style: TestStyle;
  /** What its language puts at the head of any file. */
  readonly preamble: readonly string[];
}

/**
 * The lines of a new file that stand before its imports, and those that open what is around its cases: a class where a
 * framework wants one a file, the module of tests in a source of Rust that has none. Every `{` among them is closed at
 * the end of the file.
 */
export function fileFrame({ scene, testPath, existing, style, preamble }: FrameRequest): readonly string[] {
  const { source, framework } = scene;
  if (framework === 'cargo test') {
    return testPath === source.path && !holdsTests(source.text) ? ['#[cfg(test)]', 'mod tests {'] : [];
  }
  if (existing !== undefined && existing.trim() !== '') return [];
  const name = stemAndEnding(testPath).stem.replace(/\W/g, '');
  if (framework === 'junit5')
    return [...preamble, `${wordsBefore(scene, /^((?:public |final )*)class\s/m) ?? ''}class ${name} {`];
  if (framework === 'phpunit') {
    const words = wordsBefore(scene, /^((?:final )?)class\s/m) ?? '';
    return [...preamble, `${words}class ${name} extends ${parentClass(scene)}`, '{'];
  }
  if (framework === 'xunit') return cSharpFrame(scene, { name, preamble, indent: style.indent });
  return preamble;
}

function wordsBefore({ near }: TestScene, pattern: RegExp): string | undefined {
  return near.read.map(({ text }) => pattern.exec(text)?.[1]).find((words) => words !== undefined);
}

function parentClass({ near }: TestScene): string {
  const line = near.read.map(({ text }) => /^use\s+[\w\\]+\\TestCase\s+as\s+(\w+);/m.exec(text)?.[1]);
  return line.find((alias) => alias !== undefined) ?? 'TestCase';
}

/** A namespace with or without brackets, as the tests around or the source have it. */
function cSharpFrame(
  { near, source }: TestScene,
  {
    name,
    preamble,
    indent,
  }: { readonly name: string; readonly preamble: readonly string[]; readonly indent: string },
): readonly string[] {
  const model = [...near.read.map(({ text }) => text), source.text].find((text) =>
    /^[ \t]*namespace\s/m.test(text),
  );
  const isBracketed = model !== undefined && !/^[ \t]*namespace\s+[\w.]+\s*;/m.test(model);
  if (!isBracketed) return [...preamble, '', `public class ${name}`, '{'];
  const opened = preamble.flatMap((line) => [line.replace(/;$/, ''), '{']);
  return [...opened, `${indent}public class ${name}`, `${indent}{`];
}
