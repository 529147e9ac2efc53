import { reasonInTextPath } from '../../../server/context/files/source-path.ts';
import { reasonInText } from '../../../server/context/files/source-text.ts';
import { ImportResolver } from '../../../server/context/imports/import-resolver.ts';
import { contentHash } from '../../../server/context/index/content-hash.ts';
import type { FileRecord } from '../../../server/context/index/file-record.ts';
import { encodeRecord } from '../../../server/context/index/record-codec.ts';
import { RootIndex } from '../../../server/context/index/root-index.ts';
import type { AnalyzedFile, SourceAnalyzer } from '../../../server/context/index/source-analyzer.ts';
import { type PastChange, PastChanges } from '../../../server/context/ranking/past-changes.ts';
import type { RootView } from '../../../server/context/retrievers/scene.ts';
import { ancestorsOf, blobsOf, historyOf, readBlobs } from './git-objects.ts';
import { moduleSpaceOf } from './module-space-of.ts';

/**
 * A repository at one commit as the engine sees it, all read from git's objects. One file at a time may be replaced by
 * a text that someone is writing. Invariant: outside of `whileEditing` everything is as it was committed.
 */
export class IndexedRepository implements RootView {
  readonly path: string;
  readonly index = new RootIndex();
  readonly isTrusted = false;
  readonly past: PastChanges;
  readonly touched: readonly string[] = [];
  readonly #analyzer: SourceAnalyzer;
  readonly #texts: Map<string, string>;
  readonly #resolver: ImportResolver;

  static async open(folder: string, commit: string, analyzer: SourceAnalyzer): Promise<IndexedRepository> {
    const texts = await textsAt(folder, commit);
    const changes = ancestorsOf(await historyOf(folder, [commit]), commit, maxChanges);
    const repository = new IndexedRepository(folder, { texts, changes, analyzer });
    await repository.#indexAll();
    return repository;
  }

  private constructor(
    path: string,
    parts: {
      readonly texts: Map<string, string>;
      readonly changes: readonly PastChange[];
      readonly analyzer: SourceAnalyzer;
    },
  ) {
    this.path = path;
    this.past = new PastChanges(parts.changes);
    this.#texts = parts.texts;
    this.#analyzer = parts.analyzer;
    this.#resolver = new ImportResolver(
      moduleSpaceOf([...parts.texts.keys()], (file) => parts.texts.get(file)),
    );
  }

  get paths(): readonly string[] {
    return [...this.#texts.keys()];
  }

  textOf(path: string): string | undefined {
    return this.#texts.get(path);
  }

  async text(path: string): Promise<string | undefined> {
    return this.#texts.get(path);
  }

  async headText(): Promise<undefined> {
    return undefined;
  }

  headTextAtHand(): undefined {
    return undefined;
  }

  /** What packages define is not in the repository. */
  async dependencyDefinitions(): Promise<readonly []> {
    return [];
  }

  uriOf(path: string): string {
    return `file:///${path}`;
  }

  resolveImport(from: string, module: string, names: readonly string[]): readonly string[] {
    const language = this.index.files.get(from)?.language ?? '';
    return this.#resolver.resolve({ path: from, language }, module, names);
  }

  /** Runs `visit` while the file at `path` has this text, and nothing in the index knows the committed one. */
  async whileEditing<Result>(
    { path, text }: { readonly path: string; readonly text: string },
    visit: (record: FileRecord) => Promise<Result>,
  ): Promise<Result> {
    const committed = this.#texts.get(path);
    if (committed === undefined) throw new Error(`no such file: ${path}`);
    try {
      return await visit(await this.#replace(path, text));
    } finally {
      await this.#replace(path, committed);
    }
  }

  async #indexAll(): Promise<void> {
    const files: Parameters<RootIndex['take']>[0][number][] = [];
    for (const [path, text] of this.#texts) {
      const analyzed = await this.#analyzed(path, text);
      files.push({ file: indexed(path, text, analyzed), terms: analyzed.terms });
    }
    this.index.take(files);
  }

  async #analyzed(path: string, text: string): Promise<AnalyzedFile> {
    const analysis = await this.#analyzer.analyze(path, text);
    if (analysis.kind !== 'analyzed') throw new Error(`tree-sitter trapped on ${path}`);
    return analysis.file;
  }

  async #replace(path: string, text: string): Promise<FileRecord> {
    const analyzed = await this.#analyzed(path, text);
    this.index.replace(indexed(path, text, analyzed), analyzed.terms);
    this.#texts.set(path, text);
    return analyzed.record;
  }
}

function indexed(path: string, text: string, { record, language }: AnalyzedFile) {
  return {
    ...{ path, size: text.length, stamp: '', hash: contentHash(text), isTracked: true },
    ...{ language: language ?? '', definitions: record.definitions.length, record: encodeRecord(record) },
  };
}

/** The texts of all files that the server would index. */
async function textsAt(folder: string, commit: string): Promise<Map<string, string>> {
  const pathsOfBlob = new Map<string, string[]>();
  for (const [path, blob] of await blobsOf(folder, commit)) {
    if (reasonInTextPath(path) !== undefined) continue;
    pathsOfBlob.set(blob, [...(pathsOfBlob.get(blob) ?? []), path]);
  }
  const texts = new Map<string, string>();
  const decoder = new TextDecoder('utf-8', { fatal: true });
  await readBlobs(folder, [...pathsOfBlob.keys()], (blob, bytes) => {
    const text = bytes.length <= maxBytes ? decoded(decoder, bytes) : undefined;
    if (text === undefined || reasonInText(text) !== undefined) return;
    for (const path of pathsOfBlob.get(blob) ?? []) texts.set(path, text);
  });
  return texts;
}

function decoded(decoder: InstanceType<typeof TextDecoder>, bytes: Buffer): string | undefined {
  try {
    return decoder.decode(bytes);
  } catch {
    return undefined;
  }
}

/** As the server's reader has it. */
const maxBytes = 1024 * 1024;
/** What a language server can read of a history in a moment. */
const maxChanges = 3_000;
