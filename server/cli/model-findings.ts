import type { FoundModel, FoundServer } from '../model/discovery.ts';
import type { PresetName } from '../model/presets.ts';

import type { ConfiguredModel, DoctorFacts, ModelsFacts, Problem, RouteFacts } from './actions.ts';
import { aligned } from './aligned.ts';
import { countOf, grouped } from './in-words.ts';

/** A finding of the doctor. innerloop completes without these models too, so none of it is `broken`. */
export interface ModelFinding {
  readonly subject: string;
  readonly state: 'fine' | 'warning';
  readonly summary: string;
  readonly details: readonly string[];
}

/** What the doctor says of the models of others: those set, those found here, what was spent, what leaves. */
export function modelFindings(facts: DoctorFacts): readonly ModelFinding[] {
  const userFile = facts.settings.layers.find(({ name }) => name === 'user file');
  const verb = userFile?.state === 'read' ? 'merge this into' : 'put this into';
  return [
    configuredFinding(facts.models),
    machineFinding(facts.models, `To use it, ${verb} ${userFile?.source ?? 'your settings file'}:`),
    spentFinding(facts.models),
    leavingFinding(facts.models),
  ];
}

/** What models were asked for today, and what may be. */
export function spentFinding({ spentToday, limits }: ModelsFacts): ModelFinding {
  const rows = spentToday.map((row) => [
    row.model,
    row.feature,
    countOf(row.requests, 'request'),
    tokensOf(row),
    moneyOf(row),
  ]);
  const total = spentToday.reduce((sum, { requests }) => sum + requests, 0);
  return {
    subject: 'Spent today',
    state: 'fine',
    summary:
      total === 0 ? 'nothing was asked of models' : `${countOf(total, 'request')}, ${totalOf(spentToday)}`,
    details: [...aligned(rows), limitLine(limits)],
  };
}

/** When a model gets text away from this machine, in words; undefined for one that keeps it here. */
export function leavingTime(model: ConfiguredModel, models: ModelsFacts): string | undefined {
  const { routes, limits, servers } = models;
  const isAsked = isRouted(model.name, routes);
  if (!model.isLoopback) return isAsked && isAutomatic(limits) ? whileTyping : byHand;
  const found = servers
    .filter((server) => isAtServer(model.host, server))
    .flatMap((server) => server.models.filter(({ id }) => id === model.modelId));
  if (found.every(({ runsHere }) => runsHere === true)) return undefined;
  const certainty = found.some(({ runsHere }) => runsHere === false) ? 'passes it on' : 'may pass it on';
  // The limits are for models on other machines, and the settings say that this one is here.
  return `${isAsked ? whileTyping : byHand} (on this machine, but ${certainty})`;
}

const whileTyping = 'while you type';
const byHand = 'by hand only';

function configuredFinding(models: ModelsFacts): ModelFinding {
  const { configured, routes, problems } = models;
  const failures = configured.flatMap(({ check }) => (check.state === 'failed' ? [check.problem] : []));
  const told = unique([
    ...[...problems, ...failures].map(problemLine),
    ...configured.flatMap((each) => hints(each, routes)),
  ]);
  return {
    subject: 'Models',
    state: told.length > 0 ? 'warning' : 'fine',
    summary:
      told.length === 0
        ? countOfModels(models)
        : `${countOfModels(models)}, ${countOf(told.length, 'problem')}`,
    details: [
      ...aligned(configured.map(configuredRow)),
      ...routes.filter(({ models: names }) => names.length > 0).map(routeLine),
      ...told,
    ],
  };
}

function countOfModels({ configured, problems }: ModelsFacts): string {
  if (configured.length > 0) return `${configured.length} set`;
  return problems.length > 0 ? 'none that can be used' : 'none set; the model of your own code answers';
}

