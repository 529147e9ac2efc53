import { nothing, ok } from '../../../base/outcome.ts';
import { linesAround } from '../layout/nearby-lines.ts';
import type { Filter } from './filter.ts';

/** Drops a text that only says where something should be written, unless the file nearby says so in the same words. */
export const placeholder: Filter = {
  name: 'placeholder',
  apply: (text, { document, offset }) => {
    const found = [...text.matchAll(placeholders)].map(([words]) => words.toLowerCase());
    if (found.length === 0) return ok(text);
    const around = linesAround(document, document.lineOf(offset)).join('\n').toLowerCase();
    return found.every((words) => around.includes(words)) ? ok(text) : nothing('placeholder');
  },
};

const placeholders = new RegExp(
  [
    String.raw`\byour[ _-](?:code|logic|implementation)\b`,
    String.raw`\b(?:code|logic|implementation) (?:goes|comes) here\b`,
    String.raw`\b(?:TODO|FIXME)\b[:\s-]{0,4}(?:implement|add|write|complete|fill|finish|handle)\b`,
    String.raw`<your[-_ ][\w -]{1,60}>`,
    String.raw`\byour[_-](?:[a-z]{1,20}[_-]){0,3}(?:key|token|secret|password|id|name|url|domain|email|username)\b`,
    String.raw`\.\.\. ?(?:the )?(?:rest|remaining|existing|other)\b[^\n]{0,40}\b(?:code|implementation|methods|functions|file)\b`,
    String.raw`\blorem ipsum\b`,
  ].join('|'),
  'gi',
);
