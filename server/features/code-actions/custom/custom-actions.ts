import { neverAborted } from '../../../base/cancellation.ts';
import type { Clock } from '../../../base/clock.ts';
import { UserError } from '../../../base/error-codes.ts';
import type { CustomActionFile, CustomActionFiles } from '../ports.ts';
import type { CustomAction } from './custom-action.ts';
import { parseCustomAction } from './parse-custom-action.ts';

/**
 * The actions of a person's own, as their files are; what was read counts for a moment. Invariant: a file that cannot be used is told once for each text of it.
 */
export class CustomActions {
  readonly #files: CustomActionFiles;
  readonly #clock: Clock;
  #actions: readonly CustomAction[] = [];
  #readAt: number | undefined;
  #reading: Promise<readonly CustomAction[]> | undefined;
  #refused = new Set<string>();

  constructor(files: CustomActionFiles, clock: Clock) {
    this.#files = files;
    this.#clock = clock;
  }

  /** The actions of the files as they are, or as they were a moment ago. */
  read(): Promise<readonly CustomAction[]> {
    const now = this.#clock.monotonicMs();
    if (this.#readAt !== undefined && now - this.#readAt < freshMs) return Promise.resolve(this.#actions);
    return this.readNow();
  }

  /** The actions of the files as they are now; those who ask at a time share one reading, so none can stop it. */
  readNow(): Promise<readonly CustomAction[]> {
    this.#reading ??= this.#files
      .read(neverAborted)
      .then((files) => this.#parse(files))
      .finally(() => {
        this.#reading = undefined;
      });
    return this.#reading;
  }

  #parse(files: readonly CustomActionFile[]): readonly CustomAction[] {
    const refused = new Set<string>();
    this.#actions = files.flatMap((file) => {
      try {
        return [parseCustomAction(file)];
      } catch (error) {
        if (!(error instanceof UserError)) throw error;
        const key = `${file.path}\n${file.text}`;
        if (!this.#refused.has(key)) this.#files.refused(error);
        refused.add(key);
        return [];
      }
    });
    this.#refused = refused;
    this.#readAt = this.#clock.monotonicMs();
    return this.#actions;
  }
}

const freshMs = 2_000;
