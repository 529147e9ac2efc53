import { indentOf } from '../../../base/line-indent.ts';
import { ok } from '../../../base/outcome.ts';
import { closesBlock, endsOpen, opensBlock } from '../layout/block-words.ts';
import { fileIndentation } from '../layout/file-indentation.ts';
import { indentColumns } from '../layout/indent-columns.ts';
import { languageLayout } from '../layout/language-layout.ts';
import { linesAbove } from '../layout/nearby-lines.ts';
import type { Filter, FilterScene } from './filter.ts';

/**
 * Puts a text that begins on an empty line where it belongs: indentation that stands left of the cursor already is
 * cut, and a text that was written at the margin is moved to the cursor.
 */
export const startIndentation: Filter = {
  name: 'start-indentation',
  apply: (text, scene) => {
    if (scene.linePrefix.trim() !== '' || scene.lineSuffix.trim() !== '' || text.trim() === '')
      return ok(text);
    return ok(moved(startingRight(text, scene), scene));
  },
};

function startingRight(text: string, scene: FilterScene): string {
  const { linePrefix } = scene;
  const indent = indentOf(text);
  if (text.charAt(indent.length) === '\n') return text;
  if (indent === '') return missingIndent(text, scene) + text;
  const deepest = deepestStart(scene);
  if (linePrefix === '' || indentColumns(linePrefix + text) <= deepest) return text;
  // The whole line was written, or the cursor stands where it belongs.
  const kept = indent.startsWith(linePrefix) ? indent.slice(linePrefix.length) : '';
  const isRight = indentColumns(linePrefix + kept) <= deepest;
  const code = text.slice(indent.length);
  return (isRight && kept !== '' ? kept : missingIndent(code, scene)) + code;
}

/** How many columns in a new line may stand: at the line above, or one level deeper when that opens a block. */
function deepestStart(scene: FilterScene): number {
  const { above, unit, layout } = surroundings(scene);
  return indentColumns(above) + (opensBlock(above, layout) ? indentColumns(unit) : 0);
}

/** Where blocks end with their indentation, what stands below a colon must be deeper. */
function missingIndent(text: string, scene: FilterScene): string {
  const { above, unit, layout } = surroundings(scene);
  if (!layout.hasColonBlocks || !/:\s*$/.test(above) || closesBlock(text) || text.startsWith(layout.comment))
    return '';
  const wanted = indentOf(above) + unit;
  const { linePrefix } = scene;
  const isShort = indentColumns(linePrefix) <= indentColumns(above) && wanted.startsWith(linePrefix);
  return isShort && !isYaml(scene) ? wanted.slice(linePrefix.length) : '';
}

/** A list below a key may stand at the key's own indentation. */
function isYaml({ document }: FilterScene): boolean {
  return /ya?ml|compose/i.test(document.languageId) || /\.ya?ml$/i.test(document.uri);
}

/** Moves the lines below the first, where they were written as if that stood at the margin. */
function moved(text: string, scene: FilterScene): string {
  const [first = '', ...others] = text.split('\n');
  const start = scene.linePrefix + indentOf(first);
  const { layout } = surroundings(scene);
  const filled = others.filter((line) => line.trim() !== '');
  const [second] = filled;
  if (start === '' || second === undefined || !endsOpen(first, layout)) return text;
  const columns = indentColumns(start);
  const isBody = !closesBlock(second);
  const isBehind = isBody && indentColumns(second) < columns;
  const closing = filled.find((line) => indentOf(line) === '' && closesBlock(line));
  const isAtMargin = closing !== undefined && isBody && indentColumns(second) <= columns;
  if (!isBehind && !isAtMargin) return text;
  return [first, ...others.map((line) => (line.trim() === '' ? line : start + line))].join('\n');
}

function surroundings({ document, offset }: FilterScene) {
  const line = document.lineOf(offset);
  const above = linesAbove(document, line, 20).findLast((text) => text.trim() !== '') ?? '';
  return { above, unit: fileIndentation(document, line) ?? '  ', layout: languageLayout(document) };
}
