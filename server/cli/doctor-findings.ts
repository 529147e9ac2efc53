import type { LayerReport } from '../config/settings-layer.ts';
import type { SettingKey, Settings } from '../config/settings-schema.ts';

import type { DoctorFacts, Problem } from './actions.ts';
import type { CacheState } from './cache-state.ts';
import type { NodeFacts } from './cli-context.ts';
import { countOf } from './in-words.ts';
import { type ModelFinding, modelFindings } from './model-findings.ts';

/** One thing that was looked at. `broken` makes the doctor's exit code 1. */
export interface Finding {
  readonly subject: string;
  readonly state: 'fine' | 'warning' | 'broken';
  readonly summary: string;
  readonly details: readonly string[];
}

/** What the doctor looks at besides what the entries report. */
export interface Surroundings {
  readonly node: NodeFacts;
  readonly cache: CacheState;
}

/** Judges the facts, in the order a person would look; a report for others tells of the models in its own way. */
export function findingsOf(
  facts: DoctorFacts,
  { node, cache }: Surroundings,
  ofModels: (facts: DoctorFacts) => readonly ModelFinding[] = modelFindings,
): readonly Finding[] {
  return [
    nodeFinding(node),
    settingsFinding(facts),
    workspaceFinding(facts),
    cacheFinding(facts.cacheFolder, cache),
    {
      subject: 'Grammars',
      state: 'fine',
      summary: 'none needed: the embedded model reads tokens of any language',
      details: [],
    },
    {
      subject: 'Logs',
      state: 'fine',
      summary: "in your editor's log of language servers",
      details: ['Neovim: ~/.local/state/nvim/lsp.log', 'Helix: ~/.cache/helix/helix.log, or :log-open'],
    },
    ...ofModels(facts),
  ];
}

/** Node 20.18 is the oldest version that innerloop is tested on. */
function nodeFinding({ version, platform, architecture }: NodeFacts): Finding {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const isRecent = major > 20 || (major === 20 && minor >= 18);
  const details = isRecent ? [] : ['innerloop needs Node 20.18 or later: https://nodejs.org/'];
  const summary = `${version} on ${platform} ${architecture}`;
  return { subject: 'Node', state: isRecent ? 'fine' : 'broken', summary, details };
}

function settingsFinding({ settings: { layers, origins, settings } }: DoctorFacts): Finding {
  const problems = layers.flatMap((layer) => layer.problems);
  const values = [...origins].map(
    ([key, sources]) => `${key} = ${shownValue(key, settings)}  (${sources.join(', ')})`,
  );
  const summary = values.length === 0 ? 'the defaults' : `${countOf(values.length, 'value')} set`;
  const isUnreadable = layers.some((layer) => layer.state === 'unreadable');
  return {
    subject: 'Settings',
    state: isUnreadable ? 'broken' : warningIf(problems.length > 0),
    summary: problems.length === 0 ? summary : `${summary}, ${countOf(problems.length, 'problem')}`,
    details: [...layers.map(layerLine), ...values, ...problems.map(problemLine)],
  };
}

/** Entries by name are shown by their names alone: their headers and queries may hold secrets. */
function shownValue(key: SettingKey, settings: Settings): string {
  if (key === 'models' || key === 'routes.languages') return Object.keys(settings[key]).join(', ');
  return JSON.stringify(settings[key]);
}

function layerLine({ name, source, state, keys }: LayerReport): string {
  const said = {
    missing: 'not there',
    unreadable: 'ignored, because it cannot be read',
    read: keys.length === 0 ? 'sets nothing' : `sets ${keys.join(', ')}`,
  };
  return `${name}: ${source}: ${said[state]}`;
}

function workspaceFinding({ workspace, settings }: DoctorFacts): Finding {
  const { root, learnedFiles, learnedBytes, learnMs, memoryMb, leftOut, problems } = workspace;
  const limitMb = settings.settings['embedded.memoryLimitMb'];
  const seconds = (learnMs / 1000).toFixed(1);
  const size = (learnedBytes / mega).toFixed(1);
  return {
    subject: 'Workspace',
    state: warningIf(learnedFiles === 0 || problems.length > 0),
    summary: `${root}: learned ${countOf(learnedFiles, 'file')} (${size} MB) in ${seconds} s`,
    details: [
      `memory: ${memoryMb.toFixed(0)} MB of at most ${limitMb} MB`,
      ...leftOut.map(({ reason, files }) => `left out: ${countOf(files, 'file')}, ${reason}`),
      ...(learnedFiles === 0 ? ['There is no code to learn from here; start it in a project.'] : []),
      ...problems.map(problemLine),
    ],
  };
}

function cacheFinding(folder: string, cache: CacheState): Finding {
  const size = `${(cache.bytes / mega).toFixed(1)} MB`;
  const inWords = {
    absent: 'not there yet; made on first need',
    writable: `${size}; may be deleted at any time`,
    'not-writable': 'cannot be written',
  };
  const isBroken = cache.state === 'not-writable';
  const details = isBroken ? ['Everything is learned anew at each start; check the permissions.'] : [];
  return {
    subject: 'Cache',
    state: isBroken ? 'broken' : 'fine',
    summary: `${folder}: ${inWords[cache.state]}`,
    details,
  };
}

function problemLine({ message, remedy }: Problem): string {
  return `! ${message} ${remedy}`;
}

function warningIf(isOdd: boolean): 'warning' | 'fine' {
  return isOdd ? 'warning' : 'fine';
}

const mega = 1024 * 1024;
