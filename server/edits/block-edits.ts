import { fenceFor } from '../base/markdown-fence.ts';
import { concat, excerpt, type SourcedText } from '../base/sourced-text.ts';
import type { TextChange } from '../base/text-document.ts';
import { rebaseRange } from '../base/text-edit.ts';
import { minimalEdits } from './diff-texts.ts';
import { type EditTarget, targetNamed } from './edit-target.ts';
import { elisionIn, trimmedLines } from './elision.ts';
import { type FileLines, fileLines, type LineSpan, linesWithin, replaceLines } from './file-lines.ts';
import { type BlockMatch, matchBlock } from './match-block.ts';
import { type EditRefusal, type RefusalReason, refusal } from './refusal.ts';
import {
  type BlockFlaw,
  type SearchReplaceBlock,
  type SearchReplaceReply,
  safeMarkLength,
} from './search-replace.ts';

/** A target as it is now. */
export interface PresentTarget {
  readonly target: EditTarget;
  /** Undefined where the file is not there. */
  readonly text: string | undefined;
}

/** Edits by target, or the first thing that is wrong with the blocks. */
export type BlockEdits =
  | { readonly kind: 'edits'; readonly edits: ReadonlyMap<EditTarget, readonly TextChange[]> }
  | { readonly kind: 'refused'; readonly refusal: EditRefusal };

/** Finds the place of each block, in the text that the model was shown and in the present one: both must agree. */
export function blockEdits(
  reply: SearchReplaceReply,
  kept: readonly SearchReplaceBlock[],
  targets: readonly PresentTarget[],
): BlockEdits {
  const standing = kept.filter(
    ({ search }) => !reply.blocks.some((block) => isSameSearch(block.search, search)),
  );
  const blocks = withoutRepeated([...standing, ...reply.blocks]);
  const failures: Failure[] = reply.flaws.map(({ flaw, number }) => flawFailure(flaw, number));
  const fine: SearchReplaceBlock[] = [];
  const edits = new Map<EditTarget, TextChange[]>();
  for (const [index, block] of blocks.entries()) {
    const placed = placedBlock(block, targets);
    if (placed.kind === 'failed') failures.push({ ...placed.failure, number: index + 1 - standing.length });
    else {
      fine.push(block);
      edits.set(placed.target, [...(edits.get(placed.target) ?? []), ...placed.edits]);
    }
  }
  const [first] = failures;
  if (first !== undefined) return { kind: 'refused', refusal: failedBlocks(first, failures, fine) };
  for (const [target, each] of edits)
    edits.set(
      target,
      each.toSorted((one, other) => one.start - other.start),
    );
  return { kind: 'edits', edits };
}

interface Failure {
  readonly reason: RefusalReason;
  readonly path: string;
  /** For the person, behind the sentence. */
  readonly detail: string;
  /** For the model. */
  readonly words: SourcedText;
  /** Of the block in the reply; below 1 for one of an earlier reply. */
  readonly number: number;
}

type Unnumbered = Omit<Failure, 'number'>;

type Placed =
  | { readonly kind: 'placed'; readonly target: EditTarget; readonly edits: readonly TextChange[] }
  | { readonly kind: 'failed'; readonly failure: Unnumbered };

function placedBlock(block: SearchReplaceBlock, targets: readonly PresentTarget[]): Placed {
  const possible = possibleTargets(block, targets);
  if (possible.length === 0) {
    const paths = targets.map(({ target }) => target.path).join(', ');
    const words = concat(
      `only ${paths} may be changed, not ${block.path ?? 'another file'}. Leave that block out.`,
    );
    return failed({ reason: 'other-file', path: paths, detail: block.path ?? 'another file', words });
  }
  const tries = possible.map((each) => placedIn(block, each));
  const [only, ...others] = tries.filter(({ kind }) => kind === 'placed');
  if (only !== undefined && others.length === 0) return only;
  const [first] = tries;
  if (only === undefined && first !== undefined) return first;
  const words = concat('its lines stand in several of the files. Write the path of the file above it.');
  return failed({ reason: 'ambiguous', path: 'the files', detail: ': they stand in several', words });
}

function possibleTargets(
  { path }: SearchReplaceBlock,
  targets: readonly PresentTarget[],
): readonly PresentTarget[] {
  if (path === undefined) return targets;
  const named = targetNamed(
    path,
    targets.map(({ target }) => target),
  );
  return targets.filter(({ target }) => target === named);
}

function placedIn(block: SearchReplaceBlock, { target, text }: PresentTarget): Placed {
  const { path, shown } = target;
  const elision = elisionIn(block.replace, trimmedLines([shown ?? '', ...block.search].join('\n')));
  if (elision !== undefined) {
    const words = concat(`it leaves code out ("${elision}"). Write out every line of it.`);
    return failed({ reason: 'elided', path, detail: ` ("${elision}")`, words });
  }
  if (hasLine(shown ?? '', '='.repeat(block.dividerLength))) {
    const length = safeMarkLength(shown ?? '');
    const words = concat(
      `the file itself has lines like its "=" line. Write ${length} characters for each of its three marks.`,
    );
    return failed({ reason: 'wrong-format', path, detail: '', words });
  }
  const isEmpty = block.search.every((line) => line.trim() === '');
  if (shown === undefined && isEmpty) return appended(block, { target, text });
  if (shown === undefined)
    return failed(missingIn(target, { kind: 'missing', nearest: undefined }, fileLines('')));
  const file = fileLines(shown);
  const match = matchBlock(file, block, focusLines(file, target.focus));
  if (match.kind !== 'matched') return failed(missingIn(target, match, file));
  if (text === shown) return { kind: 'placed', target, edits: match.edits };
  const now = fileLines(text ?? '');
  const matchNow = matchBlock(now, block, focusLines(now, carriedFocus(target, text ?? '')));
  if (matchNow.kind === 'matched') return { kind: 'placed', target, edits: matchNow.edits };
  return failed({ reason: 'changed-meanwhile', path, detail: '', words: concat('') });
}

