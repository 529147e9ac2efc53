import type * as z from 'zod';

import { UserError } from '../base/error-codes.ts';
import { nearestWord } from '../base/nearest-word.ts';
import { expectationAt, expectationOf, foundInWords } from './expectation.ts';
import { isPlainObject } from './flatten-settings.ts';
import { type EntryRule, entryRules, type SettingKey } from './settings-schema.ts';

/** A setting's value without the entries that do not fit, and what was wrong with those. */
export interface GoodEntries {
  readonly value: unknown;
  readonly problems: readonly UserError[];
}

/** Checks a setting that holds entries by name one entry at a time; every other setting passes as it is. */
export function goodEntries(key: SettingKey, given: unknown, file: string): GoodEntries {
  const rule = entryRules.get(key);
  if (rule === undefined || !isPlainObject(given)) return { value: given, problems: [] };
  const good: [string, unknown][] = [];
  const problems: UserError[] = [];
  for (const [name, entry] of Object.entries(given)) {
    // Null means: not set here.
    if (entry === null) continue;
    if (!rule.name.safeParse(name).success) {
      // The name itself is not repeated: it may hold what no terminal should show.
      problems.push(new UserError(rule.nameProblem, { file, key }));
      continue;
    }
    const [issue] = rule.schema.safeParse(entry).error?.issues ?? [];
    if (issue === undefined) good.push([name, entry]);
    else problems.push(problemOf(issue, { file, path: `${key}.${name}`, entry, rule }));
  }
  return { value: Object.fromEntries(good), problems };
}

interface Place {
  readonly file: string;
  readonly path: string;
  readonly entry: unknown;
  readonly rule: EntryRule;
}

function problemOf(issue: z.core.$ZodIssue, { file, path, entry, rule }: Place): UserError {
  const { shape } = rule;
  if (issue.code === 'unrecognized_keys') {
    const [unknown = ''] = issue.keys;
    const known = nearestWord(unknown, Object.keys(shape));
    const hint =
      known === undefined ? `It takes ${Object.keys(shape).join(', ')}.` : `Did you mean "${known}"?`;
    return new UserError('settings-unknown', { file, key: `${path}.${unknown}`, hint });
  }
  const [field, ...inside] = issue.path.map(String);
  const schema = field === undefined ? undefined : shape[field];
  const found = valueAt(entry, issue.path);
  const key = [path, ...issue.path.map(String)].join('.');
  if (issue.code === 'invalid_value' && typeof found === 'string') {
    const choices = issue.values.map(String);
    const nearest = nearestWord(found, choices);
    const list = `It takes ${choices.join(', ')}.`;
    const hint = nearest === undefined ? list : `Did you mean "${nearest}"? ${list}`;
    return new UserError('settings-unknown-choice', { file, key, hint });
  }
  return new UserError('settings-entry-invalid', {
    file,
    key,
    entry: path,
    expected: schema === undefined ? expectationOf(rule.schema) : expectationAt(schema, inside),
    found: foundWords(found, issue),
  });
}

/** A text of a wrong form is not repeated: it may be a key. */
function foundWords(found: unknown, { code }: z.core.$ZodIssue): string {
  if (found === '') return 'empty';
  return code === 'invalid_format' ? 'what stands there' : foundInWords(found);
}

function valueAt(entry: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, step) =>
      isPlainObject(value) ? new Map<string, unknown>(Object.entries(value)).get(String(step)) : value,
    entry,
  );
}
