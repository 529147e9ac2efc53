import { neverAborted } from '../../../../server/base/cancellation.ts';
import { TextDocument } from '../../../../server/base/text-document.ts';
import type { FoundSymbol } from '../../../../server/edits/ports.ts';
import { EditHistory } from '../../../../server/features/next-edit/edit-history.ts';
import { NextEdit } from '../../../../server/features/next-edit/next-edit.ts';
import type { SuggestedEdit } from '../../../../server/features/next-edit/suggested-edit.ts';
import { GrammarRegistry } from '../../../../server/syntax/grammar-registry.ts';
import { RegistrySyntaxReader } from '../../../../test/support/registry-syntax-reader.ts';
import { ManualClock } from '../../../support/manual-clock.ts';
import { MemoryProject } from '../../../support/memory-project.ts';
import { installedGrammars } from '../../../syntax/support/installed-grammars.ts';

const syntax = new RegistrySyntaxReader(new GrammarRegistry(installedGrammars()), new ManualClock());

/**
 * A workspace in which a person types: `⟦before→after⟧` in a file is an edit, made one after the other, sign by sign.
 * Files with edits are open.
 */
export class TypedScene {
  readonly clock = new ManualClock();
  readonly nextEdit: NextEdit;
  readonly #history = new EditHistory(this.clock);
  readonly #project: MemoryProject;
  readonly #documents = new Map<string, TextDocument>();
  readonly #excluded = new Set<string>();

  constructor(files: Readonly<Record<string, string>>) {
    const texts = Object.entries(files).map(([path, marked]) => [path, unmarked(marked)] as const);
    this.#project = new MemoryProject(new Map(texts), {});
    let id = 0;
    this.nextEdit = new NextEdit({
      history: this.#history,
      ports: {
        ...{ syntax, files: this.#project, clock: this.clock },
        symbols: { definitionsOf: (name) => this.#definitionsOf(name), symbolsLike: async () => [] },
        names: {
          filesNaming: async (name, limit) =>
            [...this.#project.texts]
              .filter(([, text]) => text.includes(name))
              .map(([uri]) => uri)
              .slice(0, limit),
        },
        isExcluded: (uri) => this.#excluded.has(uri),
        makeId: () => String(++id),
      },
    });
    for (const [path, marked] of Object.entries(files)) if (marked.includes('⟦')) this.#typeAll(path, marked);
  }

  exclude(path: string): void {
    this.#excluded.add(this.#project.at(path));
  }

  text(path: string): string {
    return this.#documents.get(path)?.text ?? this.#project.texts.get(this.#project.at(path)) ?? '';
  }

  /** What is offered, as the line it stands in: `a.ts:3 let x = ⟦before→after⟧;`; or the reason for silence. */
  async offered(): Promise<string> {
    const edit = await this.offer();
    if (typeof edit === 'string') return `silent: ${edit}`;
    const { document, range, replaced, text, uri } = edit;
    const line = document.lineOf(range.start);
    const before = document.text.slice(document.lineStart(line), range.start).trimStart();
    const behind = document.text.slice(range.end, document.lineEnd(document.lineOf(range.end)));
    return `${this.#project.pathOf(uri)}:${line + 1} ${before}⟦${replaced}→${text}⟧${behind}`;
  }

  async offer(offset = 0): Promise<SuggestedEdit | string> {
    const document = [...this.#documents.values()].at(-1);
    if (document === undefined) return 'no document';
    const outcome = await this.nextEdit.suggest({ document, offset }, neverAborted);
    if (outcome.kind === 'nothing') return outcome.reason;
    const [edit] = outcome.value;
    if (edit === undefined) throw new Error('neither an edit nor a reason');
    return edit;
  }

  /** Takes offers until there is none; gives them in order. */
  async takeAll(): Promise<readonly string[]> {
    const taken: string[] = [];
    for (let times = 0; times < 20; times++) {
      const shown = await this.offered();
      const edit = await this.offer();
      if (typeof edit === 'string') return taken;
      taken.push(shown);
      this.change(this.#project.pathOf(edit.uri), { ...edit.range, text: edit.text });
      this.nextEdit.accepted(edit.id);
    }
    throw new Error(`offers without end: ${taken.join(' | ')}`);
  }

  change(
    path: string,
    change: { readonly start: number; readonly end: number; readonly text: string },
  ): void {
    const before = this.#documents.get(path) ?? this.#opened(path);
    const after = before.withChange(change, before.version + 1);
    this.#documents.set(path, after);
    this.#project.write(path, after.text);
    this.#history.documentChanged(before, after, [change]);
    this.nextEdit.documentChanged(after, [change]);
    this.clock.advance(100);
  }

  #typeAll(path: string, marked: string): void {
    let shift = 0;
    for (const { 0: mark, 1: before = '', 2: after = '', index } of marked.matchAll(marks)) {
      const start = index + shift;
      if (before !== '') this.change(path, { start, end: start + before.length, text: '' });
      for (const [at, sign] of [...after].entries())
        this.change(path, { start: start + at, end: start + at, text: sign });
      shift += after.length - mark.length;
      this.clock.advance(10_000);
    }
  }

  #opened(path: string): TextDocument {
    return new TextDocument({ uri: this.#project.at(path), languageId: '', version: 1 }, this.text(path));
  }

  async #definitionsOf(name: string): Promise<readonly FoundSymbol[]> {
    const found: FoundSymbol[] = [];
    for (const [uri, text] of this.#project.texts) {
      const shape = await syntax.shapeOf({ uri, languageId: '', text }, neverAborted);
      for (const definition of shape?.outline.definitions ?? []) {
        if (definition.name !== name) continue;
        const signature = lineAt(text, definition.nameRange.start).trim();
        const isExported = !uri.endsWith('.ts') || /^export\b/.test(signature);
        const container = shape?.outline.definitions[definition.parent ?? -1]?.name;
        const rest = { startLine: 0, endLine: 1, signature, isExported, container };
        found.push({ name, kind: definition.kind, uri, path: this.#project.pathOf(uri), ...rest });
      }
    }
    return found;
  }
}

/** What is offered after the edits in the files. */
export function offeredAfter(files: Readonly<Record<string, string>>): Promise<string> {
  return new TypedScene(files).offered();
}

/** All offers after the edits in the files, each taken before the next is asked for. */
export function takenAfter(files: Readonly<Record<string, string>>): Promise<readonly string[]> {
  return new TypedScene(files).takeAll();
}

const marks = /⟦([^→⟧]*)→([^⟧]*)⟧/g;

function lineAt(text: string, offset: number): string {
  const end = text.indexOf('\n', offset);
  return text.slice(text.lastIndexOf('\n', offset) + 1, end < 0 ? text.length : end);
}

function unmarked(text: string): string {
  return text.replace(marks, '$1');
}
