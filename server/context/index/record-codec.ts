import { type DefinitionKind, definitionKinds } from '../../syntax/outline.ts';
import { emptyRecord, type FileRecord } from './file-record.ts';

/** The bytes of a record: UTF-8 of a JSON array; none for an empty record. Numbers are differences, to be short. */
export function encodeRecord(record: FileRecord): Uint8Array {
  if (record.definitions.length === 0 && record.imports.length === 0 && !record.hasTests) return noBytes;
  const definitions: Value[] = [];
  for (const { name, kind, startLine, endLine, signatureEnd, leadLine, parent = -1 } of record.definitions)
    definitions.push(
      ...[name, kind, startLine, endLine - startLine, signatureEnd - startLine, startLine - leadLine, parent],
    );
  const imports = record.imports.map(({ module, names, line }) => [
    module,
    line,
    names.flatMap(({ original, local }) => [original, local]),
  ]);
  return encoder.encode(JSON.stringify([definitions, imports.flat(), record.hasTests ? 1 : 0]));
}

/** The record in bytes that `encodeRecord` gave. */
export function decodeRecord(bytes: Uint8Array): FileRecord {
  if (bytes.length === 0) return emptyRecord;
  const [definitions, imports, hasTests]: Written = JSON.parse(decoder.decode(bytes));
  return {
    definitions: chunked(definitions, 7).map(([name, kind, start, length, signature, lead, parent]) => ({
      name: String(name),
      kind: kindOf(kind),
      startLine: Number(start),
      endLine: Number(start) + Number(length),
      signatureEnd: Number(start) + Number(signature),
      leadLine: Number(start) - Number(lead),
      parent: Number(parent) < 0 ? undefined : Number(parent),
    })),
    imports: chunked(imports, 3).map(([module, line, names]) => ({
      module: String(module),
      line: Number(line),
      names: chunked(Array.isArray(names) ? names : [], 2).map(([original, local]) => ({
        original: String(original),
        local: String(local),
      })),
    })),
    hasTests: hasTests === 1,
  };
}

/** Whether these bytes may hold a name that contains `word`, in lower case: a quick look before decoding. */
export function mentions(bytes: Uint8Array, word: string): boolean {
  return decoder.decode(bytes).toLowerCase().includes(JSON.stringify(word).slice(1, -1));
}

type Value = string | number | readonly string[];
type Written = readonly [readonly Value[], readonly Value[], number];

function chunked<Item>(items: readonly Item[], size: number): readonly (readonly Item[])[] {
  return Array.from({ length: items.length / size }, (_, i) => items.slice(i * size, (i + 1) * size));
}

function kindOf(value: Value | undefined): DefinitionKind {
  return kinds.get(String(value)) ?? 'variable';
}

const kinds: ReadonlyMap<string, DefinitionKind> = new Map(definitionKinds.map((kind) => [kind, kind]));

const noBytes = new Uint8Array();
const encoder = new TextEncoder();
const decoder = new TextDecoder();
