import { UserError } from '../base/error-codes.ts';
import { nearestWord } from '../base/nearest-word.ts';
import { expectationOf, foundInWords } from './expectation.ts';
import { flattenSettings, isPlainObject } from './flatten-settings.ts';
import { isLoosening, mergeValue, tightenValue } from './merge-setting.ts';
import { goodEntries } from './named-entries.ts';
import { parseJsonc } from './parse-jsonc.ts';
import type { LayerReport, ResolvedSettings, SettingsLayer } from './settings-layer.ts';
import {
  entryRules,
  type MergeRule,
  mergeRules,
  type SettingKey,
  type SettingValue,
  settingKeys,
  settingsSchema,
} from './settings-schema.ts';

/**
 * Lays the layers over the defaults, weakest first. Whatever a layer holds, nothing is thrown: a value that does
 * not fit is reported and leaves the one below in force. Checks with zod, so it is loaded on need only.
 */
export function mergeLayers(layers: readonly SettingsLayer[]): ResolvedSettings {
  const state: MergeState = {
    values: new Map(Object.entries(settingsSchema.parse({}))),
    origins: new Map(),
  };
  const reports = layers.map((layer) => applyLayer(layer, state));
  const settings = settingsSchema.parse(Object.fromEntries(state.values));
  return { settings, origins: state.origins, layers: reports };
}

interface MergeState {
  readonly values: Map<string, SettingValue>;
  readonly origins: Map<SettingKey, readonly string[]>;
}

function applyLayer(layer: SettingsLayer, state: MergeState): LayerReport {
  const { name, source } = layer;
  const opened = open(layer);
  if (opened instanceof UserError) {
    return { name, source, state: 'unreadable', keys: [], problems: [opened] };
  }
  if (opened === undefined) return { name, source, state: 'missing', keys: [], problems: [] };

  const { values, unknownKeys } = flattenSettings(opened, settingKeys);
  const problems = unknownKeys.slice(0, maxUnknownKeys).map((key) => unknownKey(key, source));
  const keys = settingKeys.filter((key) => {
    const value = values.get(key);
    // Editors send null for what their user has not set.
    if (value === undefined || value === null) return false;
    const checked = goodEntries(key, value, layer.source);
    problems.push(...checked.problems);
    const problem = applyValue(key, checked.value, layer, state);
    if (problem !== undefined) problems.push(problem);
    return problem === undefined;
  });
  return { name, source, state: 'read', keys, problems };
}

/** The layer's object, undefined when it says nothing, or why it cannot be used. */
function open({ content, source: file }: SettingsLayer): object | undefined | UserError {
  if (content.kind === 'missing') return undefined;
  if (content.kind === 'unreadable')
    return new UserError('settings-unreadable', { file, detail: content.detail });

  const parsed = content.kind === 'text' ? parseJsonc(content.text) : { ...content, kind: 'ok' as const };
  if (parsed.kind === 'malformed') {
    const { detail, line, column } = parsed;
    return new UserError('settings-malformed', { file, detail, line: String(line), column: String(column) });
  }
  if (isPlainObject(parsed.value)) return parsed.value;
  if (content.kind === 'value' && (parsed.value === undefined || parsed.value === null)) return undefined;
  return new UserError('settings-not-object', { file, found: foundInWords(parsed.value) });
}

function applyValue(
  key: SettingKey,
  given: unknown,
  layer: SettingsLayer,
  state: MergeState,
): UserError | undefined {
  const schema = settingsSchema.shape[key];
  const rule = ruleOf(key);
  const below = state.values.get(key) ?? schema.parse(undefined);
  const checked = schema.safeParse(given);
  if (!checked.success) return invalid(key, given, layer, below);

  const mayLoosen = layer.rights === 'full' || (layer.rights === 'full-but-endpoints' && !rule.isUserOnly);
  const value = mayLoosen ? mergeValue(below, checked.data, rule) : tightenValue(below, checked.data, rule);
  if (!isSame(value, below) || mayLoosen) recordOrigin(key, layer.source, rule, state);
  state.values.set(key, value);
  if (mayLoosen || !isLoosening(checked.data, value, rule.tightening)) return undefined;
  const isUsers = rule.tightening === 'keep' || layer.rights === 'full-but-endpoints';
  const code = isUsers ? 'settings-user-only' : 'settings-only-tighten';
  return new UserError(code, { file: layer.source, key });
}

function recordOrigin(key: SettingKey, source: string, rule: MergeRule, state: MergeState): void {
  const earlier = rule.merging === 'extend' ? (state.origins.get(key) ?? []) : [];
  state.origins.set(key, [...earlier, source]);
}

function ruleOf(key: SettingKey): MergeRule {
  const rule = mergeRules.get(settingsSchema.shape[key]);
  if (rule === undefined) throw new TypeError(`${key} has no merge rule`);
  return rule;
}

function isSame(left: SettingValue, right: SettingValue): boolean {
  return JSON.stringify(left) === JSON.stringify(right);
}

function invalid(key: SettingKey, given: unknown, layer: SettingsLayer, below: SettingValue): UserError {
  return new UserError('settings-invalid', {
    file: layer.source,
    key,
    expected: expectationOf(settingsSchema.shape[key]),
    found:
      Array.isArray(given) && Array.isArray(below)
        ? 'a list that has something else in it'
        : foundInWords(given),
    value: typeof below === 'object' ? 'what the other layers say' : JSON.stringify(below),
  });
}

function unknownKey(key: string, file: string): UserError {
  const nearest = nearestWord(key.replace(/^innerloop\./, ''), settingKeys);
  const inside = settingKeys.find((known) => known.startsWith(`${key}.`));
  // Whoever writes the beginning of a name means what stands behind it.
  const hint = inside ?? nearest;
  const byName = [...entryRules.keys()].find((known) =>
    key.replace(/^innerloop\./, '').startsWith(`${known}.`),
  );
  return new UserError('settings-unknown', {
    file,
    key: key.length > maxShownKey ? `${key.slice(0, maxShownKey)}…` : key,
    hint: byName === undefined ? nearestHint(hint) : `Write its entries as "${byName}": { "NAME": … }.`,
  });
}

function nearestHint(nearest: string | undefined): string {
  return nearest === undefined
    ? `The settings are: ${settingKeys.join(', ')}.`
    : `Did you mean "${nearest}"?`;
}

const maxUnknownKeys = 20;
const maxShownKey = 60;
