import { neverAborted } from '../../../server/base/cancellation.ts';
import type { SyntaxReader } from '../../../server/edits/ports.ts';
import { seededRandom, shuffled } from '../../../server/evaluation/seeded-random.ts';
import type { FunctionShape, SourceShape } from '../../../server/syntax/source-shape.ts';
import { type ChangedFile, changedFiles, plainCommits } from './commit-changes.ts';
import { editsOfCommit, groupedEdits, isTelling, type PlacedEdit } from './edit-sequence.ts';

/** `replaced`, `renamed` and `signature` have more of the kind in their commit; `single` has nothing that repeats it. */
export type SequenceKind = 'replaced' | 'renamed' | 'signature' | 'single';

/** A change of a real commit that stands for what a user does first. */
export interface ChosenSequence {
  readonly repository: string;
  readonly commit: string;
  readonly kind: SequenceKind;
  readonly path: string;
  /** In the text before the commit. */
  readonly start: number;
  /** How many of the commit's small changes do the same; for a signature, how many stand in calls of the function. */
  readonly places: number;
}

/**
 * The rule, fixed before anything was tuned: a repository's commits in a seeded order; each gives at most one
 * sequence, and counts as `signature`, else as a repeated change, else as `single`, until each kind has its number:
 * five and five, one of the first five for a signature where the repository has one.
 */
export async function chooseSequences(
  repository: string,
  folder: string,
  syntax: SyntaxReader,
): Promise<readonly ChosenSequence[]> {
  const commits = shuffled(await plainCommits(folder), seededRandom(seed)).slice(0, mostLooked);
  const chosen: ChosenSequence[] = [];
  for (const commit of commits) {
    const open = openKinds(chosen);
    if (open.size === 0) break;
    const files = await changedFiles(folder, commit);
    const edits = editsOfCommit(files);
    if (edits.length === 0 || edits.length > mostEdits) continue;
    const found = await sequenceOf({ files, edits, syntax }, open);
    if (found !== undefined) chosen.push({ repository, commit, ...found });
  }
  const hasSignature = chosen.some(({ kind }) => kind === 'signature');
  const spare = hasSignature
    ? chosen.filter((one) => kindOf(one) === 'repeated')[wanted.repeated - 1]
    : undefined;
  return chosen.filter((one) => one !== spare);
}

type Kind = 'signature' | 'repeated' | 'single';

function openKinds(chosen: readonly ChosenSequence[]): ReadonlySet<Kind> {
  const kinds = ['signature', 'repeated', 'single'] as const;
  return new Set(kinds.filter((kind) => chosen.filter((one) => kindOf(one) === kind).length < wanted[kind]));
}

interface CommitFacts {
  readonly files: readonly ChangedFile[];
  readonly edits: readonly PlacedEdit[];
  readonly syntax: SyntaxReader;
}

async function sequenceOf(
  { files, edits, syntax }: CommitFacts,
  open: ReadonlySet<Kind>,
): Promise<Found | undefined> {
  const signature = open.has('signature') ? await signatureSequence(files, edits, syntax) : undefined;
  if (signature !== undefined) return signature;
  const repeated = await repeatedSequence(files, edits, syntax);
  if (repeated !== undefined) return open.has('repeated') ? repeated : undefined;
  return open.has('single') ? singleEdit(edits) : undefined;
}

type Found = Omit<ChosenSequence, 'repository' | 'commit'>;

function kindOf({ kind }: ChosenSequence): Kind {
  return kind === 'signature' || kind === 'single' ? kind : 'repeated';
}

/** The change that stands at most places; first where it is defined, else first in the file that has most of them. */
async function repeatedSequence(
  files: readonly ChangedFile[],
  edits: readonly PlacedEdit[],
  syntax: SyntaxReader,
): Promise<Found | undefined> {
  const groups = [...groupedEdits(edits).values()].filter(
    ([first, ...others]) => first !== undefined && isTelling(first) && others.length >= leastRepeats - 1,
  );
  const [group] = groups.toSorted((one, other) => other.length - one.length);
  if (group === undefined) return undefined;
  for (const edit of group) {
    const shape = await shapeBefore(files, edit.path, syntax);
    if (shape !== undefined && isDefinition(shape, edit))
      return { kind: 'renamed', path: edit.path, start: edit.start, places: group.length };
  }
  const inFile = (path: string) => group.filter((edit) => edit.path === path).length;
  const [first] = group.toSorted((one, other) => inFile(other.path) - inFile(one.path));
  return first && { kind: 'replaced', path: first.path, start: first.start, places: group.length };
}

