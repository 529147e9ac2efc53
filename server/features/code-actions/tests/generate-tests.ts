import { UserError } from '../../../base/error-codes.ts';
import { minimalEdits } from '../../../edits/diff-texts.ts';
import type { CheckReport, CheckRunner, SyntaxReader } from '../../../edits/ports.ts';
import type { ProposedChange } from '../../../edits/proposed-change.ts';

import { assembleTests, languageIdOf } from './assemble-tests.ts';
import type { TestBlock, TestFramework, TestPlan } from './test-plan.ts';

/** What making a change of tests needs. */
export interface GeneratePorts {
  readonly syntax: SyntaxReader;
  readonly checks: CheckRunner;
}

/** The change that brings the tests of a plan: assembled, checked, with what the person should know. */
export async function generateTests(
  plan: TestPlan,
  blocks: readonly TestBlock[],
  { syntax, checks }: GeneratePorts,
  signal: AbortSignal,
): Promise<ProposedChange> {
  const { text, added } = await assembleTests(plan, blocks, syntax, signal);
  if (added === 0) throw new UserError('tests-all-there', { file: plan.path });
  const report = await checkedText(plan, text, checks, signal);
  const [fault] = report.faults;
  if (fault !== undefined) throw new UserError('tests-broken', { file: plan.path, detail: fault.message });
  return {
    ...changeOf(plan, text),
    report,
    model: undefined,
    notes: [...notesOf(plan), pendingNote(plan, added)],
    remark: remarkOf(plan, added),
  };
}

/** What is wrong with a test file as it would be. */
async function checkedText(
  { uri, path, language, existing }: TestPlan,
  text: string,
  checks: CheckRunner,
  signal: AbortSignal,
): Promise<CheckReport> {
  const file = { uri, path, languageId: languageIdOf(language), text, before: existing?.text };
  const report = await checks.check([file], signal);
  signal.throwIfAborted();
  return report;
}

/** The change that makes a test file what it is to be. */
export function changeOf(plan: TestPlan, text: string): Pick<ProposedChange, 'title' | 'files'> {
  const { uri, path, language, existing } = plan;
  const edits = minimalEdits(existing?.text ?? '', text);
  return {
    title: titleOf(plan),
    files: [
      {
        uri,
        path,
        languageId: languageIdOf(language),
        before: existing?.text,
        version: existing?.version,
        edits,
      },
    ],
  };
}

/** Why the tests are where and how they are, and what runs them. */
export function notesOf(plan: TestPlan): readonly string[] {
  const { why, framework } = plan;
  return [
    `Decided by the project: ${why}.`,
    runSentence(plan),
    ...(framework === 'xunit' ? [unprovenXunit] : []),
  ];
}

const unprovenXunit =
  'How xUnit tests are written was never tried with a real runner by us, for want of its SDK; build them before you trust them.';

function titleOf({ subjects, path }: TestPlan): string {
  const [first] = subjects;
  return first !== undefined && subjects.length === 1
    ? `Generate tests for ${first.displayName}`
    : `Generate tests for ${subjects.length} functions in ${path}`;
}

/** Short, because an editor may show it in one line. */
function remarkOf(plan: TestPlan, added: number): string {
  const pending = added === 1 ? 'One case is' : `${added} cases are`;
  const warning = plan.framework === 'xunit' ? ` ${unprovenXunit}` : '';
  return `${pending} pending. ${runSentence(plan)}${warning}`;
}

function runSentence({ command, commandFolder }: TestPlan): string {
  return `Run it with \`${command}\`${commandFolder === '' ? '' : ` in ${commandFolder}`}.`;
}

function pendingNote({ framework }: TestPlan, added: number): string {
  const cases = added === 1 ? 'One case is' : `${added} cases are`;
  return `${cases} pending (${pendingMarks[framework]}), one for each way through the code: write what is expected, then remove the mark.`;
}

const pendingMarks: Readonly<Record<TestFramework, string>> = {
  vitest: '`.todo`',
  jest: '`.skip`',
  mocha: '`.skip`',
  'node:test': '`.skip`',
  pytest: '`@pytest.mark.skip`',
  unittest: '`@unittest.skip`',
  'go test': '`t.Skip`',
  'cargo test': '`#[ignore]`',
  junit5: '`@Disabled`',
  rspec: '`xit`',
  phpunit: '`markTestSkipped`',
  xunit: '`Skip`',
};
