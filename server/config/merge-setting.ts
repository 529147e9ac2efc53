import { narrowFolders } from './narrow-folders.ts';
import type { MergeRule, Settings, SettingValue, Tightening } from './settings-schema.ts';

/** The value that holds after a layer with full rights has spoken. */
export function mergeValue(below: SettingValue, value: SettingValue, rule: MergeRule): SettingValue {
  switch (rule.merging) {
    case 'replace':
      return value;
    case 'extend':
      return union(below, value);
    case 'by-name':
      return isByName(below) && isByName(value) ? withEntries(below, value) : value;
  }
}

/** The value that holds after a layer has spoken that may only tighten; never looser than `below`. */
export function tightenValue(below: SettingValue, value: SettingValue, rule: MergeRule): SettingValue {
  switch (rule.tightening) {
    case 'turn-off':
      return below === true && value === true;
    case 'raise':
      return raised(Number(below), Number(value), rule);
    case 'lower':
      return Math.min(Number(below), Number(value));
    case 'extend':
      return union(below, listOf(value).filter(isNotNegated));
    case 'narrow':
      return narrowFolders(listOf(below), listOf(value));
    case 'quieten':
      return isModes(below) && isModes(value)
        ? quietenedEntries(below, value, rule)
        : quieter(below, value, rule);
    case 'add-offs':
      return isModes(below) && isModes(value) ? withOffs(below, value) : below;
    case 'keep':
      return below;
  }
}

function raised(below: number, value: number, { zeroCountsAs = 0 }: MergeRule): number {
  return value > (below === 0 ? zeroCountsAs : below) ? value : below;
}

function quieter<Value>(below: Value, value: Value, { choices = [] }: MergeRule): Value {
  return loudness(value, choices) > loudness(below, choices) ? value : below;
}

function loudness(value: unknown, choices: readonly string[]): number {
  return typeof value === 'string' ? choices.indexOf(value) : -1;
}

type Modes = Settings['completion.files'];

/** What has no entry below is as loud as can be. */
function quietenedEntries(below: Modes, value: Modes, rule: MergeRule): Modes {
  const entries = Object.entries(value).map(([name, mode]): [string, typeof mode] => {
    const earlier = Object.hasOwn(below, name) ? below[name] : undefined;
    return [name, earlier === undefined ? mode : quieter(earlier, mode, rule)];
  });
  return withEntries(below, Object.fromEntries(entries));
}

/**
 * Patterns that turn off come last, where nothing lifts them. Any other could lift what an earlier pattern or a
 * language turned off. What is said again as it was stays where it stands.
 */
function withOffs(below: Modes, value: Modes): Modes {
  const added = Object.entries(value).filter(([pattern, mode]) => mode === 'off' && below[pattern] !== 'off');
  return withEntries(below, Object.fromEntries(added));
}

/** Later entries come last, also where an earlier one has their name: of patterns the last counts. */
function withEntries<Entry>(
  below: Readonly<Record<string, Entry>>,
  value: Readonly<Record<string, Entry>>,
): Record<string, Entry> {
  const kept = Object.entries(below).filter(([name]) => !Object.hasOwn(value, name));
  return Object.fromEntries([...kept, ...Object.entries(value)]);
}

/** Whether the layer wanted something that tightening did not grant. */
export function isLoosening(value: SettingValue, granted: SettingValue, tightening: Tightening): boolean {
  if (tightening === 'extend') return !listOf(value).every(isNotNegated);
  // Some editors say the same at the start and later, without what other layers add to it.
  if (isByName(value) && isByName(granted))
    return Object.entries(value).some(([name, each]) => !isSame(each, granted[name]));
  return !isSame(value, granted);
}

/** Keeps the order, because in the syntax of .gitignore a later pattern wins: of equal ones the last stays. */
function union(below: SettingValue, value: SettingValue): readonly string[] {
  const added = listOf(value);
  return [...listOf(below).filter((item) => !added.includes(item)), ...added];
}

function listOf(value: SettingValue): readonly string[] {
  return isList(value) ? value : [];
}

function isList(value: SettingValue): value is readonly string[] {
  return Array.isArray(value);
}

function isSame(left: unknown, right: unknown): boolean {
  return JSON.stringify(left) === JSON.stringify(right);
}

function isByName(value: SettingValue): value is Settings['models'] {
  return typeof value === 'object' && !Array.isArray(value);
}

/** Only what holds modes is quietened by name, or gets offs. */
function isModes(value: SettingValue): value is Modes {
  return isByName(value);
}

function isNotNegated(item: string): boolean {
  return !item.startsWith('!');
}
