import type { Clock } from '../../base/clock.ts';
import { giveUpAfter } from '../../syntax/grammar.ts';
import type { GrammarRegistry } from '../../syntax/grammar-registry.ts';
import { languageOf } from '../../syntax/languages.ts';
import { type Outline, outlineOf } from '../../syntax/outline.ts';
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

/** Reads files by their syntax where there is a grammar, else by their lines. */
export class SourceAnalyzer {
  readonly #registry: GrammarRegistry;
  readonly #clock: Clock;
  readonly #collector = new TermCollector();

  constructor(registry: GrammarRegistry, clock: Clock) {
    this.#registry = registry;
    this.#clock = clock;
  }

  /** Whether tree-sitter trapped: from then on every file is read by its lines, until another thread takes over. */
  get isSpoiled(): boolean {
    return this.#registry.isSpoiled;
  }

  async analyze(path: string, text: string, languageId = ''): Promise<AnalyzedFile> {
    const language = languageOf(path, languageId);
    const outline = language === undefined ? undefined : await this.#outline(language, text);
    const record = outline === undefined ? emptyRecord : fileRecordOf(text, outline);
    return {
      terms: this.#collector.fileTerms(path, sourceChunks(path, text, outline), importedModules(record)),
      record,
      language,
      isUnparsed: language !== undefined && outline === undefined,
    };
  }

  /** Reads a file by its lines alone: for one that spoiled a parser before. */
  analyzeLines(path: string, text: string): AnalyzedFile {
    const terms = this.#collector.fileTerms(path, sourceChunks(path, text, undefined), []);
    return { terms, record: emptyRecord, language: languageOf(path), isUnparsed: true };
  }

  async #outline(language: string, text: string): Promise<Outline | undefined> {
    const grammar = await this.#registry.grammarOf(language);
    if (grammar === undefined) return undefined;
    const giveUp = giveUpAfter(parseMs, this.#clock);
    return withTree(grammar, text, giveUp, (tree) => outlineOf(tree, giveUp));
  }
}

function importedModules({ imports }: FileRecord): readonly string[] {
  return [...new Set(imports.map(({ module }) => moduleStem(module)))];
}

/** The last part of a module's name, without an ending: what the files that it may mean have in their own names. */
export function moduleStem(module: string): string {
  const parts = module.split(/[/\\:.]+/).filter((part) => part !== '');
  const last = parts.at(-1) ?? '';
  const isEnding = parts.length > 1 && /\.[a-z]{1,6}$/.test(module) && endings.has(last);
  return (isEnding ? parts.at(-2) : last) ?? '';
}

const endings: ReadonlySet<string> = new Set(
  'js mjs cjs jsx ts mts cts tsx vue svelte json css scss less h hh hpp hxx rb php lua sh'.split(' '),
);

/** For a parse and its query together; a file of 1 MB takes about half of it. */
const parseMs = 1_000;
