import { neverAborted } from '../../../../server/base/cancellation.ts';
import { bareDocument } from '../../../../server/base/text-document.ts';
import type { FoundSymbol, SymbolIndex, SyntaxReader } from '../../../../server/edits/ports.ts';
import type { SourceShape } from '../../../../server/syntax/source-shape.ts';
import type { MemoryProject } from '../../../support/memory-project.ts';

/** Finds the definitions of a memory project, those of the nearest folders first. */
export function memorySymbols(project: MemoryProject, syntax: SyntaxReader): SymbolIndex {
  const all = async (): Promise<FoundSymbol[]> => {
    const found: FoundSymbol[] = [];
    for (const path of await project.paths(project.root, neverAborted)) {
      const uri = project.at(path);
      const look = await project.look(uri, neverAborted);
      if (look.kind !== 'text') continue;
      const { text, languageId } = look;
      const shape = await syntax.shapeOf({ uri, languageId, text }, neverAborted);
      if (shape !== undefined) found.push(...symbolsOf(shape, { uri, path, text }));
    }
    return found;
  };
  return {
    definitionsOf: async (name, near) =>
      (await all())
        .filter((each) => each.name === name)
        .sort((a, b) => steps(a.uri, near) - steps(b.uri, near)),
    symbolsLike: async (query, limit) => {
      const sought = query.toLowerCase();
      return (await all()).filter((each) => each.name.toLowerCase().includes(sought)).slice(0, limit);
    },
  };
}

function symbolsOf(
  { outline, functions, language }: SourceShape,
  { uri, path, text }: { readonly uri: string; readonly path: string; readonly text: string },
): FoundSymbol[] {
  const document = bareDocument(text);
  return outline.definitions.map(({ name, kind, range, signature, parent }, at) => {
    const line = document.lineText(document.lineOf(range.start)).trim();
    const shape = functions.find((each) => each.definition === at);
    return {
      ...{ name, kind, uri, path },
      startLine: document.lineOf(range.start),
      endLine: document.lineOf(range.end) + 1,
      signature: text.slice(signature.start, signature.end).split('\n', 1)[0] ?? '',
      isExported: shape?.isExported ?? isExportedLine(line, name, language),
      container: outline.definitions[parent ?? -1]?.name,
    };
  });
}

function isExportedLine(line: string, name: string, language: string): boolean {
  if (['typescript', 'tsx', 'javascript'].includes(language)) return line.startsWith('export');
  if (language === 'rust') return line.startsWith('pub');
  if (language === 'go') return /^\p{Lu}/u.test(name);
  return !name.startsWith('_') && !line.startsWith('private');
}

function steps(uri: string, near: string | undefined): number {
  const [a, b] = [uri.split('/'), (near ?? '').split('/')];
  const common = a.findIndex((part, at) => part !== b[at]);
  return a.length + b.length - 2 * common;
}
