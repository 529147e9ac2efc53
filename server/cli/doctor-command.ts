import { cacheStateOf } from './cache-state.ts';
import type { CliContext } from './cli-context.ts';
import { type Finding, findingsOf } from './doctor-findings.ts';
import { bugReport } from './doctor-report.ts';
import { paint } from './paint.ts';
import type { Output } from './terminal.ts';
import { withProgress } from './with-progress.ts';

/** The flags of `doctor`, as the command line gives them. */
export interface DoctorFlags {
  readonly json?: boolean;
  readonly report?: boolean;
}

/** `innerloop doctor`: how things stand; the exit code is 1 when something is broken. */
export async function runDoctor(flags: DoctorFlags, context: CliContext): Promise<number> {
  const { actions, terminal, node, person } = context;
  const facts = await withProgress(context, (progress) =>
    actions.inspect(context.workingFolder, progress, context.signal),
  );

  const surroundings = { node, cache: await cacheStateOf(facts.cacheFolder) };
  const findings = findingsOf(facts, surroundings);
  if (flags.report) terminal.out.write(bugReport(actions.version, facts, surroundings, person));
  else if (flags.json)
    terminal.out.write(`${JSON.stringify({ version: actions.version, findings }, null, 2)}\n`);
  else terminal.out.write(renderFindings(actions.version, findings, terminal.out));
  return findings.some(({ state }) => state === 'broken') ? 1 : 0;
}

function renderFindings(version: string, findings: readonly Finding[], output: Output): string {
  const width = Math.max(...findings.map(({ subject }) => subject.length));
  const lines = findings.flatMap(({ subject, state, summary, details }) => [
    `${markOf(state, output)} ${paint('bold', subject.padEnd(width), output)}  ${summary}`,
    ...details.map((detail) => `    ${detail}`),
  ]);
  const advice = 'For a bug report: `innerloop doctor --report` (no code, no names).';
  return `innerloop ${version}\n\n${lines.join('\n')}\n\n${advice}\n`;
}

function markOf(state: Finding['state'], output: Output): string {
  switch (state) {
    case 'fine':
      return paint('green', '✓', output);
    case 'warning':
      return paint('yellow', '!', output);
    case 'broken':
      return paint('red', '✗', output);
  }
}
