import type { DefinitionRecord, FileRecord } from './index/file-record.ts';

/** A definition of a file, with the file's lines. */
export interface DefinedLines {
  /** As `grammars/languages.json` names it; empty without a grammar. */
  readonly language: string;
  readonly lines: readonly string[];
  readonly record: FileRecord;
  readonly definition: DefinitionRecord;
}

/** The line of a definition that names it: a decorator or an annotation may stand before. */
export function namingLine({ lines, definition }: Omit<DefinedLines, 'record' | 'language'>): string {
  const { startLine, signatureEnd, name } = definition;
  const signature = lines.slice(startLine, Math.max(startLine + 1, signatureEnd));
  return (signature.find((line) => line.includes(name)) ?? signature[0] ?? '').trim();
}

/** Whether other files can use a definition, as its line and its name tell; what is around it has to be usable, too. */
export function isUsableElsewhere({ language, lines, record, definition }: DefinedLines): boolean {
  const rule = rules[language] ?? always;
  const around = new Set<DefinitionRecord>();
  let outer: DefinitionRecord | undefined = definition;
  while (outer !== undefined && !around.has(outer)) {
    const isLocal = outer !== definition && (outer.kind === 'function' || outer.kind === 'method');
    const line = namingLine({ lines, definition: outer });
    const isTop = outer.parent === undefined;
    if (isLocal || !rule({ name: outer.name, kind: outer.kind, line, lines, isTop })) return false;
    around.add(outer);
    outer = outer.parent === undefined ? undefined : record.definitions[outer.parent];
  }
  return true;
}

interface NamedLine extends Pick<DefinitionRecord, 'name' | 'kind'> {
  readonly line: string;
  readonly lines: readonly string[];
  readonly isTop: boolean;
}

type Rule = (named: NamedLine) => boolean;

const always: Rule = () => true;

/** `export` at the top, in its line or in a list; below, what is not private. */
const script: Rule = ({ name, line, lines, isTop }) => {
  if (!isTop) return !name.startsWith('#') && !/\b(?:private|protected)\b/.test(line);
  if (/^export\b/.test(line)) return true;
  const word = `\\b${name.replaceAll(/[^\w]/g, '\\$&')}\\b`;
  const listed = new RegExp(
    `^\\s*(?:export\\s*(?:type\\s*)?\\{|module\\.exports\\b|exports\\.|export default\\b).*${word}`,
  );
  return lines.some((each) => listed.test(each));
};

const capital: Rule = ({ name }) => /^\p{Lu}/u.test(name);

const underscore: Rule = ({ name }) => !name.startsWith('_') || /^__\w+__$/.test(name);

const notPrivate: Rule = ({ line }) => !/\b(?:private|fileprivate)\b/.test(line);

const pub: Rule = ({ kind, line }) =>
  kind === 'implementation' || kind === 'constant' || /\bpub\b/.test(line);

const publicMember: Rule = ({ kind, line }) =>
  memberKinds.has(kind) ? /\b(?:public|internal)\b/.test(line) : !/\bprivate\b/.test(line);

const memberKinds: ReadonlySet<string> = new Set(['method', 'constructor', 'field']);

const rules: Readonly<Record<string, Rule>> = {
  typescript: script,
  tsx: script,
  javascript: script,
  python: underscore,
  go: capital,
  rust: pub,
  java: notPrivate,
  kotlin: notPrivate,
  scala: notPrivate,
  php: notPrivate,
  'c-sharp': publicMember,
};
