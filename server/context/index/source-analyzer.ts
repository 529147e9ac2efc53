import type { Clock } from '../../base/clock.ts';
import { bareDocument } from '../../base/text-document.ts';
import { type Grammar, giveUpAfter } from '../../syntax/grammar.ts';
import type { GrammarRegistry } from '../../syntax/grammar-registry.ts';
import { languageOf } from '../../syntax/languages.ts';
import { outlineOf } from '../../syntax/outline.ts';
import { withTree } from '../../syntax/syntax-tree.ts';
import { type FileTerms, TermCollector } from '../lexical/chunk-terms.ts';
import { emptyRecord, type FileRecord, fileRecordOf } from './file-record.ts';
import { sourceChunks } from './source-chunks.ts';

/** All that the index keeps of a file's content. */
export interface AnalyzedFile {
  readonly terms: FileTerms;
  readonly record: FileRecord;
  /** As `grammars/languages.json` names it; undefined without a grammar. */
  readonly language: string | undefined;
  /** Whether its language has a grammar that could not read it in time or at all. */
  readonly isUnparsed: boolean;
}

/** How it went to read a file by its syntax. */
export type Analysis =
  | { readonly kind: 'analyzed'; readonly file: AnalyzedFile }
  /** This text made tree-sitter trap just now. */
  | { readonly kind: 'trapped' }
  /** Another text did so before. */
  | { readonly kind: 'spoiled' };

/** Reads files by their syntax where there is a grammar, else by their lines. */
export class SourceAnalyzer {
  readonly #registry: GrammarRegistry;
  readonly #clock: Clock;
  readonly #collector = new TermCollector();

  constructor(registry: GrammarRegistry, clock: Clock) {
    this.#registry = registry;
    this.#clock = clock;
  }

  /** Whether tree-sitter trapped: then nothing is parsed any more, until another thread takes over. */
  get isSpoiled(): boolean {
    return this.#registry.isSpoiled;
  }

  async analyze(path: string, text: string, languageId = ''): Promise<Analysis> {
    const language = languageOf(path, languageId);
    const grammar = language === undefined ? undefined : await this.#registry.grammarOf(language);
    if (grammar === undefined) return { kind: 'analyzed', file: this.#byLines(path, text, language) };
    // Whoever made it trap while the grammar was loaded, it was not this text.
    if (this.isSpoiled) return { kind: 'spoiled' };
    const file = this.#bySyntax(path, text, grammar) ?? this.#byLines(path, text, language);
    return this.isSpoiled ? { kind: 'trapped' } : { kind: 'analyzed', file };
  }

  /** Reads a file by its lines alone: for one that spoiled a parser before. */
  analyzeLines(path: string, text: string): AnalyzedFile {
    return this.#byLines(path, text, languageOf(path));
  }

  /** Undefined for a text that cannot be read in time or at all; whatever goes wrong costs this file's syntax only. */
  #bySyntax(path: string, text: string, grammar: Grammar): AnalyzedFile | undefined {
    try {
      const giveUp = giveUpAfter(parseMs, this.#clock);
      const outline = withTree(grammar, text, giveUp, (tree) => outlineOf(tree, giveUp));
      if (outline === undefined) return undefined;
      const document = bareDocument(text);
      const record = fileRecordOf(document, outline);
      const chunks = sourceChunks(path, document, outline);
      const terms = this.#collector.fileTerms(path, chunks, importedModules(record));
      return { terms, record, language: grammar.language, isUnparsed: false };
    } catch {
      return undefined;
    }
  }

  #byLines(path: string, text: string, language: string | undefined): AnalyzedFile {
    const terms = this.#collector.fileTerms(path, sourceChunks(path, bareDocument(text), undefined), []);
    return { terms, record: emptyRecord, language, isUnparsed: language !== undefined };
  }
}

function importedModules({ imports }: FileRecord): readonly string[] {
  return [...new Set(imports.map(({ module }) => moduleStem(module)))];
}

/** The last part of a module's name, without an ending: what the files that it may mean have in their own names. */
function moduleStem(module: string): string {
  const parts = module.split(/[/\\:.]+/).filter((part) => part !== '');
  const last = parts.at(-1) ?? '';
  const isEnding = parts.length > 1 && /\.[a-z]{1,6}$/.test(module) && endings.has(last);
  return (isEnding ? parts.at(-2) : last) ?? '';
}

/** The name by which other files import this one: its own without its ending. */
export function fileStem(path: string): string {
  return moduleStem(path.replace(/(?<=[^/])\.[^./]*$/, ''));
}

const endings: ReadonlySet<string> = new Set(
  'js mjs cjs jsx ts mts cts tsx vue svelte json css scss less h hh hpp hxx rb php lua sh'.split(' '),
);

/** For a parse and its query together; a file of 1 MB takes about half of it. */
const parseMs = 1_000;
