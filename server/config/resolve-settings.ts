import { defaultSettings } from './settings-defaults.ts';
import type { ResolvedSettings, SettingsLayer } from './settings-layer.ts';

/** The settings in force under these layers, weakest first; zod is loaded only when a layer says something. */
export async function resolveSettings(layers: readonly SettingsLayer[]): Promise<ResolvedSettings> {
  if (!layers.every(isSilent)) {
    const { mergeLayers } = await import('./merge-layers.ts');
    return mergeLayers(layers);
  }
  const reports = layers.map(({ name, source }) => ({
    name,
    source,
    state: 'missing' as const,
    keys: [],
    problems: [],
  }));
  return { settings: defaultSettings, origins: new Map(), layers: reports };
}

function isSilent({ content }: SettingsLayer): boolean {
  if (content.kind === 'missing') return true;
  return content.kind === 'value' && isEmpty(content.value);
}

/** What editors send when their user has set nothing. */
function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null) return true;
  return typeof value === 'object' && Object.keys(value).length === 0;
}
