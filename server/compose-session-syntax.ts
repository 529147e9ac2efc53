import type { TextDocument } from './base/text-document.ts';
import type { FoundSymbol, SourceFile, SymbolIndex, SyntaxReader } from './edits/ports.ts';
import type { NameIndex, SyntaxChecker } from './features/completion/choosing/ports.ts';
import type { ContextWorker } from './host/context-worker.ts';
import { pathOf } from './host/file-uri.ts';
import type { SourceShape } from './syntax/source-shape.ts';
import type { SyntaxVerdict } from './syntax/syntax-verdict.ts';
import { syntaxWindow } from './syntax/syntax-window.ts';
import type { VisibleName } from './syntax/visible-names.ts';

/**
 * What the context worker tells of syntax, symbols and files. It is started on need, also where the settings want no
 * context for models: nothing of this is sent anywhere.
 */
export class SessionSyntax implements SyntaxReader, SymbolIndex, SyntaxChecker, NameIndex {
  readonly #startedWorker: () => ContextWorker | undefined;

  /** The worker is undefined before the settings are known and after the end; then nothing is told. */
  constructor(startedWorker: () => ContextWorker | undefined) {
    this.#startedWorker = startedWorker;
  }

  async shapeOf(source: SourceFile, signal: AbortSignal): Promise<SourceShape | undefined> {
    return this.#startedWorker()?.shapeOf(openTextOf(source), signal);
  }

  async namesAt(source: SourceFile, offset: number, signal: AbortSignal): Promise<readonly VisibleName[]> {
    return (await this.#startedWorker()?.namesAt(openTextOf(source), offset, signal)) ?? [];
  }

  async verdicts(
    document: TextDocument,
    offset: number,
    texts: readonly string[],
    signal: AbortSignal,
  ): Promise<readonly SyntaxVerdict[]> {
    const { uri, languageId } = document;
    const question = {
      path: pathOf(uri) ?? uri,
      languageId,
      ...syntaxWindow(document, offset),
      texts,
    };
    const verdicts = await this.#startedWorker()?.verdicts(question, signal);
    return verdicts ?? texts.map(() => 'unknown');
  }

  async definitionsOf(
    name: string,
    near: string | undefined,
    signal: AbortSignal,
  ): Promise<readonly FoundSymbol[]> {
    const path = near === undefined ? undefined : pathOf(near);
    const question = { kind: 'named', name, near: path } as const;
    return (await this.#startedWorker()?.symbols(question, signal)) ?? [];
  }

  async known(names: readonly string[], signal: AbortSignal): Promise<ReadonlySet<string>> {
    const found = await Promise.all(names.map((name) => this.definitionsOf(name, undefined, signal)));
    return new Set(names.filter((_, index) => (found[index]?.length ?? 0) > 0));
  }

  async symbolsLike(query: string, limit: number, signal: AbortSignal): Promise<readonly FoundSymbol[]> {
    return (await this.#startedWorker()?.symbols({ kind: 'like', query, limit }, signal)) ?? [];
  }

  /** Relative paths of the files of a workspace folder, once they are listed; none where it is no such folder. */
  async paths(rootUri: string, signal: AbortSignal): Promise<readonly string[]> {
    const root = pathOf(rootUri);
    return root === undefined ? [] : ((await this.#startedWorker()?.paths(root, signal)) ?? []);
  }
}

function openTextOf({ uri, languageId, text }: SourceFile) {
  return { path: pathOf(uri) ?? uri, languageId, text };
}
