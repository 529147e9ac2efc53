import { neverAborted } from '../../../server/base/cancellation.ts';
import { TextDocument } from '../../../server/base/text-document.ts';
import { sourceLines } from '../../../server/context/budget/source-lines.ts';
import { fileRecordOf } from '../../../server/context/index/file-record.ts';
import { isUsableElsewhere, namingLine } from '../../../server/context/symbol-rules.ts';
import type {
  FileLook,
  FoundSymbol,
  ProjectFiles,
  SymbolIndex,
  SyntaxReader,
} from '../../../server/edits/ports.ts';
import type { NameIndex } from '../../../server/features/next-edit/ports.ts';
import { languageOf, languages } from '../../../server/syntax/languages.ts';
import { git, isCode } from './commit-changes.ts';

/** A repository as it was before a commit, with the texts that were changed since; git is asked for all others. */
export class SequenceProject implements ProjectFiles, SymbolIndex, NameIndex {
  readonly #folder: string;
  readonly #commit: string;
  readonly #syntax: SyntaxReader;
  readonly #changed = new Map<string, string>();

  constructor(folder: string, commit: string, syntax: SyntaxReader) {
    this.#folder = folder;
    this.#commit = `${commit}^`;
    this.#syntax = syntax;
  }

  write(path: string, text: string): void {
    this.#changed.set(path, text);
  }

  at(path: string): string {
    return `${root.uri}/${path}`;
  }

  rootOf() {
    return root;
  }

  pathOf(uri: string): string {
    return uri.slice(root.uri.length + 1);
  }

  uriOf(_: unknown, path: string): string {
    return this.at(path);
  }

  async paths(): Promise<readonly string[]> {
    const printed = await git(this.#folder, ['ls-tree', '-r', '--name-only', this.#commit]);
    return printed.split('\n').filter((path) => path !== '');
  }

  async look(uri: string): Promise<FileLook> {
    const text = await this.text(this.pathOf(uri));
    if (text === undefined) return { kind: 'missing' };
    const language = languageOf(uri);
    const languageId = language === undefined ? '' : (languages[language]?.ids[0] ?? '');
    return { kind: 'text', text, languageId, version: undefined, isReadOnly: false };
  }

  async text(path: string): Promise<string | undefined> {
    const known = this.#changed.get(path);
    if (known !== undefined) return known;
    return git(this.#folder, ['show', `${this.#commit}:${path}`]).catch(() => undefined);
  }

  async filesNaming(name: string, limit: number): Promise<readonly string[]> {
    return (await this.#pathsWith(name)).slice(0, limit).map((path) => this.at(path));
  }

  async definitionsOf(name: string): Promise<readonly FoundSymbol[]> {
    const found: FoundSymbol[] = [];
    for (const path of (await this.#pathsWith(name)).slice(0, mostRead)) {
      const text = (await this.text(path)) ?? '';
      const uri = this.at(path);
      const shape = await this.#syntax.shapeOf({ uri, languageId: '', text }, neverAborted);
      if (shape === undefined) continue;
      const record = fileRecordOf(new TextDocument({ uri, languageId: '', version: 0 }, text), shape.outline);
      const lines = sourceLines(text);
      for (const definition of record.definitions) {
        if (definition.name !== name) continue;
        const { kind, startLine, endLine, parent } = definition;
        found.push({
          ...{ name, kind, uri, path, startLine, endLine },
          signature: namingLine({ lines, definition }),
          isExported: isUsableElsewhere({ language: shape.language, lines, record, definition }),
          container: parent === undefined ? undefined : record.definitions[parent]?.name,
        });
      }
    }
    return found;
  }

  async symbolsLike(): Promise<readonly FoundSymbol[]> {
    return [];
  }

  async #pathsWith(name: string): Promise<readonly string[]> {
    const printed = await git(this.#folder, ['grep', '-lwF', '-e', name, this.#commit]).catch(() => '');
    return printed
      .split('\n')
      .map((line) => line.slice(this.#commit.length + 1))
      .filter((path) => path !== '' && isCode(path));
  }
}

const root = { uri: 'file:///project', name: 'project' };
const mostRead = 60;
