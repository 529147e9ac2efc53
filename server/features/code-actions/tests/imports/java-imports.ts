import type { ImportWriter } from './import-writer.ts';

/** Imports of JUnit 5; the class itself needs none, since its test is of the same package. */
export const javaImports: ImportWriter = async ({ scene, style }) => {
  const name = /^[ \t]*package\s+([\w.]+)/m.exec(scene.source.text)?.[1];
  const assertions = 'org.junit.jupiter.api.Assertions';
  const hasStatic = scene.near.read.every(
    ({ text }) => !/^import org\.junit\.jupiter\.api\.Assertions;/m.test(text),
  );
  return {
    imports: [
      'import org.junit.jupiter.api.Disabled;',
      'import org.junit.jupiter.api.Test;',
      ...(style.assertion === 'assertThat' ? [assertThatLine(scene.near.read.map(({ text }) => text))] : []),
      ...(hasStatic
        ? usedAssertions.map((each) => `import static ${assertions}.${each};`)
        : [`import ${assertions};`]),
    ],
    preamble: name === undefined ? [] : [`package ${name};`],
    referenceOf: ({ name: own, around, isExported }) => (isExported ? [...around, own].join('.') : undefined),
  };
};

const usedAssertions = ['assertEquals', 'assertThrows'] as const;

function assertThatLine(texts: readonly string[]): string {
  const line = texts
    .map((text) => /^import static [\w.]+\.assertThat;/m.exec(text)?.[0])
    .find((each) => each !== undefined);
  return line ?? 'import static org.assertj.core.api.Assertions.assertThat;';
}
