import * as z from 'zod';

import type { ErrorCode } from '../base/error-codes.ts';
import { completionModes } from '../features/completion/completion-mode.ts';
import { profileNames, profiles } from '../features/completion/profiles.ts';

import { modelName, modelSchema } from './model-schema.ts';

/**
 * How a layer that may only tighten joins the value below it: `turn-off` booleans that are on, `raise` or
 * `lower` numbers, `extend` lists (patterns that start with `!` would re-include, so they are dropped),
 * `narrow` lists of folders to what lies in both, `quieten` choices, alone or by name, to the quieter of two,
 * `add-offs` patterns that say "off" and no others, `keep` what is there.
 */
export type Tightening =
  | 'turn-off'
  | 'raise'
  | 'lower'
  | 'extend'
  | 'narrow'
  | 'quieten'
  | 'add-offs'
  | 'keep';

/** What merging needs to know of a setting beyond its type. */
export interface MergeRule {
  readonly tightening: Tightening;
  /** What a layer with full rights does to the value below it. */
  readonly merging: 'replace' | 'extend' | 'by-name';
  /** Decides whether and where code, keys and money go: only the user's own file and the editor's start may set it freely. */
  readonly isUserOnly?: true;
  /** The choices of what is quietened, the loudest first. */
  readonly choices?: readonly string[];
  /** What 0 counts as where it is raised: at least what may hold in its place. */
  readonly zeroCountsAs?: number;
}

/** The merge rule of each setting; layers ask it. */
export const mergeRules = z.registry<MergeRule>();

const languageRoutesSchema = z.strictObject({
  completion: z.array(z.string()).optional(),
  chat: z.array(z.string()).optional(),
  embedding: z.array(z.string()).optional(),
});

/** Segments with `/` between them, none of them `.` or `..`; it may end with `/`. */
const folderPattern = /^(?:(?!\.{1,2}(?:\/|$))[^/\\\r\n]+(?:\/(?!$)|\/?$))+$/;

