import { nameOf } from '../base/relative-paths.ts';

/**
 * The group of languages that a file's text can be imitated in, such as `javascript` for every dialect of it;
 * the extension itself for languages without relatives, and empty for a name without an extension.
 */
export function languageFamilyOf(path: string): string {
  const name = nameOf(path);
  const dot = name.lastIndexOf('.');
  if (dot < 0) return '';
  const extension = name.slice(dot + 1).toLowerCase();
  return familyOfExtension.get(extension) ?? extension;
}

const families: Readonly<Record<string, string>> = {
  javascript: 'ts tsx mts cts js jsx mjs cjs vue svelte',
  python: 'py pyi pyw',
  c: 'c h cc cpp cxx hh hpp hxx inl ino m mm',
  java: 'java kt kts groovy',
  ruby: 'rb rake gemspec',
  shell: 'sh bash zsh',
  style: 'css scss less',
  markup: 'html htm xml xhtml svg',
  yaml: 'yaml yml',
  json: 'json jsonc json5',
  markdown: 'md markdown mdx',
  elixir: 'ex exs',
  ocaml: 'ml mli',
};

const familyOfExtension: ReadonlyMap<string, string> = new Map(
  Object.entries(families).flatMap(([family, extensions]) =>
    extensions.split(' ').map((extension) => [extension, family] as const),
  ),
);
