import { bareDocument, type TextDocument } from '../../../server/base/text-document.ts';
import { type Chunk, chunksOf } from '../../../server/syntax/chunker.ts';
import type { Grammar } from '../../../server/syntax/grammar.ts';
import type { OffsetRange } from '../../../server/syntax/offset-range.ts';
import { type Definition, type Outline, outlineOf } from '../../../server/syntax/outline.ts';
import { type SyntaxTree, withTree } from '../../../server/syntax/syntax-tree.ts';
import { visibleNames } from '../../../server/syntax/visible-names.ts';

/** Small enough that the classes of a fixture are cut. */
const sizes = { container: 500, most: 900 };

/** What syntax tells of a file, as the sections of a fixture. */
export function describeFile(
  grammar: Grammar | undefined,
  text: string,
  offset: number,
): Readonly<Record<string, string>> {
  const withGrammar = grammar && withTree(grammar, text, never, (tree) => describeTree(tree, offset));
  return withGrammar ?? { chunks: describeChunks(text, undefined) };
}

export const never = () => false;

function describeTree(tree: SyntaxTree, offset: number): Record<string, string> {
  const outline = outlineOf(tree, never);
  const references = outline.references.map(({ kind, name }) => (kind === 'call' ? `${name}()` : name));
  const visible = visibleNames(tree, outline, offset, never);
  return {
    definitions: outline.definitions.map((each) => describeDefinition(tree.text, outline, each)).join('\n'),
    references: [...new Set(references)].join(' '),
    imports: outline.imports
      .map(({ module, names }) => `${module}: ${names.map(describeName).join(', ') || '-'}`)
      .join('\n'),
    tests: outline.tests.map(({ name }) => name).join('\n'),
    visible: visible.map(({ name, kind }) => `${kind} ${name}`).join(', '),
    chunks: describeChunks(tree.text, outline),
  };
}

function describeDefinition(text: string, { definitions }: Outline, definition: Definition): string {
  let depth = 0;
  for (let at = definition.parent; at !== undefined; at = definitions[at]?.parent) depth += 1;
  const signature = oneLine(text, definition.signature);
  return `${'  '.repeat(depth)}${definition.kind} ${definition.name}: ${signature}`;
}

function describeName({ original, local }: { readonly original: string; readonly local: string }): string {
  return original === local ? local : `${original} as ${local}`;
}

function describeChunks(text: string, outline: Outline | undefined): string {
  const document = bareDocument(text);
  return chunksOf(document, outline, sizes)
    .map((chunk) => `${linesOf(document, chunk)} ${chunk.kind}${describeSignatures(text, chunk)}`)
    .join('\n');
}

function linesOf(document: TextDocument, { range }: Chunk): string {
  return `${document.lineOf(range.start) + 1}-${document.lineOf(range.end) + 1}`;
}

function describeSignatures(text: string, { signatures }: Chunk): string {
  return signatures.map((signature) => ` in ${oneLine(text, signature)}`).join('');
}

function oneLine(text: string, { start, end }: OffsetRange): string {
  return text.slice(start, end).replaceAll(/\s+/g, ' ');
}