/** Of one line and no comment; `!` would say nothing, since the last pattern that matches counts. */
const filePattern = z
  .string()
  .max(200)
  .regex(/^(?![!#])[^\p{Cc}\p{Cf}\u2028\u2029]*$/u)
  .regex(/\S/);

const mode = z.enum(completionModes);

/** The loudest first. */
const speculations = ['local', 'off'] as const;

function route(meaning: string) {
  return z
    .array(z.string())
    .default([])
    .describe(meaning)
    .register(mergeRules, { tightening: 'keep', merging: 'replace', isUserOnly: true });
}

const confidences = profileNames.map((name) => `${name} ${profiles[name].minimumConfidence}`).join(', ');

/** Every setting: type, default, bounds and what it is for. Types, docs, JSON Schema and defaults come from here. */
export const settingsSchema = z.strictObject({
  'completion.enabled': z
    .boolean()
    .default(true)
    .describe('Whether anything is suggested.')
    .register(mergeRules, { tightening: 'turn-off', merging: 'replace', isUserOnly: true }),
  'completion.disabledLanguages': z
    .array(z.string())
    .default([])
    .describe('Languages, by the names that the editor gives them, in which nothing is suggested.')
    .register(mergeRules, { tightening: 'extend', merging: 'replace', isUserOnly: true }),
  'completion.languages': z
    .record(z.string(), mode)
    .default({})
    .meta({
      description:
        'When something is suggested, by the names that the editor gives languages: "on", "off", or "manual" (only when asked for by hand).',
      words: 'an object of on, off or manual by language',
    })
    .register(mergeRules, {
      ...{ tightening: 'quieten', merging: 'by-name', isUserOnly: true },
      choices: completionModes,
    }),
  'completion.files': z
    .record(filePattern, mode)
    .default({})
    .meta({
      description:
        'The same by patterns in the syntax of .gitignore; the last one that matches counts, before any language. The file of a workspace may say "off" only.',
      words: 'an object of on, off or manual by patterns of one line',
    })
    .register(mergeRules, { tightening: 'add-offs', merging: 'by-name', isUserOnly: true }),
  'completion.profile': z
    .enum(profileNames)
    .default('quiet')
    .describe(
      'How much is suggested: "guided" short steps with a reason, "balanced", or "quiet" only what is very likely to be taken.',
    )
    .register(mergeRules, { tightening: 'quieten', merging: 'replace', choices: profileNames }),
  'completion.comments': z
    .boolean()
    .default(true)
    .describe('Whether anything is suggested in comments.')
    .register(mergeRules, { tightening: 'turn-off', merging: 'replace' }),
  'completion.minimumConfidence': z
    .number()
    .min(0)
    .max(1)
    .default(0)
    .describe(
      `How sure innerloop must be before it suggests; less gives more suggestions, and more wrong ones. 0 means: as completion.profile says (${confidences}).`,
    )
    .register(mergeRules, {
      tightening: 'raise',
      merging: 'replace',
      zeroCountsAs: profiles.quiet.minimumConfidence,
    }),
  'completion.maxLines': z
    .int()
    .min(1)
    .max(100)
    .default(12)
    .describe('The most lines that one suggestion may have; with the profile "guided" they are 3 at most.')
    .register(mergeRules, { tightening: 'lower', merging: 'replace' }),
  'completion.speculate': z
    .enum(speculations)
    .default('off')
    .describe(
      'Whether models on this machine are asked what comes after a suggestion while it is still shown ("local"): the next one is there at once, for more work of the machine.',
    )
    .register(mergeRules, { tightening: 'quieten', merging: 'replace', choices: speculations }),
  'completion.hostedAutomatic': z
    .boolean()
    .default(false)
    .describe(
      'Whether models on other machines are asked while you type; limits.dailyRequests must be set too.',
    )
    .register(mergeRules, { tightening: 'turn-off', merging: 'replace', isUserOnly: true }),
  'limits.dailyRequests': z
    .int()
    .min(0)
    .max(1_000_000)
    .default(0)
    .describe(
      'The most requests a day to models on other machines, all your editors together, before those that nobody asked for by hand stop; 0 means that no limit is set.',
    )
    .register(mergeRules, { tightening: 'lower', merging: 'replace', isUserOnly: true }),
  models: z
    .record(z.string(), modelSchema)
    .default({})
    .describe('The models you have, by names of your choice.')
    .register(mergeRules, { tightening: 'keep', merging: 'by-name', isUserOnly: true }),
  'routes.completion': route('Which models complete, in order; the model of your own code comes last.'),
  'routes.chat': route('Which models chat, in order.'),
  'routes.embedding': route('Which models turn texts into vectors, in order.'),
  'routes.languages': z
    .record(z.string(), languageRoutesSchema)
    .default({})
    .describe('Routes of their own for languages, by the names that the editor gives them.')
    .register(mergeRules, { tightening: 'keep', merging: 'by-name', isUserOnly: true }),
  'embedded.enabled': z
    .boolean()
    .default(true)
    .describe('Whether the model of your own code answers where no other model does.')
    .register(mergeRules, { tightening: 'turn-off', merging: 'replace' }),
  'embedded.memoryLimitMb': z
    .int()
    .min(16)
    .max(65_536)
    .default(300)
    .describe(
      'The most memory, in MB, for what is learned from the repository; beyond it the nearest and most recently used files are kept.',
    )
    .register(mergeRules, { tightening: 'lower', merging: 'replace' }),
  'context.enabled': z
    .boolean()
    .default(true)
    .describe('Whether models get context from the repository besides the open file.')
    .register(mergeRules, { tightening: 'turn-off', merging: 'replace', isUserOnly: true }),
  'context.maxTokens': z
    .int()
    .min(0)
    .max(100_000)
    .default(2048)
    .describe('The most tokens of context in the prompt of one completion.')
    .register(mergeRules, { tightening: 'lower', merging: 'replace' }),
  'context.folders': z
    .array(z.string().regex(folderPattern))
    .default([])
    .meta({
      description:
        'The folders of the workspace that context comes from, relative to its root, such as packages/web; an empty list means all of it.',
      words: 'a list of folders relative to the root of the workspace, with /',
    })
    .register(mergeRules, { tightening: 'narrow', merging: 'replace', isUserOnly: true }),
  'context.memoryLimitMb': z
    .int()
    .min(16)
    .max(65_536)
    .default(400)
    .describe('The most memory, in MB, for the index that context is found with.')
    .register(mergeRules, { tightening: 'lower', merging: 'replace' }),
  'context.embeddings': z
    .boolean()
    .default(false)
    .describe('Whether the models of routes.embedding help to find similar code; code is sent to them.')
    .register(mergeRules, { tightening: 'turn-off', merging: 'replace', isUserOnly: true }),
  // A line break inside a pattern could smuggle in a second one that re-includes.
  'files.exclude': z
    .array(z.string().regex(/^[^\r\n]*$/))
    .default([])
    .describe(
      'Files that are never read, in the syntax of .gitignore; the lists of all layers count together, later lines win.',
    )
    .register(mergeRules, { tightening: 'extend', merging: 'extend', isUserOnly: true }),
});

type Parsed = z.infer<typeof settingsSchema>;

/** The name of a setting, as files, docs and messages spell it. */
export type SettingKey = keyof Parsed;

/** All settings with valid values. */
export type Settings = {
  readonly [Key in SettingKey]: Parsed[Key] extends readonly (infer Item)[] ? readonly Item[] : Parsed[Key];
};

/** A value that a setting can have. */
export type SettingValue = Settings[SettingKey];

/** The names of all settings, in the order of the docs. */
export const settingKeys: readonly SettingKey[] = settingsSchema.keyof().options;

/** What goodness means for the entries of a setting that holds them by name: a bad entry spoils no other. */
export interface EntryRule {
  readonly schema: z.ZodType;
  /** The fields of an entry; empty where it has none. */
  readonly shape: Readonly<Record<string, z.ZodType>>;
  readonly name: z.ZodType;
  /** What is said of a name that does not fit. */
  readonly nameProblem: ErrorCode;
}

const named = { name: modelName, nameProblem: 'settings-entry-name' } as const;

/** The settings that hold entries by name. */
export const entryRules: ReadonlyMap<SettingKey, EntryRule> = new Map<SettingKey, EntryRule>([
  ['models', { ...named, schema: modelSchema, shape: modelSchema.shape }],
  ['routes.languages', { ...named, schema: languageRoutesSchema, shape: languageRoutesSchema.shape }],
  ['completion.languages', { ...named, schema: mode, shape: {} }],
  ['completion.files', { name: filePattern, nameProblem: 'settings-entry-pattern', schema: mode, shape: {} }],
]);
