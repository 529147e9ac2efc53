import { UserError } from '../base/error-codes.ts';

/** A flag that takes a whole number from 1. */
export interface NumberFlag {
  readonly name: string;
  readonly most: number;
  readonly example: number;
}

/** The number that a flag was given; undefined when it was left out. Throws a UserError for anything else. */
export function numberOf(given: string | undefined, flag: NumberFlag): number | undefined {
  if (given === undefined) return undefined;
  if (/^[1-9]\d{0,8}$/.test(given) && Number(given) <= flag.most) return Number(given);
  throw new UserError('command-misspelled', {
    detail: `${flag.name} takes a whole number from 1 to ${flag.most}, not "${given}"`,
    hint: `Write ${flag.name} ${flag.example}, for example.`,
  });
}
