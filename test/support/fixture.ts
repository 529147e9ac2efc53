import { TextDocument } from '../../server/base/text-document.ts';

/** One file of a fixture's workspace, marks removed. */
interface FixtureFile {
  readonly path: string;
  readonly text: string;
}

/** A parsed fixture; see test/README.md for the notation. */
export interface Fixture {
  /** The free text in front of the first section. */
  readonly about: string;
  readonly files: readonly FixtureFile[];
  /** The file with the cursor `█`, or with the selection `⟦…⟧` whose end is the cursor. */
  readonly cursor: { readonly path: string; readonly offset: number; readonly selectionStart: number };
  /** Sections that begin with `@`, such as `@settings`, by name without the `@`; `@expect` ones not included. */
  readonly sections: ReadonlyMap<string, string>;
  readonly expected: ReadonlyMap<string, string>;
}

const header = /^-- (.+?) --(?: .*)?$/;

/** Reads a fixture; throws with the reason when its notation is broken. */
export function parseFixture(source: string): Fixture {
  const parts = splitSections(source);
  const files: FixtureFile[] = [];
  const sections = new Map<string, string>();
  const expected = new Map<string, string>();
  let cursor: Fixture['cursor'] | undefined;
  for (const { name, body } of parts.sections) {
    if (name.startsWith('@expect ')) expected.set(name.slice('@expect '.length), body);
    else if (name.startsWith('@')) sections.set(name.slice(1), body);
    else {
      const marked = takeMarks(name, body);
      if (marked.cursor !== undefined && cursor !== undefined)
        throw new Error(`two cursors: second in ${name}`);
      cursor ??= marked.cursor;
      files.push({ path: name, text: marked.text });
    }
  }
  if (cursor === undefined) throw new Error('the fixture has no cursor █ and no selection ⟦…⟧');
  return { about: parts.about, files, cursor, sections, expected };
}

/** A short fixture inside a test: one unnamed file (`scene.ts`), its common indentation removed. */
export function fixture(strings: TemplateStringsArray, ...values: readonly string[]): Fixture {
  const raw = strings.map((part, index) => part + (values[index] ?? '')).join('');
  return parseFixture(`-- scene.ts --\n${dedent(raw)}`);
}

/** The document of the fixture that holds the cursor. */
export function cursorDocument(scene: Fixture): TextDocument {
  const file = scene.files.find(({ path }) => path === scene.cursor.path);
  if (file === undefined) throw new Error(`no file ${scene.cursor.path}`);
  return new TextDocument({ uri: fixtureUri(file.path), languageId: '', version: 1 }, file.text);
}

export function fixtureUri(path: string): string {
  return `file:///fixture/${path}`;
}

/** The cursor's document with `text` in place of a range, marked `├…┤`. */
export function renderInsertion(
  document: TextDocument,
  replace: { readonly start: number; readonly end: number },
  text: string,
): string {
  return `${document.text.slice(0, replace.start)}├${text}┤${document.text.slice(replace.end)}`;
}

/** The fixture's source with fresh `@expect` sections, everything else byte for byte as it was. */
export function renderFixture(source: string, results: Readonly<Record<string, string>>): string {
  const at = source.search(/^-- @expect /m);
  const kept = at === -1 ? source : source.slice(0, at);
  const sections = Object.entries(results).map(([name, body]) => `-- @expect ${name} --\n${ended(body)}`);
  return ended(kept) + sections.join('');
}

function ended(text: string): string {
  return text === '' || text.endsWith('\n') ? text : `${text}\n`;
}

function splitSections(source: string): { about: string; sections: { name: string; body: string }[] } {
  const sections: { name: string; body: string }[] = [];
  let about = '';
  for (const line of source.split(/(?<=\n)/)) {
    const name = header.exec(line.trimEnd())?.[1];
    const current = sections.at(-1);
    if (name !== undefined) sections.push({ name, body: '' });
    else if (current === undefined) about += line;
    else current.body += line;
  }
  return { about: about.trim(), sections };
}

function takeMarks(path: string, body: string): { text: string; cursor: Fixture['cursor'] | undefined } {
  const start = body.indexOf('⟦');
  const text = body.replaceAll(/[⟦⟧█]/g, '');
  const withoutStart = body.replaceAll('⟦', '');
  const offset = withoutStart.search(/[⟧█]/);
  if (offset === -1) return { text, cursor: undefined };
  if (withoutStart.slice(offset + 1).search(/[⟧█]/) !== -1) throw new Error(`two cursors in ${path}`);
  return { text, cursor: { path, offset, selectionStart: start === -1 ? offset : start } };
}

function dedent(text: string): string {
  const lines = text
    .replace(/^\n/, '')
    .replace(/\n[ \t]*$/, '\n')
    .split('\n');
  const indents = lines
    .filter((line) => line.trim() !== '')
    .map((line) => line.length - line.trimStart().length);
  const common = Math.min(...indents);
  return lines.map((line) => line.slice(Math.min(common, line.length))).join('\n');
}
