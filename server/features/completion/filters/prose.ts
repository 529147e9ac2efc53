import { nothing, ok } from '../../../base/outcome.ts';
import { languageLayout } from '../layout/language-layout.ts';
import { linesAbove } from '../layout/nearby-lines.ts';
import type { Filter, FilterScene } from './filter.ts';
import { isProse } from './is-prose.ts';

/**
 * Drops a text in which a model talks to the reader, and cuts an explanation behind code. In languages of prose,
 * comments and texts of several lines, sentences are what is wanted.
 */
export const prose: Filter = {
  name: 'prose',
  apply: (text, scene) => {
    if (languageLayout(scene.document).isProse || isInProse(scene)) return ok(text);
    if (isProse(text)) return nothing('prose');
    const lines = text.split('\n');
    const at = lines.findIndex((line, index) => isExplanation(line, lines[index - 1], scene));
    if (at === -1) return ok(text);
    const code = lines.slice(0, at).join('\n').trimEnd();
    return code.trim() === '' ? nothing('prose') : ok(code);
  },
};

/** A whole sentence at the left margin, at the start or behind a blank line. */
function isExplanation(line: string, before: string | undefined, { linePrefix }: FilterScene): boolean {
  if (before === undefined ? linePrefix.trim() !== '' : before.trim() !== '') return false;
  const words = line.trimEnd().split(' ');
  return (
    sentence.test(line) &&
    words.length >= 4 &&
    words.every((word) => /^["'`(]?[\w'’`().-]*[,:.!"'`)]*$/.test(word))
  );
}

const sentence =
  /^(?:\*\*)?(?:This|These|The|That|Note|Here|It|In|Explanation|You|We|I|If you|To)\b.*[.:!]\s*$/;

/** Whether the cursor stands in a comment, or in a text of several lines, as far as the lines above tell. */
function isInProse({ document, offset, linePrefix }: FilterScene): boolean {
  const { comment } = languageLayout(document);
  const start = linePrefix.trimStart();
  if (start.startsWith(comment) || /^(?:\/\*|\*|<!--|["'`])/.test(start)) return true;
  const above = linesAbove(document, document.lineOf(offset), 60);
  const code = [...above, linePrefix].join('\n');
  const isOpen = ['"""', "'''"].some((quote) => code.split(quote).length % 2 === 0);
  return isOpen || code.lastIndexOf('/*') > code.lastIndexOf('*/');
}
