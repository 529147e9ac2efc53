import { neverAborted } from '../../../../../server/base/cancellation.ts';
import { UserError } from '../../../../../server/base/error-codes.ts';
import { applyEdits } from '../../../../../server/base/text-edit.ts';
import { parseCheck } from '../../../../../server/edits/parse-check.ts';
import type { ProposedChange } from '../../../../../server/edits/proposed-change.ts';
import { generateTests } from '../../../../../server/features/code-actions/tests/generate-tests.ts';
import { planTests } from '../../../../../server/features/code-actions/tests/plan-tests.ts';
import { renderTests } from '../../../../../server/features/code-actions/tests/render-tests.ts';
import type { TestPlan } from '../../../../../server/features/code-actions/tests/test-plan.ts';
import { type MemoryProjectOptions, memoryProject } from '../../../../support/memory-project.ts';
import { installedSyntax as syntax } from '../../support/installed-syntax.ts';
import { markedFiles } from '../../support/marked-files.ts';

/** Files by path; in one of them `█` marks the cursor, or `⟦…⟧` a selection. */
export type MarkedFiles = Readonly<Record<string, string>>;

/** Plans the tests of the marked place. */
export async function planned(files: MarkedFiles, options: MemoryProjectOptions = {}): Promise<TestPlan> {
  const { project, request } = marked(files, options);
  return planTests(request, { files: project, syntax }, neverAborted);
}

/** The decisions of a plan, a line each, as a person would read them. */
export async function decided(files: MarkedFiles, options: MemoryProjectOptions = {}): Promise<string> {
  const plan = await planned(files, options).catch(asText);
  if (typeof plan === 'string') return plan;
  return [
    `${plan.framework} -> ${plan.existing === undefined ? '' : 'in '}${plan.path}`,
    `because: ${plan.why}`,
    `run: ${plan.command}${plan.commandFolder === '' ? '' : ` (in ${plan.commandFolder})`}`,
    `calls: ${plan.subjects.map(({ displayName, reference }) => `${displayName} as ${reference}`).join(', ')}`,
    ...plan.preamble.map((line) => `head: ${line}`),
    ...plan.imports.map((line) => `import: ${line}`),
  ].join('\n');
}

/** The change with skeletons for the marked place. */
export async function generated(
  files: MarkedFiles,
  options: MemoryProjectOptions = {},
): Promise<ProposedChange> {
  const { project, request } = marked(files, options);
  const plan = await planTests(request, { files: project, syntax }, neverAborted);
  const blocks = plan.subjects.map((subject) => renderTests(plan, subject));
  return generateTests(plan, blocks, { syntax, checks: parseCheck(syntax) }, neverAborted);
}

/** The text of the one test file after the change. */
export async function testFile(files: MarkedFiles, options: MemoryProjectOptions = {}): Promise<string> {
  const change = await generated(files, options).catch(asText);
  if (typeof change === 'string') return change;
  return change.files
    .map(({ path, before, edits }) => `${path}\n\n${applyEdits(before ?? '', edits)}`)
    .join('\n');
}

function asText(error: unknown): string {
  if (error instanceof UserError) return `${error.code}: ${error.message} ${error.remedy}`;
  throw error;
}

function marked(texts: MarkedFiles, options: MemoryProjectOptions) {
  const { files, path, range } = markedFiles(texts);
  const project = memoryProject(files, options);
  const source = { uri: project.at(path), languageId: '', text: files[path] ?? '' };
  return { project, request: { source, range } };
}
