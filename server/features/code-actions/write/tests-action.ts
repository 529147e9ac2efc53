import type { ActionResult, ReportProgress } from '../code-action.ts';
import type { ActionPorts } from '../ports.ts';
import { testsFor } from '../tests/tests-for.ts';
import type { WritePlace } from './improve-action.ts';

/** Writes tests for the code at a place: all but their bodies is decided by the project; without a model they stay pending. */
export async function generate(
  { scene, models }: WritePlace,
  ports: ActionPorts,
  report: ReportProgress,
  signal: AbortSignal,
): Promise<ActionResult> {
  const place = { document: scene.document, range: scene.range, models };
  return { kind: 'change', change: await testsFor(place, ports, report, signal) };
}
