import type { MergeRule, SettingValue, Tightening } from './settings-schema.ts';

/** The value that holds after a layer with full rights has spoken. */
export function mergeValue(below: SettingValue, value: SettingValue, rule: MergeRule): SettingValue {
  return rule.merging === 'extend' ? union(below, value) : value;
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
  }
}

/** Whether the layer wanted something that tightening did not grant. */
export function isLoosening(value: SettingValue, granted: SettingValue): boolean {
  if (Array.isArray(value)) return !listOf(value).every(isNotNegated);
  return value !== granted;
}

/** Keeps the order, because in the syntax of .gitignore a later pattern wins: of equal ones the last stays. */
function union(below: SettingValue, value: SettingValue): readonly string[] {
  const added = listOf(value);
  return [...listOf(below).filter((item) => !added.includes(item)), ...added];
}

function listOf(value: SettingValue): readonly string[] {
  return typeof value === 'object' ? value : [];
}

function isNotNegated(item: string): boolean {
  return !item.startsWith('!');
}
