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
      return isByName(below) && isByName(value) ? { ...below, ...value } : value;
  }
}

/** The value that holds after a layer has spoken that may only tighten; never looser than `below`. */
export function tightenValue(below: SettingValue, value: SettingValue, tightening: Tightening): SettingValue {
  switch (tightening) {
    case 'turn-off':
      return below === true && value === true;
    case 'raise':
      return Math.max(Number(below), Number(value));
    case 'lower':
      return Math.min(Number(below), Number(value));
    case 'extend':
      return union(below, listOf(value).filter(isNotNegated));
    case 'narrow':
      return narrowFolders(listOf(below), listOf(value));
    case 'keep':
      return below;
  }
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

function isNotNegated(item: string): boolean {
  return !item.startsWith('!');
}