/** What would keep a model from being asked, though nothing has failed yet. */
function hints(
  { name, key, keyVariable }: ConfiguredModel,
  routes: readonly RouteFacts[],
): readonly string[] {
  const isNamed = routes.some(({ models }) => models.includes(name));
  return [
    ...(key === 'missing'
      ? [`! The environment variable ${keyVariable} with the key of "${name}" is not set.`]
      : []),
    ...(isNamed ? [] : [`! No route names "${name}"; add "routes.completion": ["${name}"] to use it.`]),
  ];
}

function configuredRow(model: ConfiguredModel): readonly string[] {
  const { name, modelId, host, fim, key, check, windowTokens, isWindowAssumed } = model;
  const keys = { none: 'no key', found: 'key found', missing: 'key missing', 'by command': 'key by command' };
  const states = {
    answers: 'reachable',
    failed: 'not reachable',
    'not-checked': 'not asked: on another machine',
  };
  const assumed = isWindowAssumed ? ' assumed' : '';
  return [
    name,
    `${shortened(modelId)} at ${host}`,
    fim === 'chat' ? 'fills gaps by instruction' : 'fills gaps',
    windowTokens === undefined ? '' : `${grouped(windowTokens)} tokens${assumed}`,
    keys[key],
    states[check.state],
  ];
}

function shortened(modelId: string): string {
  return modelId.length > maxShownId ? `${modelId.slice(0, maxShownId - 1)}…` : modelId;
}

const maxShownId = 40;

function routeLine({ task, language, models }: RouteFacts): string {
  const where = language === undefined ? '' : ` in ${language}`;
  return `${task}${where} asks ${models.join(', then ')}`;
}

function machineFinding(models: ModelsFacts, howToUse: string): ModelFinding {
  const { servers } = models;
  const count = servers.reduce((sum, server) => sum + server.models.length, 0);
  const names = servers.map(({ preset }) => serverName(preset)).join(', ');
  return {
    subject: 'On this machine',
    state: 'fine',
    summary:
      servers.length === 0
        ? 'no server of models on the usual ports'
        : `${names} with ${countOf(count, 'model')}`,
    details:
      servers.length === 0
        ? ['looked for Ollama, llama.cpp, LM Studio, vLLM, LiteLLM and Jan on their usual ports']
        : [...servers.flatMap(serverLines), ...adviceLines(models, howToUse)],
  };
}

function serverLines({ preset, baseUrl, models }: FoundServer): readonly string[] {
  const isSilent = models.length === 0 ? ', names no models' : '';
  return [
    `${serverName(preset)} at ${baseUrl}${isSilent}`,
    ...aligned(models.map(foundRow)).map((line) => `  ${line}`),
  ];
}

function serverName(preset: PresetName | undefined): string {
  const names: Partial<Record<PresetName, string>> = {
    ollama: 'Ollama',
    lmstudio: 'LM Studio',
    vllm: 'vLLM',
    litellm: 'LiteLLM',
  };
  return preset === undefined ? 'another server' : (names[preset] ?? preset);
}

function foundRow(model: FoundModel): readonly string[] {
  const { id, billions, windowTokens, isLoaded, runsHere } = model;
  const abilities = [
    model.fim === true ? 'fills gaps' : '',
    model.chat ? 'chats' : '',
    model.embed ? 'makes vectors' : '',
  ];
  const size = billions === undefined ? '' : `${billions.toFixed(billions < 10 ? 1 : 0)} B`;
  const window = windowTokens === undefined ? '' : `${grouped(windowTokens)} tokens`;
  const elsewhere = runsHere === undefined ? 'may run elsewhere' : 'runs elsewhere';
  return [
    id,
    size,
    abilities.filter((ability) => ability !== '').join(', '),
    isLoaded === true || window === '' ? window : `up to ${window}`,
    [isLoaded === true ? 'loaded' : '', runsHere === true ? '' : elsewhere]
      .filter((word) => word !== '')
      .join(', '),
  ];
}

