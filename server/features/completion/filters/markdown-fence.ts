import { ok } from '../../../base/outcome.ts';
import { languageLayout } from '../layout/language-layout.ts';
import { linesAround } from '../layout/nearby-lines.ts';
import { fencedPart, fenceEnd, speaksOfFences } from '../reply/fenced-part.ts';
import type { Filter } from './filter.ts';

/**
 * Takes the code out of a markdown fence, in which models that chat like to wrap it, together with the talk in front
 * of it. Where fences are part of the language, or stand near the cursor, they are text.
 */
export const markdownFence: Filter = {
  name: 'markdown-fence',
  apply: (text, { document, offset }) => {
    if (languageLayout(document).isProse) return ok(text);
    if (linesAround(document, document.lineOf(offset)).some(speaksOfFences)) return ok(text);
    return ok(withoutFences(text));
  },
};

function withoutFences(text: string): string {
  const part = fencedPart(text);
  if (part !== undefined) return withoutFences(text.slice(part.start, part.end));
  const end = fenceEnd(text, 0);
  return end === undefined ? text : text.slice(0, end);
}
