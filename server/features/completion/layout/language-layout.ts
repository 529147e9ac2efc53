import type { TextDocument } from '../../../base/text-document.ts';
import { commentPrefix } from '../../../model/line-comment.ts';

/** What of a language's layout decides where a piece of it ends. */
export interface LanguageLayout {
  /** What begins a line comment. */
  readonly comment: string;
  /** Blocks begin with a colon and end with their indentation. */
  readonly hasColonBlocks: boolean;
  /** People write sentences in it, and fences. */
  readonly isProse: boolean;
  /** Elements in angle brackets are part of it. */
  readonly isMarkup: boolean;
}

/** Read from the editor's name for the language, or from the file's name where it gave none. */
export function languageLayout({ uri, languageId }: TextDocument): LanguageLayout {
  const extension = uri.slice(Math.max(uri.lastIndexOf('.'), uri.lastIndexOf('/')) + 1).toLowerCase();
  const name = languageId === '' ? extension : languageId.toLowerCase();
  return {
    comment: commentPrefix(languageId, uri),
    hasColonBlocks: colonBlocks.has(name),
    isProse: prose.has(name),
    isMarkup: markup.has(name),
  };
}

const colonBlocks = words('python py pyi yaml yml dockercompose nim coffeescript gdscript gd starlark bzl');
const prose = words(
  'markdown md mdx plaintext txt text restructuredtext rst asciidoc adoc latex tex org git-commit gitcommit quarto qmd',
);
const markup = words(
  'html htm xml xhtml svg vue svelte astro php javascriptreact jsx typescriptreact tsx handlebars hbs erb razor markdown md mdx',
);

function words(names: string): ReadonlySet<string> {
  return new Set(names.split(' '));
}
