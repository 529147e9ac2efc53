import { neverAborted } from '../../../server/base/cancellation.ts';
import { TextDocument } from '../../../server/base/text-document.ts';
import type { SyntaxReader } from '../../../server/edits/ports.ts';
import { EditHistory } from '../../../server/features/next-edit/edit-history.ts';
import { NextEdit } from '../../../server/features/next-edit/next-edit.ts';
import type { SuggestedEdit } from '../../../server/features/next-edit/suggested-edit.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import type { ChosenSequence } from './choose-sequences.ts';
import { type ChangedFile, changedFiles } from './commit-changes.ts';
import { editsOfCommit, type PlacedEdit, sameness } from './edit-sequence.ts';
import { RemainingEdits } from './remaining-edits.ts';
import { SequenceProject } from './sequence-project.ts';

/** What came of one sequence. */
export interface SequenceResult extends ChosenSequence {
  /** How many changes the person made by hand before the first offer: 1 or 2; 0 where none came. */
  readonly offeredAfter: number;
  readonly right: number;
  readonly wrong: number;
  /** Of the changes that do the same as the first, or follow from it, in the file of the first: how many were left. */
  readonly expected: number;
  /** How many of those were made by offers. */
  readonly reached: number;
  /** The reason given at last. */
  readonly silence: string;
  readonly ownMs: number;
  /** To be looked at while tuning; not kept. */
  readonly notes: readonly string[];
}

/** Types the first change as a person would, then takes what is offered as long as it is right, and once more by hand. */
export async function runSequence(
  sequence: ChosenSequence,
  folder: string,
  syntax: SyntaxReader,
): Promise<SequenceResult> {
  const files = await changedFiles(folder, sequence.commit);
  const edits = editsOfCommit(files);
  const first = edits.find(({ path, start }) => path === sequence.path && start === sequence.start);
  if (first === undefined) throw new Error(`${sequence.repository} ${sequence.commit}: no such edit`);
  const run = new Run(sequence, { files, edits, folder, syntax });
  run.type(first);
  await run.takeOffers();
  if (sequence.kind !== 'single' && run.right + run.wrong === 0) {
    const second = run.nextSame(first);
    if (second !== undefined) {
      run.type(second);
      await run.takeOffers();
    }
  }
  return run.result(first);
}

interface RunParts {
  readonly files: readonly ChangedFile[];
  readonly edits: readonly PlacedEdit[];
  readonly folder: string;
  readonly syntax: SyntaxReader;
}

class Run {
  readonly #sequence: ChosenSequence;
  readonly #edits: readonly PlacedEdit[];
  readonly #clock = new ManualClock();
  readonly #history = new EditHistory(this.#clock);
  readonly #project: SequenceProject;
  readonly #nextEdit: NextEdit;
  readonly #documents = new Map<string, TextDocument>();
  readonly #remaining: RemainingEdits;
  readonly #notes: string[] = [];
  #typed: PlacedEdit[] = [];
  #offeredAfter = 0;
  #silence = '';
  #spentMs = 0;
  right = 0;
  wrong = 0;

  constructor(sequence: ChosenSequence, { files, edits, folder, syntax }: RunParts) {
    this.#sequence = sequence;
    this.#edits = edits;
    this.#project = new SequenceProject(folder, sequence.commit, syntax);
    this.#remaining = new RemainingEdits(files, edits);
    for (const { path, before } of files) {
      this.#project.write(path, before);
      this.#documents.set(
        path,
        new TextDocument({ uri: this.#project.at(path), languageId: '', version: 1 }, before),
      );
    }
    let id = 0;
    this.#nextEdit = new NextEdit({
      history: this.#history,
      ports: {
        ...{ syntax, symbols: this.#project, files: this.#project, names: this.#project, clock: this.#clock },
        isExcluded: () => false,
        makeId: () => String(++id),
      },
    });
  }

  /** Deletes what stood there, and types the new text sign by sign. */
  type(edit: PlacedEdit): void {
    const { start, end } = this.#remaining.placeOf(edit);
    if (start < end) this.#change(edit.path, { start, end, text: '' });
    let at = start;
    for (const sign of edit.text) {
      this.#change(edit.path, { start: at, end: at, text: sign });
      at += sign.length;
    }
    this.#remaining.done(edit);
    this.#typed.push(edit);
    this.#clock.advance(10_000);
  }

  nextSame(first: PlacedEdit): PlacedEdit | undefined {
    return this.#remaining.open.find(
      (edit) => edit.path === first.path && sameness(edit) === sameness(first),
    );
  }

  async takeOffers(): Promise<void> {
    for (let offers = 0; offers < mostOffers; offers++) {
      const document = this.#documents.get(this.#sequence.path);
      if (document === undefined) return;
      const from = performance.now();
      const outcome = await this.#nextEdit.suggest({ document, offset: 0 }, neverAborted);
      this.#spentMs = Math.max(this.#spentMs, performance.now() - from);
      if (outcome.kind === 'nothing') {
        this.#silence = outcome.reason;
        return;
      }
      const [offered] = outcome.value;
      if (offered === undefined) return;
      if (this.#offeredAfter === 0) this.#offeredAfter = this.#typed.length;
      if (!this.#take(offered)) return;
    }
  }

  result(first: PlacedEdit): SequenceResult {
    const isSame = (edit: PlacedEdit) => edit.path === first.path && sameness(edit) === sameness(first);
    const all = this.#edits.filter(isSame).length;
    const byHand = this.#typed.filter(isSame).length;
    const left = this.#remaining.open.filter(isSame).length;
    return {
      ...this.#sequence,
      ...{ offeredAfter: this.#offeredAfter, right: this.right, wrong: this.wrong },
      ...{ expected: all - byHand, reached: all - byHand - left },
      ...{ silence: this.#silence, ownMs: Math.round(this.#spentMs), notes: this.#notes },
    };
  }

  /** Whether it was right; a wrong one is counted and dismissed, and nothing more is asked. */
  #take(offered: SuggestedEdit): boolean {
    const path = this.#project.pathOf(offered.uri);
    const isRight = this.#remaining.take(path, { ...offered.range, text: offered.text });
    this.#notes.push(
      `${isRight ? 'right' : 'WRONG'} ${path}: ${offered.surrounding.replace('\0', `⟦${offered.replaced}→${offered.text}⟧`)} (${offered.explanation})`,
    );
    if (isRight) this.right += 1;
    else {
      this.wrong += 1;
      this.#nextEdit.dismissed(offered.id);
      return false;
    }
    this.#nextEdit.shown(offered.id);
    this.#change(path, { ...offered.range, text: offered.text });
    this.#nextEdit.accepted(offered.id);
    this.#clock.advance(10_000);
    return true;
  }

  #change(
    path: string,
    change: { readonly start: number; readonly end: number; readonly text: string },
  ): void {
    const before = this.#documents.get(path) ?? this.#opened(path);
    const after = before.withChange(change, before.version + 1);
    this.#documents.set(path, after);
    this.#project.write(path, after.text);
    this.#history.documentChanged(before, after, [change]);
    this.#nextEdit.documentChanged(after, [change]);
    this.#clock.advance(100);
  }

  #opened(path: string): TextDocument {
    throw new Error(`${path} is not of the commit`);
  }
}

const mostOffers = 60;
