import type { SettingKey, Settings } from '../config/settings-schema.ts';

import type { DoctorFacts } from './actions.ts';
import type { Person } from './cli-context.ts';
import { findingsOf, type Surroundings } from './doctor-findings.ts';
import { redact } from './redact.ts';

/**
 * A report for a bug tracker, in Markdown. It holds versions, counts and settings; no code, no file names below
 * the workspace, no patterns, no name of a person.
 */
export function bugReport(
  version: string,
  facts: DoctorFacts,
  surroundings: Surroundings,
  person: Person,
): string {
  const { settings } = facts;
  const quiet: DoctorFacts = {
    ...facts,
    settings: { ...settings, settings: withoutLists(settings.settings) },
  };
  const lines = findingsOf(quiet, surroundings).flatMap(({ subject, state, summary, details }) => [
    `- ${subject}: ${state}: ${summary}`,
    ...details.map((detail) => `  - ${detail}`),
  ]);
  const text = [`innerloop ${version}`, '', ...lines, ''].join('\n');
  return redact(text, facts.workspace.root, person);
}

/** Lists hold patterns that may name what the user works on; their length is enough. */
function withoutLists(settings: Settings): Settings {
  const count = (key: SettingKey & ('files.exclude' | 'completion.disabledLanguages')) =>
    settings[key].map(() => '…');
  return {
    ...settings,
    'files.exclude': count('files.exclude'),
    'completion.disabledLanguages': count('completion.disabledLanguages'),
  };
}
