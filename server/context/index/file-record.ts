import type { TextDocument } from '../../base/text-document.ts';
import type { OffsetRange } from '../../syntax/offset-range.ts';
import type { DefinitionKind, Outline } from '../../syntax/outline.ts';
import type { LineSpan } from '../context-item.ts';

/** A definition by its lines, counted from 0; `endLine` is the first line behind it. */
export interface DefinitionRecord extends LineSpan {
  readonly name: string;
  readonly kind: DefinitionKind;
  /** Where its comments and decorators begin; `startLine` without any. */
  readonly leadLine: number;
  /** The first line behind its signature. */
  readonly signatureEnd: number;
  /** Index of the definition around it; undefined at the top. */
  readonly parent: number | undefined;
}

/** An import as the file writes it. */
export interface ImportRecord {
  readonly module: string;
  /** Names of the other file and of this one; see `ImportedName` in syntax. */
  readonly names: readonly { readonly original: string; readonly local: string }[];
  readonly line: number;
}

/** What the index remembers of a file's syntax, in the order of the text. */
export interface FileRecord {
  readonly definitions: readonly DefinitionRecord[];
  readonly imports: readonly ImportRecord[];
  readonly hasTests: boolean;
}

/** The record of a file whose language has no grammar. */
export const emptyRecord: FileRecord = { definitions: [], imports: [], hasTests: false };

export function fileRecordOf(document: TextDocument, outline: Outline): FileRecord {
  const leadStarts = new Map(
    outline.leads.map((lead) => [lastLineOf(document, lead), document.lineOf(lead.start)]),
  );
  const definitions = outline.definitions.map(({ name, kind, range, signature, parent }) => {
    const startLine = document.lineOf(range.start);
    return {
      name: name.length <= longestName ? name : name.slice(0, longestName),
      kind,
      leadLine: leadOf(startLine, leadStarts),
      startLine,
      signatureEnd: lastLineOf(document, signature) + 1,
      endLine: lastLineOf(document, range) + 1,
      parent,
    };
  });
  const imports = outline.imports.map(({ module, names, range }) => ({
    module,
    names: names.map(({ original, local }) => ({ original, local })),
    line: document.lineOf(range.start),
  }));
  return { definitions, imports, hasTests: outline.tests.length > 0 };
}

/** A grammar may count the line end behind something as a part of it. */
function lastLineOf(document: TextDocument, { start, end }: OffsetRange): number {
  return document.lineOf(Math.max(start, end - 1));
}

function leadOf(startLine: number, leadStarts: ReadonlyMap<number, number>): number {
  let line = startLine;
  for (;;) {
    const lead = leadStarts.get(line - 1);
    if (lead === undefined || lead >= line) return line;
    line = lead;
  }
}

/** UTF-16 units; a longer name is a text, such as a key of JSON. */
const longestName = 120;
