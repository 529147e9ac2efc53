import type { TextDocument } from '../../../base/text-document.ts';
import type { ProposedChange } from '../../../edits/proposed-change.ts';
import type { LanguageModel } from '../../../model/language-model.ts';
import type { OffsetRange } from '../../../syntax/offset-range.ts';
import type { ReportProgress } from '../code-action.ts';
import { contextTokens, relatedItems } from '../model/related-items.ts';
import type { ShownFile } from '../model/sections.ts';
import type { ActionPorts } from '../ports.ts';
import { generateTests } from './generate-tests.ts';
import { type PlannedTests, plannedTests } from './plan-tests.ts';
import { renderTests } from './render-tests.ts';
import { writeTests } from './written/write-tests.ts';

/** The place that tests are wanted for. */
export interface TestsPlace {
  readonly document: TextDocument;
  /** The selection; empty at a bare cursor. */
  readonly range: OffsetRange;
  /** Those that may write the bodies, in the order in which they are asked; without any, cases stay pending. */
  readonly models: readonly LanguageModel[];
}

/** Generates tests: planned and drafted without a model, their bodies written by one where there is one. */
export async function testsFor(
  { document, range, models }: TestsPlace,
  ports: ActionPorts,
  report: ReportProgress,
  signal: AbortSignal,
): Promise<ProposedChange> {
  report('Looking at how tests are written here');
  const planned = await plannedTests({ source: document, range }, ports, signal);
  const { plan } = planned;
  const blocks = plan.subjects.map((subject) => renderTests(plan, subject));
  const skeleton = await generateTests(plan, blocks, ports, signal);
  if (models.length === 0) return skeleton;
  report('Looking for what is related');
  const [first] = plan.subjects;
  const visible = first?.shape.range ?? range;
  const place = {
    document,
    offset: visible.start,
    task: 'tests',
    maxTokens: contextTokens,
    visible,
    diagnostics: [],
  } as const;
  const context = await relatedItems(place, ports, signal);
  const { uri, text } = document;
  const source: ShownFile = { uri, path: planned.scene.source.path, text };
  const example = await exampleOf(planned, ports);
  signal.throwIfAborted();
  return writeTests({ planned, blocks, skeleton, source, example, context, models }, ports, report, signal);
}

/** The file that gets the cases, else the nearest test of the framework, where a model may see it. */
async function exampleOf(
  { plan, scene }: PlannedTests,
  { models }: ActionPorts,
): Promise<ShownFile | undefined> {
  const isOwn = plan.existing !== undefined && plan.path !== scene.source.path;
  const nearest = scene.near.read.find(({ runners }) => runners.includes(plan.framework));
  const shown = isOwn ? { path: plan.path, text: plan.existing?.text ?? '' } : nearest;
  const uri = shown === undefined ? undefined : scene.view.uriOf(shown.path);
  if (shown === undefined || uri === undefined) return undefined;
  // Tests that git does not track are among those that were read.
  return (await models.mayShow(uri)) ? { uri, path: shown.path, text: shown.text } : undefined;
}
