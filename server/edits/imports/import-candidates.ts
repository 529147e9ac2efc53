import { languageOf } from '../../syntax/languages.ts';
import type { FoundSymbol } from '../ports.ts';
import type { UnknownName } from './unknown-name.ts';

/** What other files of the same kind of language export under a name, the likeliest first. */
export async function importCandidates(
  { document, path, shape, ports, name, offset }: UnknownName,
  signal: AbortSignal,
): Promise<readonly FoundSymbol[]> {
  const member = shape.language === 'go' ? memberBehind(document.text, offset, name) : undefined;
  const found = await ports.symbols.definitionsOf(member ?? name, document.uri, signal);
  return found.filter(
    (symbol) =>
      symbol.isExported &&
      symbol.container === undefined &&
      symbol.uri !== document.uri &&
      symbol.path !== path &&
      familyOf(languageOf(symbol.path)) === familyOf(shape.language) &&
      (member === undefined || folderName(symbol.path) === name),
  );
}

/** In Go, what is unknown is the package; what it is asked for stands behind the dot. */
function memberBehind(text: string, from: number, name: string): string | undefined {
  const [, member] = new RegExp(`\\b${name}\\.(\\w+)`).exec(text.slice(from, from + name.length + 80)) ?? [];
  return member;
}

function folderName(path: string): string {
  return path.split('/').at(-2) ?? '';
}

function familyOf(language: string | undefined): string {
  return families[language ?? ''] ?? language ?? '';
}

const families: Readonly<Record<string, string>> = {
  typescript: 'script',
  tsx: 'script',
  javascript: 'script',
  java: 'jvm',
  kotlin: 'jvm',
  scala: 'jvm',
  c: 'c',
  cpp: 'c',
};