function hasLine(text: string, line: string): boolean {
  return text.split(/\r?\n/).some((each) => each.trimEnd() === line);
}

function appended({ replace }: SearchReplaceBlock, { target, text }: PresentTarget): Placed {
  const file = fileLines(text ?? '');
  const end = { from: file.lines.length, to: file.lines.length };
  return { kind: 'placed', target, edits: [replaceLines(file, end, replace)] };
}

function focusLines(file: FileLines, focus: EditTarget['focus']): LineSpan | undefined {
  return focus === undefined ? undefined : linesWithin(file, focus);
}

function carriedFocus({ shown, focus }: EditTarget, text: string): EditTarget['focus'] {
  return focus === undefined ? undefined : rebaseRange(focus, minimalEdits(shown ?? '', text));
}

function missingIn(
  { path, uri }: EditTarget,
  match: Exclude<BlockMatch, { kind: 'matched' }>,
  file: FileLines,
): Unnumbered {
  if (match.kind === 'ambiguous') {
    const lines = match.lines.map((line) => line + 1);
    const places = `${lines.length} places (lines ${lines.slice(0, 5).join(', ')}${lines.length > 5 ? ', …' : ''})`;
    const words = concat(
      `its SEARCH lines stand in ${places}. Add unchanged lines around, until only one is meant.`,
    );
    return { reason: 'ambiguous', path, detail: `: ${places}`, words };
  }
  if (match.kind === 'repeats') {
    const detail = `: line ${match.line + 1} might stand there twice`;
    const words = concat(
      `its REPLACE lines bring line ${match.line + 1} of the file once more, or one much like it. If that line is to be replaced, copy it into SEARCH; if not, add two unchanged lines around to both.`,
    );
    return { reason: 'ambiguous', path, detail, words };
  }
  if (match.kind === 'done-already') {
    const detail = `: what it would write stands at line ${match.line + 1} already`;
    const words = concat(`its REPLACE lines stand at line ${match.line + 1} already. Leave that block out.`);
    return { reason: 'no-match', path, detail, words };
  }
  const { nearest } = match;
  if (nearest === undefined) {
    return {
      reason: 'no-match',
      path,
      detail: '',
      words: concat('no lines like its SEARCH lines are in the file.'),
    };
  }
  const span = spanWords(nearest);
  const start = file.lines[nearest.from]?.start ?? 0;
  const end = file.lines[nearest.to - 1]?.end ?? start;
  const lines = excerpt(uri, file.text, start, end);
  const fence = fenceFor(file.text.slice(start, end));
  const words = concat(
    `its SEARCH lines are not in the file. Did you mean ${span}? They are, exactly:\n${fence}\n`,
    lines,
    `\n${fence}`,
  );
  return { reason: 'no-match', path, detail: `; nearest are ${span}`, words };
}

function spanWords({ from, to }: LineSpan): string {
  return to - from === 1 ? `line ${to}` : `lines ${from + 1}-${to}`;
}

function flawFailure(flaw: BlockFlaw, number: number): Failure {
  const reason = flaw === 'cut-off' ? 'truncated' : 'wrong-format';
  return { reason, path: '', detail: '', words: concat(flaws[flaw]), number };
}

const flaws: Readonly<Record<BlockFlaw, string>> = {
  'cut-off': 'it breaks off before its line ">>>>>>> REPLACE". Write it to its end.',
  'no-divider': 'it has no line "=======" between the lines to search and those to replace them with.',
  'several-dividers':
    'it has several lines "=======". Use nine characters each for all three of its marks, and no other line of nine "=".',
  nested: 'the next block begins before its line ">>>>>>> REPLACE".',
};

/** The first failure names the reason; the model hears of all of them, and what need not be said again. */
function failedBlocks(
  first: Failure,
  failures: readonly Failure[],
  fine: readonly SearchReplaceBlock[],
): EditRefusal {
  const { reason, path, detail } = failures.find((each) => each.reason === 'changed-meanwhile') ?? first;
  if (reason === 'changed-meanwhile') return refusal(reason, { path });
  const words = failures.map((failure) =>
    concat(`Block ${Math.max(1, failure.number)}: `, failure.words, '\n'),
  );
  const others =
    fine.length === 0
      ? 'Nothing was changed. Answer with the corrected block in the same form.'
      : 'The other blocks are fine and kept: do not send them again. Answer with the corrected blocks alone, in the same form.';
  return refusal(reason, { path, detail, repair: concat(...words, others), kept: fine });
}

/** A block that is sent once more stands for what it was before. */
function isSameSearch(one: readonly string[], other: readonly string[]): boolean {
  return one.join('\n') === other.join('\n');
}

function failed(failure: Unnumbered): Placed {
  return { kind: 'failed', failure };
}

function withoutRepeated(blocks: readonly SearchReplaceBlock[]): readonly SearchReplaceBlock[] {
  const known = new Set<string>();
  return blocks.filter((block) => {
    const key = JSON.stringify([block.path ?? '', block.search, block.replace]);
    const isNew = !known.has(key);
    known.add(key);
    return isNew;
  });
}
