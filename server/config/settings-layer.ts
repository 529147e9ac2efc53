import type { UserError } from '../base/error-codes.ts';

import type { SettingKey, Settings } from './settings-schema.ts';

/** Who says something about settings, weakest first. */
export type LayerName = 'user file' | 'workspace file' | 'editor, at start' | 'editor';

/** One source of settings, before anything in it is believed. */
export interface SettingsLayer {
  readonly name: LayerName;
  /** The file's path, or what the editor calls it, for messages. */
  readonly source: string;
  /**
   * A workspace that nobody has trusted may only tighten. What an editor says later may come from a repository too
   * (VS Code merges `.vscode/settings.json` into it), so it may not decide where code and keys go.
   */
  readonly rights: 'full' | 'full-but-endpoints' | 'tighten-only';
  readonly content: LayerContent;
}

export type LayerContent =
  | { readonly kind: 'missing' }
  | { readonly kind: 'unreadable'; readonly detail: string }
  /** A file's text, in JSON with comments. */
  | { readonly kind: 'text'; readonly text: string }
  /** JSON as the editor sent it. */
  | { readonly kind: 'value'; readonly value: unknown };

/** What is in force, who said so, and what was wrong. */
export interface ResolvedSettings {
  readonly settings: Settings;
  /** The source of each value that is not the default; several where lists add up. */
  readonly origins: ReadonlyMap<SettingKey, readonly string[]>;
  readonly layers: readonly LayerReport[];
}

/** What became of one layer. */
export interface LayerReport {
  readonly name: LayerName;
  readonly source: string;
  readonly state: 'missing' | 'unreadable' | 'read';
  /** The settings that this layer gave a valid value. */
  readonly keys: readonly SettingKey[];
  readonly problems: readonly UserError[];
}
