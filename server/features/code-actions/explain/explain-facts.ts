import { fenceFor } from '../../../base/markdown-fence.ts';
import type { ContextItem } from '../../../context/context-item.ts';
import type { FunctionShape, SourceShape } from '../../../syntax/source-shape.ts';
import { readComment } from '../document/doc-comment.ts';
import type { DocEntry } from '../document/doc-entry.ts';
import { docFacts } from '../document/doc-facts.ts';
import { docStyleOf } from '../document/doc-styles.ts';
import { valueFailures } from '../document/thrown-entries.ts';
import type { CursorScene } from '../offers/cursor-scene.ts';
import type { ActionPorts } from '../ports.ts';
import { hasErrorValues, raiseVerbOf } from '../ways/raise-verb.ts';
import { placeLink } from './place-link.ts';
import { waysInWords } from './ways-in-words.ts';

/** What syntax and index tell of the code at a place, as Markdown with a link for each statement about other places. */
export async function factsOf(
  scene: CursorScene,
  items: readonly ContextItem[],
  ports: Pick<ActionPorts, 'symbols'>,
  signal: AbortSignal,
): Promise<string> {
  const { shape, around, document } = scene;
  const parts: string[] = [headOf(scene)];
  if (shape !== undefined && around !== undefined) parts.push(...functionParts(shape, around, document.text));
  if (shape !== undefined) parts.push(await callsOf(scene, shape, ports, signal));
  parts.push(mentionsOf(items, scene));
  return parts.filter((part) => part !== '').join('\n\n');
}

/** The name, the place and the signature. */
function headOf({ document, path, around, definition, shape }: CursorScene): string {
  const { uri, text } = document;
  const subject = around ?? definition;
  const range = subject?.range ?? { start: 0, end: text.length };
  const lines = { startLine: document.lineOf(range.start), endLine: document.lineOf(range.end) + 1 };
  const link = placeLink({ uri, path }, lines);
  if (subject === undefined) {
    const names = (shape?.outline.definitions ?? []).filter(({ parent }) => parent === undefined);
    const list = names.slice(0, mostNames).map(({ name, kind }) => `\`${name}\` (${kind})`);
    return `**${path}** ${link}${list.length === 0 ? '' : `\n\nDefines ${list.join(', ')}.`}`;
  }
  const found = around === undefined ? definition : shape?.outline.definitions[around.definition];
  const signature = found === undefined ? '' : text.slice(found.signature.start, found.signature.end).trim();
  const fence = fenceFor(signature);
  const code = signature === '' ? '' : `\n\n${fence}${document.languageId}\n${signature}\n${fence}`;
  return `**${subject.name}**, ${found?.kind ?? 'function'} in ${link}${code}`;
}

function functionParts(shape: SourceShape, around: FunctionShape, text: string): readonly string[] {
  const kind = shape.outline.definitions[around.definition]?.kind ?? '';
  const facts = docFacts({ shape: around, kind, language: shape.language });
  return [
    documentationOf(shape, around, text),
    list('Parameters', facts.parameters),
    returnedWords(facts.returned),
    failuresOf(shape.language, around, facts.thrown),
    waysInWords(around, shape.language),
  ];
}

/** Where errors are values, each kind of failure is a sentence, not the name of a class. */
function failuresOf(language: string, around: FunctionShape, thrown: readonly DocEntry[]): string {
  const verb = raiseVerbOf(language);
  if (!hasErrorValues(language)) return list(`${verb.charAt(0).toUpperCase()}${verb.slice(1)}`, thrown);
  return valueFailures(around, language)
    .map(({ name, text }) => `${name}: ${text}`)
    .join('\n\n');
}

function returnedWords(returned: DocEntry | undefined): string {
  if (returned === undefined) return '';
  const what = returned.type === undefined ? 'a value' : `\`${returned.type}\``;
  return `Returns ${what}${returned.text === '' ? '.' : `: ${returned.text}`}`;
}

function documentationOf({ language }: SourceShape, { documentation }: FunctionShape, text: string): string {
  const style = docStyleOf(language, []);
  if (documentation === undefined || style === undefined) return '';
  return readComment(text, documentation, style.form).lines.join('\n').trim();
}

function list(title: string, entries: readonly DocEntry[]): string {
  if (entries.length === 0) return '';
  const lines = entries.map(({ name, type, text }) => {
    const typed = type === undefined ? '' : `: \`${type}\``;
    return `- \`${name}\`${typed}${text === '' ? '' : ` ${text}`}`;
  });
  return [`${title}:`, ...lines].join('\n');
}

/** What is called in the part, each with the place that defines it, where the index knows exactly one. */
async function callsOf(
  { around, definition, document }: CursorScene,
  { outline }: SourceShape,
  { symbols }: Pick<ActionPorts, 'symbols'>,
  signal: AbortSignal,
): Promise<string> {
  const range = (around ?? definition)?.range;
  if (range === undefined) return '';
  const inside = outline.references.filter(
    ({ kind, range: at }) => kind === 'call' && range.start <= at.start && at.end <= range.end,
  );
  const words: string[] = [];
  for (const name of new Set(inside.map((each) => each.name))) {
    if (words.length === mostNames) break;
    const found = await symbols.definitionsOf(name, document.uri, signal);
    signal.throwIfAborted();
    const [first] = found;
    words.push(
      first === undefined || found.length > 1 ? `\`${name}\`` : `\`${name}\` ${placeLink(first, first)}`,
    );
  }
  return words.length === 0 ? '' : `Calls ${words.join(', ')}.`;
}

/**
 * The lines among what is related that name the function or class. Why an item was found says nothing of that: it may
 * be about a name that the part itself uses, or be the test of the whole file.
 */
function mentionsOf(items: readonly ContextItem[], { around, definition, document }: CursorScene): string {
  const subject = around ?? definition;
  if (subject === undefined) return '';
  const name = new RegExp(`(?<![\\w$])${subject.name.replace(/[$\\^.*+?()[\]{}|]/g, '\\$&')}(?![\\w$])`);
  const links = items
    .filter(({ uri }) => uri !== document.uri)
    .flatMap((item) => {
      const lines = item.parts.flatMap(({ text, startLine }) =>
        text.split('\n').flatMap((line, at) => (name.test(line) ? [startLine + at] : [])),
      );
      return lines.slice(0, 1).map((line) => `- ${placeLink(item, { startLine: line, endLine: line + 1 })}`);
    });
  if (links.length === 0) return '';
  return [`\`${subject.name}\` is named in:`, ...links.slice(0, mostNames)].join('\n');
}

const mostNames = 12;
