import type { EditFormat } from './edit-format.ts';
import { detectFimFamily, type FimFamilyName } from './fim-family.ts';
import type { FimKind } from './language-model.ts';
import { ModelError } from './model-error.ts';
import type { ModelSettings } from './model-settings.ts';
import type { ConnectionSettings } from './ports.ts';
import { type Preset, type PresetName, presetOf, type WireKind } from './presets.ts';
import type { TokenPrice } from './price.ts';

/** Where the key of an endpoint comes from. */
type KeyPlace =
  | { readonly kind: 'none' }
  | { readonly kind: 'environment'; readonly name: string; readonly isRequired: boolean }
  | { readonly kind: 'command'; readonly command: readonly string[] };

/** One model with everything decided that settings and preset decide. */
export interface ModelConfig {
  readonly name: string;
  readonly modelId: string;
  readonly preset: PresetName | undefined;
  readonly wire: WireKind;
  /** Without a slash at its end. */
  readonly baseUrl: string;
  readonly origin: string;
  /** For messages: host and port, no credentials. */
  readonly host: string;
  /** Whether it runs on this machine; what does not is called hosted, and its automatic use is limited. */
  readonly isLoopback: boolean;
  readonly headers: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  readonly key: KeyPlace;
  /** The variable in which people keep keys for this kind of server, whether it is used here or not. */
  readonly keyVariable: string | undefined;
  readonly keyHeader: Preset['keyHeader'];
  readonly fim: FimKind;
  readonly template: FimFamilyName | undefined;
  readonly windowTokens: number | undefined;
  readonly editFormat: EditFormat | undefined;
  readonly price: TokenPrice | undefined;
  readonly providerId: string | undefined;
  readonly firstTokenMs: number | undefined;
  readonly connection: ConnectionSettings;
}

/** Joins a model's settings with its preset; throws a ModelError (`misconfigured`, `plain-http`) that names what is wrong. */
export function modelConfig(name: string, settings: ModelSettings): ModelConfig {
  const preset = presetOf(settings.preset);
  const url = parseBaseUrl(name, settings.baseUrl ?? preset.baseUrl);
  const isLoopback = isLoopbackHost(url.hostname);
  if (url.protocol === 'http:' && !isLoopback && settings.allowPlainHttp !== true)
    throw new ModelError('plain-http', { holes: { model: name, host: url.host } });
  const template = settings.template ?? detectFimFamily(settings.model);
  return {
    name,
    modelId: settings.model,
    preset: settings.preset,
    wire: preset.wire,
    baseUrl: (url.origin + url.pathname).replace(/\/+$/, ''),
    origin: url.origin,
    host: url.host,
    isLoopback,
    headers: settings.headers ?? {},
    query: { ...Object.fromEntries(url.searchParams), ...settings.query },
    key: keyPlace(settings, preset, url.origin),
    keyVariable: preset.keyEnv,
    keyHeader: preset.keyHeader,
    fim: fimKindOf(name, settings, preset, template),
    template,
    windowTokens: settings.window,
    editFormat: settings.editFormat,
    price: settings.price,
    providerId: preset.providerId,
    firstTokenMs: settings.firstTokenSeconds === undefined ? undefined : settings.firstTokenSeconds * 1000,
    connection: {
      proxy: settings.proxy,
      caFile: settings.caFile,
      certFile: settings.certFile,
      keyFile: settings.keyFile,
    },
  };
}

/** Whether a host name of a URL means this machine, whatever name servers say. */
function isLoopbackHost(hostname: string): boolean {
  return /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/i.test(hostname);
}

function parseBaseUrl(name: string, given: string | undefined): URL {
  if (given === undefined)
    throw misconfigured(name, 'it has no address', 'Set "baseUrl" or a "preset" that has one.');
  const url = URL.canParse(given) ? new URL(given) : undefined;
  if (url === undefined || !['http:', 'https:'].includes(url.protocol))
    throw misconfigured(name, '"baseUrl" is no address', 'Write it as https://host/v1, for example.');
  if (url.username !== '' || url.password !== '')
    throw misconfigured(
      name,
      '"baseUrl" holds a password',
      'Use "keyEnv", "keyCommand" or "headers"; addresses are shown in messages.',
    );
  return url;
}

/** The variable that a preset names holds a key for that server alone: it never goes to another origin. */
function keyPlace({ keyEnv, keyCommand }: ModelSettings, preset: Preset, origin: string): KeyPlace {
  if (keyCommand !== undefined) return { kind: 'command', command: keyCommand };
  if (keyEnv !== undefined) return { kind: 'environment', name: keyEnv, isRequired: true };
  if (preset.keyEnv === undefined) return { kind: 'none' };
  const isOwnAddress = preset.baseUrl === undefined || new URL(preset.baseUrl).origin === origin;
  if (!isOwnAddress) return { kind: 'none' };
  return { kind: 'environment', name: preset.keyEnv, isRequired: preset.providerId !== undefined };
}

function fimKindOf(
  name: string,
  settings: ModelSettings,
  preset: Preset,
  template: FimFamilyName | undefined,
): FimKind {
  const kind = settings.fim ?? standardKind(settings.model, preset);
  if (kind === undefined) return template === undefined ? 'chat' : 'template';
  const isFitting =
    kind === 'chat' ||
    (preset.wire === 'openai' && kind !== 'ollama') ||
    (preset.wire === 'ollama' && isOllamaKind(kind));
  if (!isFitting)
    throw misconfigured(name, `"fim": "${kind}" does not exist for its server`, 'Leave "fim" out.');
  if (kind === 'template' && template === undefined)
    throw misconfigured(
      name,
      `no template is known for "${settings.model}"`,
      'Set "template" to the family of the model, or "fim" to "chat".',
    );
  return kind;
}

/** Undefined where the model's name decides. Mistral's route for completions takes its code models alone. */
function standardKind(modelId: string, { fim }: Preset): FimKind | undefined {
  if (fim === 'by-name') return undefined;
  return fim === 'mistral' && !/codestral/i.test(modelId) ? 'chat' : fim;
}

function isOllamaKind(kind: FimKind): boolean {
  return kind === 'ollama' || kind === 'template';
}

function misconfigured(model: string, detail: string, hint: string): ModelError {
  return new ModelError('misconfigured', { holes: { model, detail, hint } });
}
