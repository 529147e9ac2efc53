import type { EditFormat } from './edit-format.ts';
import type { FimFamilyName } from './fim-family.ts';
import type { FimKind } from './language-model.ts';
import type { PresetName } from './presets.ts';
import type { TokenPrice } from './price.ts';

/** One model as the settings describe it; what is left out comes from the preset. */
export interface ModelSettings {
  readonly preset?: PresetName | undefined;
  /** The name by which the server knows the model. */
  readonly model: string;
  readonly baseUrl?: string | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly query?: Readonly<Record<string, string>> | undefined;
  /** The environment variable that holds the key. */
  readonly keyEnv?: string | undefined;
  /** A program and its arguments that print the key. */
  readonly keyCommand?: readonly string[] | undefined;
  /** Tokens of prompt and answer together. */
  readonly window?: number | undefined;
  readonly fim?: FimKind | undefined;
  readonly template?: FimFamilyName | undefined;
  /** How it is asked to write changes. */
  readonly editFormat?: EditFormat | undefined;
  readonly price?: TokenPrice | undefined;
  readonly firstTokenSeconds?: number | undefined;
  readonly allowPlainHttp?: boolean | undefined;
  readonly proxy?: string | undefined;
  readonly caFile?: string | undefined;
  readonly certFile?: string | undefined;
  readonly keyFile?: string | undefined;
}

/** Models by the names that routes call them. */
export type ModelsByName = Readonly<Record<string, ModelSettings>>;

/** What a route is for. */
export type ModelTask = 'completion' | 'chat' | 'embedding';

/** Which models are asked for a task, in order; a language may have a route of its own. */
export interface RouteSettings {
  readonly byTask: Readonly<Record<ModelTask, readonly string[]>>;
  /** By the editor's name of the language. */
  readonly byLanguage: Readonly<
    Record<string, { readonly [Task in ModelTask]?: readonly string[] | undefined }>
  >;
}
