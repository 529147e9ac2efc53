import { UserError } from '../../../base/error-codes.ts';
import { checkedChange } from '../../../edits/checked-change.ts';
import { refusalError } from '../../../edits/refusal.ts';
import type { CalledPlace } from '../action-document.ts';
import type { ActionCall, ActionResult, ReportProgress } from '../code-action.ts';
import type { ActionPorts } from '../ports.ts';
import { type FixArgument, readFixArgument } from './fix-argument.ts';
import { fixWithModel } from './fix-with-model.ts';
import type { ReadyFix } from './ready-fix.ts';
import { readyFixes } from './ready-fixes.ts';

/** Fixes a diagnostic: with the fix that was chosen, else as a model writes it, else with the best that needs none. */
export async function fix(
  { argument }: ActionCall,
  place: CalledPlace,
  ports: ActionPorts,
  ...[report, signal]: [ReportProgress, AbortSignal]
): Promise<ActionResult> {
  const wanted = readFixArgument(argument);
  if (wanted === undefined)
    throw noFix('no problem was named', 'Put the cursor on a problem that your editor shows.');
  const models = ports.models.route(place.document.languageId);
  if (wanted.ready === undefined && models.length > 0)
    return fixWithModel({ place, diagnostic: wanted.diagnostic, models }, ports, report, signal);
  const ready = await chosenFix(wanted, place, ports, signal);
  if (ready === undefined) {
    const { message } = wanted.diagnostic;
    throw noFix(
      message,
      'It may be solved already; otherwise a language model can be asked: see "models" in the settings.',
    );
  }
  return readyChange(ready, place, ports, signal);
}

function noFix(problem: string, hint: string): UserError {
  return new UserError('action-no-fix', { problem, hint });
}

async function chosenFix(
  { diagnostic, ready }: FixArgument,
  { document, path }: CalledPlace,
  ports: ActionPorts,
  signal: AbortSignal,
): Promise<ReadyFix | undefined> {
  const shape = await ports.syntax.shapeOf(document, signal);
  signal.throwIfAborted();
  if (shape === undefined) return undefined;
  const fixes = await readyFixes({ document, path, shape, diagnostic, ports }, signal);
  signal.throwIfAborted();
  return ready === undefined ? fixes[0] : fixes.find(({ title }) => title === ready);
}

async function readyChange(
  { title, edits }: ReadyFix,
  { document, path, isOpen }: CalledPlace,
  ports: ActionPorts,
  signal: AbortSignal,
): Promise<ActionResult> {
  const { uri, languageId, text, version } = document;
  const file = { uri, path, languageId, before: text, version: isOpen ? version : undefined, edits };
  const outcome = await checkedChange({ title, files: [file], model: undefined, notes: [] }, ports, signal);
  if (outcome.kind === 'refused') throw refusalError(outcome.refusal);
  return { kind: 'change', change: outcome.change };
}