/** A function whose parameters the commit changes in one place, and some of whose calls it changes, too. */
async function signatureSequence(
  files: readonly ChangedFile[],
  edits: readonly PlacedEdit[],
  syntax: SyntaxReader,
): Promise<Found | undefined> {
  for (const file of files) {
    const before = await shapeBefore(files, file.path, syntax);
    const source = { uri: file.path, languageId: '', text: file.after };
    const after = await syntax.shapeOf(source, neverAborted);
    if (before === undefined || after === undefined) continue;
    for (const known of changedSignatures(before, after)) {
      const end = known.body?.start ?? known.range.end;
      const own = edits.filter(
        (edit) => edit.path === file.path && known.range.start <= edit.start && edit.end <= end,
      );
      const calls = edits.filter((edit) => !own.includes(edit) && isInCallOf(known.name, edit, files));
      const [first, ...others] = own;
      if (first === undefined || others.length > 0 || !isTelling(first) || calls.length < leastCalls)
        continue;
      return { kind: 'signature', path: file.path, start: first.start, places: calls.length };
    }
  }
  return undefined;
}

/** The functions that are there before and after, once each, with other parameters. */
function changedSignatures(before: SourceShape, after: SourceShape): readonly FunctionShape[] {
  return before.functions.filter(({ name, parameters }) => {
    const same = before.functions.filter((each) => each.name === name);
    const [now, ...others] = after.functions.filter((each) => each.name === name);
    const isOne = same.length === 1 && now !== undefined && others.length === 0;
    return isOne && namesOf(now.parameters) !== namesOf(parameters);
  });
}

function singleEdit(edits: readonly PlacedEdit[]): Found | undefined {
  const groups = [...groupedEdits(edits).values()].filter((group) => group.length === 1);
  const telling = groups.flat().filter((edit) => isTelling(edit) && edit.replaced.trim() !== '');
  const [edit] = shuffled(telling, seededRandom(seed));
  return edit && { kind: 'single', path: edit.path, start: edit.start, places: 1 };
}

function isInCallOf(name: string, edit: PlacedEdit, files: readonly ChangedFile[]): boolean {
  const text = files.find(({ path }) => path === edit.path)?.before ?? '';
  const before = text.slice(Math.max(0, edit.start - longestCall), edit.start);
  const call = before.lastIndexOf(`${name}(`);
  if (call < 0 || /[\p{L}\p{N}_$]/u.test(before[call - 1] ?? '')) return false;
  let depth = 0;
  for (const sign of before.slice(call + name.length)) {
    if (sign === '(') depth += 1;
    else if (sign === ')') depth -= 1;
    if (depth === 0) return false;
  }
  return true;
}

function isDefinition({ outline, functions }: SourceShape, { start, end, replaced }: PlacedEdit): boolean {
  if (!/^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(replaced)) return false;
  return (
    outline.definitions.some(({ nameRange }) => nameRange.start === start && nameRange.end === end) ||
    functions.some(
      ({ range, body, parameters }) =>
        range.start <= start &&
        end <= (body?.start ?? range.end) &&
        parameters.some(({ name }) => name === replaced),
    )
  );
}

function namesOf(parameters: readonly { readonly name: string }[]): string {
  return parameters.map(({ name }) => name).join();
}

async function shapeBefore(files: readonly ChangedFile[], path: string, syntax: SyntaxReader) {
  const text = files.find((file) => file.path === path)?.before ?? '';
  return syntax.shapeOf({ uri: path, languageId: '', text }, neverAborted);
}

const seed = 6;
const wanted = { signature: 1, repeated: 5, single: 5 };
const leastRepeats = 3;
const leastCalls = 2;
const mostLooked = 600;
/** A commit that changes more is no work of hands. */
const mostEdits = 600;
const longestCall = 400;
