import { type ErrorCode, UserError } from '../base/error-codes.ts';
import type { LayerReport } from '../config/settings-layer.ts';
import type { Settings } from '../config/settings-schema.ts';
import { presetOf } from '../model/presets.ts';

import type { ConfiguredModel, DoctorFacts, Problem } from './actions.ts';
import type { Person } from './cli-context.ts';
import { findingsOf, type Surroundings } from './doctor-findings.ts';
import { countOf } from './in-words.ts';
import { leavingTime, type ModelFinding, spentFinding } from './model-findings.ts';
import { redact } from './redact.ts';

/**
 * A report for a bug tracker, in Markdown. It holds versions, counts and settings; no code, no file names below
 * the workspace, no patterns, no name of a person, a model or a host.
 */
export function bugReport(
  version: string,
  facts: DoctorFacts,
  surroundings: Surroundings,
  person: Person,
): string {
  const lines = findingsOf(quietFacts(facts), surroundings, () => quietModelFindings(facts)).flatMap(
    ({ subject, state, summary, details }) => [
      `- ${subject}: ${state}: ${summary}`,
      ...details.map((detail) => `  - ${detail}`),
    ],
  );
  const text = [`innerloop ${version}`, '', ...lines, ''].join('\n');
  return redact(text, facts.workspace.root, person);
}

function quietFacts(facts: DoctorFacts): DoctorFacts {
  const { settings, workspace } = facts;
  return {
    ...facts,
    settings: {
      ...settings,
      settings: withoutNames(settings.settings),
      layers: settings.layers.map(quietLayer),
    },
    workspace: { ...workspace, problems: workspace.problems.map(quietProblem) },
  };
}

/**
 * Lists hold patterns that may name what the user works on, and names that the user gave; their length is enough.
 */
function withoutNames(settings: Settings): Settings {
  const count = (list: readonly string[]) => list.map(() => '…');
  return {
    ...settings,
    'files.exclude': count(settings['files.exclude']),
    'context.folders': count(settings['context.folders']),
    'completion.disabledLanguages': count(settings['completion.disabledLanguages']),
    'completion.languages': numbered(settings['completion.languages'], 'language'),
    'completion.files': numbered(settings['completion.files'], 'pattern'),
    'routes.completion': count(settings['routes.completion']),
    'routes.chat': count(settings['routes.chat']),
    'routes.embedding': count(settings['routes.embedding']),
    'routes.languages': numbered(settings['routes.languages'], 'language'),
    models: numbered(settings.models, 'model'),
  };
}

function numbered<Entry>(
  entries: Readonly<Record<string, Entry>>,
  noun: string,
): Readonly<Record<string, Entry>> {
  return Object.fromEntries(Object.values(entries).map((entry, index) => [`${noun} ${index + 1}`, entry]));
}

/** The holes of messages hold names and values of settings; the report shows them empty. */
function quietLayer(layer: LayerReport): LayerReport {
  return { ...layer, problems: layer.problems.map(({ code }) => new UserError(code)) };
}

function quietProblem(problem: Problem): Problem {
  return namesModels(problem.code) ? new UserError(problem.code) : problem;
}

function namesModels(code: ErrorCode): boolean {
  return code.startsWith('model-') || code === 'key-command-failed';
}

/** What is known of models, in numbers and in words of our own only. */
function quietModelFindings(facts: DoctorFacts): readonly ModelFinding[] {
  const { models } = facts;
  const quietNames = new Map(
    Object.keys(facts.settings.settings.models).map((name, index) => [name, `model ${index + 1}`]),
  );
  const renamed = (name: string) => quietNames.get(name) ?? 'another model';
  const spentToday = models.spentToday.map((row) => ({ ...row, model: renamed(row.model) }));
  return [
    quietConfigured(facts, renamed),
    quietServers(facts),
    spentFinding({ ...models, spentToday }),
    quietLeaving(facts, renamed),
  ];
}

function quietConfigured({ models, settings }: DoctorFacts, renamed: (name: string) => string): ModelFinding {
  const presets = new Map(
    Object.entries(settings.settings.models).map(([name, { preset }]) => [name, preset]),
  );
  const modelLine = ({ name, isLoopback, fim }: ConfiguredModel) => {
    const preset = presets.get(name);
    const place = isLoopback ? 'this machine' : 'another machine';
    return `${renamed(name)}: ${preset ?? 'no preset'}/${presetOf(preset).wire}, ${place}, ${fim}`;
  };
  const problems = [
    ...models.problems,
    ...models.configured.flatMap(({ check }) => (check.state === 'failed' ? [check.problem] : [])),
  ];
  return {
    subject: 'Models',
    state: problems.length === 0 ? 'fine' : 'warning',
    summary: `${models.configured.length} set, ${countOf(problems.length, 'problem')}`,
    details: [...models.configured.map(modelLine), ...problems.map(({ code }) => `! ${code}`)],
  };
}

function quietServers({ models: { servers, recommendation } }: DoctorFacts): ModelFinding {
  return {
    subject: 'On this machine',
    state: 'fine',
    summary: `${countOf(servers.length, 'server')} of models, ${recommendation === undefined ? 'none' : 'one'} recommended`,
    details: servers.map(({ preset, models }) => {
      const fillers = models.filter(({ fim }) => fim === true).length;
      return `${preset ?? 'no preset'}: ${countOf(models.length, 'model')}, ${fillers} for filling gaps`;
    }),
  };
}

function quietLeaving({ models }: DoctorFacts, renamed: (name: string) => string): ModelFinding {
  const details = models.configured.flatMap((model) => {
    const time = leavingTime(model, models);
    return time === undefined ? [] : [`${renamed(model.name)}: ${time}`];
  });
  const summary = details.length === 0 ? 'nothing' : `text for ${countOf(details.length, 'model')}`;
  return { subject: 'Leaves this machine', state: 'fine', summary, details };
}
