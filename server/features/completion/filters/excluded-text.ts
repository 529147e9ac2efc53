import { nothing, ok } from '../../../base/outcome.ts';
import { linesAround } from '../layout/nearby-lines.ts';
import type { Filter, FilterScene } from './filter.ts';

/** Drops a text of which a line stands word for word in a file that is excluded, and nowhere near the cursor. */
export const excludedText: Filter = {
  name: 'excluded-text',
  apply: (text, scene) => {
    const known = new Set(
      linesAround(scene.document, scene.document.lineOf(scene.offset)).map((line) => line.trim()),
    );
    const isExcluded = linesWith(text, scene).some(
      (line) => isTelling(line) && !known.has(line) && scene.isExcludedLine(line),
    );
    return isExcluded ? nothing('excluded-text') : ok(text);
  },
};

/** The text's lines alone, and the first and the last together with what stands beside them. */
function linesWith(text: string, { linePrefix, lineSuffix }: FilterScene): readonly string[] {
  const whole = (linePrefix + text + lineSuffix).split('\n');
  return [
    ...new Set(
      [...text.split('\n'), ...whole, ...(linePrefix + text).split('\n')].map((line) => line.trim()),
    ),
  ];
}

/** Short lines and those of punctuation stand everywhere. */
function isTelling(line: string): boolean {
  return line.length >= 20 && line.replaceAll(/[^\p{L}\p{N}]/gu, '').length >= 10;
}
