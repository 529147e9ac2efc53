import ignore from 'ignore';

/** Whether suggestions come by themselves, only when asked for by hand, or not at all; the loudest first. */
export const completionModes = ['on', 'manual', 'off'] as const;

export type CompletionMode = (typeof completionModes)[number];

/** What the settings say about languages and files. */
export interface ModeRules {
  /** Language ids, as editors name them, in which nothing is offered. */
  readonly disabledLanguages: readonly string[];
  /** By language id. */
  readonly languages: Readonly<Record<string, CompletionMode>>;
  /** By patterns in the syntax of .gitignore, in their order; the last that matches counts. */
  readonly files: Readonly<Record<string, CompletionMode>>;
}

/**
 * What the settings say about one file: the last pattern that matches it, else its language, else `on`. A language
 * in `disabledLanguages` is off whatever else is said. `path` is relative to its workspace folder, with `/`.
 */
export function completionMode(
  { disabledLanguages, languages, files }: ModeRules,
  languageId: string,
  path: string,
): CompletionMode {
  if (disabledLanguages.includes(languageId)) return 'off';
  const ofLanguage = Object.hasOwn(languages, languageId) ? languages[languageId] : undefined;
  return lastMatch(files, path) ?? ofLanguage ?? 'on';
}

function lastMatch(files: ModeRules['files'], path: string): CompletionMode | undefined {
  if (!ignore.isPathValid(path)) return undefined;
  return Object.entries(files).findLast(([pattern]) => ignore().add(pattern).ignores(path))?.[1];
}