function adviceLines(models: ModelsFacts, howToUse: string): readonly string[] {
  const { servers, recommendation } = models;
  if (recommendation === undefined) {
    const hasOllama = servers.some(({ preset }) => preset === 'ollama');
    return [
      'None of them is small enough for this machine and can complete.',
      ...(hasOllama ? ['A small one that can: ollama pull qwen2.5-coder:1.5b-base'] : []),
    ];
  }
  const { model, reason, setting } = recommendation;
  const advice = [`Recommended for completion: ${model.id}`, `  ${reason}`];
  if (isInUse(models)) return [...advice, '  your settings use it'];
  return [...advice, howToUse, ...setting.split('\n').map((line) => `  ${line}`)];
}

function isInUse({ recommendation, configured, routes }: ModelsFacts): boolean {
  return configured.some(
    ({ name, modelId, host }) =>
      recommendation !== undefined &&
      modelId === recommendation.model.id &&
      isAtServer(host, recommendation.server) &&
      isRouted(name, routes),
  );
}

function isAtServer(host: string, { baseUrl }: FoundServer): boolean {
  return host.replace(/^(localhost|\[::1\])(?=:)/, '127.0.0.1') === new URL(baseUrl).host;
}

function isRouted(name: string, routes: readonly RouteFacts[]): boolean {
  return routes.some(({ task, models }) => task === 'completion' && models.includes(name));
}

function leavingFinding(models: ModelsFacts): ModelFinding {
  const times = new Map<string, string>();
  for (const model of models.configured) {
    const time = leavingTime(model, models);
    // Of several models at one host, the one that is asked most often counts.
    if (time !== undefined && !times.get(model.host)?.startsWith(whileTyping)) times.set(model.host, time);
  }
  return {
    subject: 'Leaves this machine',
    state: 'fine',
    summary:
      times.size === 0
        ? 'nothing; no model on another machine is set'
        : `text of open files, to ${countOf(times.size, 'host')}`,
    details: aligned([...times]),
  };
}

type Spent = ModelsFacts['spentToday'][number];

function tokensOf({ promptTokens, cachedTokens, completionTokens }: Spent): string {
  if (promptTokens === 0 && completionTokens === 0) return 'tokens not told';
  const cached = cachedTokens === 0 ? '' : ` (${grouped(cachedTokens)} cached)`;
  return `${grouped(promptTokens)} tokens read${cached}, ${grouped(completionTokens)} written`;
}

/** What is not known is not called free. */
function moneyOf({ costUsd, unpriced, promptTokens, completionTokens }: Spent): string {
  if (costUsd === 0 && unpriced > 0) return 'unpriced';
  if (costUsd === 0) return promptTokens + completionTokens === 0 ? 'no answer' : 'free';
  const known = dollars(costUsd);
  return unpriced === 0 ? known : `${known}, ${grouped(unpriced)} unpriced`;
}

function totalOf(rows: readonly Spent[]): string {
  const costUsd = rows.reduce((total, row) => total + row.costUsd, 0);
  const isWhole = rows.every(({ unpriced }) => unpriced === 0);
  if (costUsd === 0) return isWhole ? 'free' : 'unpriced';
  return isWhole ? dollars(costUsd) : `${dollars(costUsd)} and what is unpriced`;
}

function dollars(amount: number): string {
  return amount > 0 && amount < 0.0001 ? 'under $0.0001' : `$${amount.toFixed(4)}`;
}

function limitLine(limits: ModelsFacts['limits']): string {
  const { hostedAutomatic, dailyRequests = 0 } = limits;
  if (isAutomatic(limits))
    return `limit: ${grouped(dailyRequests)} requests a day to models on other machines while you type`;
  const reason = hostedAutomatic ? ' until limits.dailyRequests is set' : '';
  return `limit: models on other machines are asked by hand only${reason}`;
}

/** Whether models on other machines are asked while the user types. */
function isAutomatic({ hostedAutomatic, dailyRequests = 0 }: ModelsFacts['limits']): boolean {
  return hostedAutomatic && dailyRequests > 0;
}

function problemLine({ message, remedy }: Problem): string {
  return `! ${message} ${remedy}`;
}

function unique(lines: readonly string[]): readonly string[] {
  return [...new Set(lines)];
}
