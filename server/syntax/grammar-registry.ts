import { Language } from 'web-tree-sitter';

import { Grammar, type QueryTexts } from './grammar.ts';
import { grammarFileOf, type LanguageFacts, type LanguageTable, languages } from './languages.ts';
import { isRuntimeSpoiled, startRuntime } from './runtime.ts';

/** Where grammars and queries are read from. */
export interface GrammarFiles {
  /** The bytes of a file below the grammars' folder; rejects when it is not there. */
  read(name: string): Promise<Uint8Array>;
}

/**
 * Grammars by language, each loaded when it is first asked for, and once.
 *
 * Invariant: asking never rejects. A grammar that is missing or broken is `undefined` from then on, and in `failures`.
 */
export class GrammarRegistry {
  readonly #files: GrammarFiles;
  readonly #table: LanguageTable;
  readonly #grammars = new Map<string, Promise<Grammar | undefined>>();
  readonly #failures = new Map<string, string>();
  #runtime: Promise<void> | undefined;

  constructor(files: GrammarFiles, table: LanguageTable = languages) {
    this.#files = files;
    this.#table = table;
  }

  /** Languages whose grammar could not be loaded, with the reason. */
  get failures(): ReadonlyMap<string, string> {
    return this.#failures;
  }

  /** Whether tree-sitter trapped in this thread: then nothing is parsed any more, until another thread takes over. */
  get isSpoiled(): boolean {
    return isRuntimeSpoiled();
  }

  /** The grammar of a language, or `undefined` where there is none that works. */
  grammarOf(language: string): Promise<Grammar | undefined> {
    const facts = Object.hasOwn(this.#table, language) ? this.#table[language] : undefined;
    if (facts === undefined) return Promise.resolve(undefined);
    const known = this.#grammars.get(language);
    if (known !== undefined) return known;
    const loading = this.#load(language, facts).catch((error: unknown) => {
      this.#failures.set(language, error instanceof Error ? error.message : String(error));
      return undefined;
    });
    this.#grammars.set(language, loading);
    return loading;
  }

  async #load(language: string, facts: LanguageFacts): Promise<Grammar> {
    this.#runtime ??= this.#files.read('web-tree-sitter.wasm').then(startRuntime);
    const [bytes, tags, scopes, shape] = await Promise.all([
      this.#files.read(grammarFileOf(facts)),
      this.#texts(facts, 'tags'),
      this.#texts(facts, 'scopes'),
      this.#texts(facts, 'shape'),
      this.#runtime,
    ]);
    return new Grammar(language, await Language.load(bytes), { tags, scopes, shape });
  }

  /** A language without any tags is of no use; scopes and shape may be absent. */
  async #texts(facts: LanguageFacts, kind: keyof QueryTexts): Promise<string> {
    const texts = facts.queries.map(async (folder) => {
      const reading = this.#files.read(`queries/${folder}/${kind}.scm`);
      return new TextDecoder().decode(kind === 'tags' ? await reading : await reading.catch(() => noBytes));
    });
    return (await Promise.all(texts)).join('\n');
  }
}

const noBytes = new Uint8Array();
