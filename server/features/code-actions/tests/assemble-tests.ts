import type { SyntaxReader } from '../../../edits/ports.ts';
import { languages } from '../../../syntax/languages.ts';

import { appendedTests } from './append-tests.ts';
import { blockParts } from './block-parts.ts';
import { foldedImports, withImport } from './merge-imports.ts';
import { newTestFile, newTestModule } from './new-test-file.ts';
import { prunedImports } from './prune-imports.ts';
import { type TestFamily, testFamilyOf } from './test-family.ts';
import type { TestBlock, TestPlan } from './test-plan.ts';

/** The test file as it is to be, and how many cases it gains. */
export interface AssembledTests {
  readonly text: string;
  readonly added: number;
}

/** Makes the file of blocks: a new one, or the one that is there with what it has not yet. */
export async function assembleTests(
  plan: TestPlan,
  blocks: readonly TestBlock[],
  syntax: SyntaxReader,
  signal: AbortSignal,
): Promise<AssembledTests> {
  const family = testFamilyOf(plan.language) ?? 'script';
  const { existing } = plan;
  const added = blocks.reduce((sum, { text }) => sum + blockParts(text).cases.length, 0);
  if (existing === undefined || existing.text.trim() === '')
    return { text: newTestFile(plan, family, blocks), added };
  if (plan.preamble.length > 0) return { text: withModule(plan, family, blocks), added };
  return extended({ plan, family, blocks, before: existing.text }, syntax, signal);
}

/** What a block of tests may lean on in the file: its imports and attributes, but no names of cases. */
export function headOnly(plan: TestPlan): TestPlan {
  if (plan.existing === undefined) return plan;
  const head = plan.existing.text
    .split(/\r?\n/)
    .filter((line) => /^\s*(?:import|from|use|using|require|const .*require|#\[|")/.test(line));
  return { ...plan, existing: { ...plan.existing, text: head.join('\n') } };
}

/** Languages of the editor's words for files of a language. */
export function languageIdOf(language: string): string {
  return languages[language]?.ids[0] ?? language;
}

function withModule(plan: TestPlan, family: TestFamily, blocks: readonly TestBlock[]): string {
  const { newline } = plan.style;
  const module = newTestModule(plan, family, blocks).join(newline);
  return `${plan.existing?.text.trimEnd() ?? ''}${newline}${newline}${module}${newline}`;
}

interface Extension {
  readonly plan: TestPlan;
  readonly family: TestFamily;
  readonly blocks: readonly TestBlock[];
  readonly before: string;
}

async function extended(
  { plan, family, blocks, before }: Extension,
  syntax: SyntaxReader,
  signal: AbortSignal,
): Promise<AssembledTests> {
  let text = before;
  let added = 0;
  const written: TestBlock[] = [];
  for (const block of blocks) {
    const source = { uri: plan.uri, languageId: languageIdOf(plan.language), text };
    const shape = await syntax.shapeOf(source, signal);
    signal.throwIfAborted();
    const result = appendedTests({ text, family, shape, style: plan.style }, blockParts(block.text));
    if (result.added > 0) written.push(block);
    text = result.text;
    added += result.added;
  }
  if (added === 0) return { text: before, added };
  const lines = foldedImports([...plan.imports, ...written.flatMap(({ imports }) => imports)], family);
  const used = prunedImports(lines, written.map((block) => block.text).join('\n'), family);
  return {
    text: used.reduce((current, line) => withImport(current, line, { family, style: plan.style }), text),
    added,
  };
}
