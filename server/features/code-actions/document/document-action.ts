import { UserError } from '../../../base/error-codes.ts';
import type { TextChange } from '../../../base/text-document.ts';
import { checkedChange } from '../../../edits/checked-change.ts';
import { refusalError } from '../../../edits/refusal.ts';
import { languageOf } from '../../../syntax/languages.ts';
import type { FunctionShape, SourceShape } from '../../../syntax/source-shape.ts';
import type { CalledPlace } from '../action-document.ts';
import type { ActionResult, ReportProgress } from '../code-action.ts';
import type { ActionPorts } from '../ports.ts';
import type { WritePlace } from '../write/improve-action.ts';
import { type DocFacts, docFacts } from './doc-facts.ts';
import type { DocStyle } from './doc-style.ts';
import { docStyleOf } from './doc-styles.ts';
import { askForDocTexts } from './doc-texts.ts';
import { documentEdits } from './document-edits.ts';

/** Documents the function at a place in the style of its file, or completes what is there; a model writes the texts. */
export async function document(
  { scene, models }: WritePlace,
  place: CalledPlace,
  ports: ActionPorts,
  ...[report, signal]: [ReportProgress, AbortSignal]
): Promise<ActionResult> {
  const { shape, around, path } = scene;
  const { uri, text, languageId, version } = place.document;
  if (shape === undefined) throw new UserError('action-no-grammar', { path });
  if (around === undefined) throw new UserError('action-no-function', { path });
  const neighbors =
    shape.language === 'python' ? await neighborDocumentation(place, shape, ports, signal) : [];
  const plan = planFor(shape, around, text, neighbors);
  if (plan === undefined) throw new UserError('action-no-grammar', { path });
  if (plan.edits.length === 0) throw new UserError('action-nothing-missing', { name: around.name });
  const written = await askForDocTexts({ scene, facts: plan.facts, models }, ports, report, signal);
  const facts = written?.facts ?? plan.facts;
  const edits = written === undefined ? plan.edits : documentEdits(text, around, facts, plan.style);
  const file = { uri, path, languageId, before: text, version: place.isOpen ? version : undefined, edits };
  const notes = [`In the style of ${plan.style.name}.`, ...(written === undefined ? [skeletonNote] : [])];
  const title = `Document ${around.name}`;
  const outcome = await checkedChange({ title, files: [file], model: written?.model, notes }, ports, signal);
  if (outcome.kind === 'refused') throw refusalError(outcome.refusal);
  const isSilent = models.length > 0 && written === undefined;
  return { kind: 'change', change: { ...outcome.change, ...(isSilent ? { remark: silentNote } : {}) } };
}

const silentNote =
  'No model told anything that could be used, so the texts say only what name, signature and body tell. Undo it and ask again, or write the rest.';
const skeletonNote = 'Its texts say only what name, signature and body tell; the rest is for you to write.';

/** What is to be written about a function, and how; undefined for a language without documentation. */
interface DocPlan {
  readonly facts: DocFacts;
  readonly style: DocStyle;
  readonly edits: readonly TextChange[];
}

function planFor(
  shape: SourceShape,
  around: FunctionShape,
  ...[text, neighbors]: [string, readonly string[]]
): DocPlan | undefined {
  const style = docStyleOf(shape.language, [...documentationIn(shape, text), ...neighbors]);
  if (style === undefined) return undefined;
  const kind = shape.outline.definitions[around.definition]?.kind ?? '';
  const facts = docFacts({ shape: around, kind, language: shape.language });
  return { facts, style, edits: documentEdits(text, around, facts, style) };
}

/** Whether documenting a function would write something. */
export function documentationState(
  shape: SourceShape | undefined,
  around: FunctionShape | undefined,
  text: string,
): 'missing' | 'incomplete' | 'complete' {
  const plan = shape === undefined || around === undefined ? undefined : planFor(shape, around, text, []);
  if (plan === undefined || plan.edits.length === 0) return 'complete';
  return around?.documentation === undefined ? 'missing' : 'incomplete';
}

function documentationIn({ functions }: SourceShape, text: string): readonly string[] {
  return functions.flatMap(({ documentation }) =>
    documentation === undefined ? [] : [text.slice(documentation.start, documentation.end)],
  );
}

/** Where a file documents nothing yet, its neighbors show the style. */
async function neighborDocumentation(
  { document: { uri, text }, path }: CalledPlace,
  shape: SourceShape,
  { files, syntax }: ActionPorts,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const root = files.rootOf(uri);
  if (root === undefined || documentationIn(shape, text).length > 0) return [];
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  const all = await files.paths(root, signal);
  const near = all
    .filter((each) => each !== path && languageOf(each) === shape.language)
    .sort((a, b) => Number(b.startsWith(folder)) - Number(a.startsWith(folder)))
    .slice(0, mostNeighbors);
  const texts: string[] = [];
  for (const each of near) {
    const at = files.uriOf(root, each);
    const look = at === undefined ? undefined : await files.look(at, signal);
    if (at === undefined || look?.kind !== 'text') continue;
    const other = await syntax.shapeOf({ uri: at, languageId: look.languageId, text: look.text }, signal);
    if (other !== undefined) texts.push(...documentationIn(other, look.text));
  }
  return texts;
}

const mostNeighbors = 6;
