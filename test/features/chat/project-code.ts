import { bareDocument } from '../../../server/base/text-document.ts';
import type { FoundSymbol, SymbolIndex } from '../../../server/edits/ports.ts';
import type { CitationPorts } from '../../../server/features/chat/ports.ts';
import { GrammarRegistry } from '../../../server/syntax/grammar-registry.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import type { MemoryProject } from '../../support/memory-project.ts';
import { RegistrySyntaxReader } from '../../support/registry-syntax-reader.ts';
import { installedGrammars } from '../../syntax/support/installed-grammars.ts';

/** Reads the syntax of all languages that we have a grammar for, however long it takes. */
export const projectSyntax = new RegistrySyntaxReader(
  new GrammarRegistry(installedGrammars()),
  new ManualClock(),
);

/** The definitions of a project, as the index would find them. */
function projectSymbols(project: MemoryProject): SymbolIndex {
  async function all(signal: AbortSignal): Promise<readonly FoundSymbol[]> {
    const paths = await project.paths(project.root, signal);
    const symbols = await Promise.all(paths.map((path) => symbolsOf(project, path, signal)));
    return symbols.flat();
  }
  return {
    definitionsOf: async (name, _near, signal) => (await all(signal)).filter((each) => each.name === name),
    async symbolsLike(query, limit, signal) {
      const sought = query.toLowerCase();
      return (await all(signal)).filter(({ name }) => name.toLowerCase().includes(sought)).slice(0, limit);
    },
  };
}

/** What citations are checked against, for a project in memory. */
export function citationPortsOf(project: MemoryProject): CitationPorts {
  return {
    files: project,
    symbols: projectSymbols(project),
    syntax: projectSyntax,
    roots: () => [project.root],
  };
}

async function symbolsOf(
  project: MemoryProject,
  path: string,
  signal: AbortSignal,
): Promise<readonly FoundSymbol[]> {
  const uri = project.at(path);
  const look = await project.look(uri, signal);
  if (look.kind !== 'text') return [];
  const { text, languageId } = look;
  const shape = await projectSyntax.shapeOf({ uri, languageId, text }, signal);
  const document = bareDocument(text);
  return (shape?.outline.definitions ?? []).map(({ name, kind, range, signature, parent }) => ({
    ...{ name, kind, uri, path },
    startLine: document.lineOf(range.start),
    endLine: document.lineOf(range.end) + 1,
    signature: text.slice(signature.start, signature.end),
    isExported: signature.start === range.start,
    container: parent === undefined ? undefined : shape?.outline.definitions[parent]?.name,
  }));
}
