import type { SettingsLayer } from './settings-layer.ts';

/** What the editor said at start; its person wrote it, so it may do everything. */
export function startLayer(initializationOptions: unknown): SettingsLayer {
  return {
    name: 'editor, at start',
    source: 'initializationOptions',
    rights: 'full',
    content: { kind: 'value', value: initializationOptions },
  };
}

/** What the editor said later, or when asked for its configuration; a repository may have written some of it. */
export function editorLayer(configuration: unknown): SettingsLayer {
  return {
    name: 'editor',
    source: "the editor's configuration",
    rights: 'full-but-endpoints',
    content: { kind: 'value', value: configuration },
  };
}
