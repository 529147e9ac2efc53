import { applyEdits } from '../../../server/base/text-edit.ts';
import { parseCheck } from '../../../server/edits/parse-check.ts';
import type { SyntaxReader } from '../../../server/edits/ports.ts';
import { generateTests } from '../../../server/features/code-actions/tests/generate-tests.ts';
import { planTests } from '../../../server/features/code-actions/tests/plan-tests.ts';
import { renderTests } from '../../../server/features/code-actions/tests/render-tests.ts';
import type { TestPlan, TestSubject } from '../../../server/features/code-actions/tests/test-plan.ts';
import type { MemoryProject } from '../../support/memory-project.ts';

/** A case that the action wrote, and which function it is about. */
interface GeneratedCase {
  readonly subject: TestSubject;
  /** As the runner names it. */
  readonly name: string;
}

/** What the action made of one source. */
export interface GeneratedTests {
  readonly plan: TestPlan;
  readonly path: string;
  readonly text: string;
  readonly cases: readonly GeneratedCase[];
}

/** Runs the whole action on all that a source exports, without a model, up to the text that an editor would write. */
export async function generatedTests(
  project: MemoryProject,
  path: string,
  syntax: SyntaxReader,
): Promise<GeneratedTests> {
  const { signal } = new AbortController();
  const uri = project.at(path);
  const look = await project.look(uri, signal);
  if (look.kind !== 'text') throw new Error(`${path} is ${look.kind}`);
  const source = { uri, languageId: look.languageId, text: look.text };
  const range = { start: 0, end: look.text.length };
  const plan = await planTests({ source, range }, { files: project, syntax }, signal);
  const blocks = plan.subjects.map((subject) => renderTests(plan, subject));
  const ports = { syntax, checks: parseCheck(syntax) };
  const change = await generateTests(plan, blocks, ports, signal);
  const [file] = change.files;
  if (file === undefined || change.files.length !== 1)
    throw new Error(`${path}: ${change.files.length} files changed`);
  return {
    plan,
    path: file.path,
    text: applyEdits(file.before ?? '', file.edits),
    cases: plan.subjects.flatMap((subject, index) =>
      (blocks[index]?.cases ?? []).map((name) => ({ subject, name })),
    ),
  };
}
