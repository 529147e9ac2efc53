import { join } from 'node:path';

import type { CaseOutcome } from '../case-outcomes.ts';
import { runCommand } from '../run-command.ts';
import type { TestRunner } from './test-runner.ts';

/** Runners whose text for people is read. */
export const unittestRunner: TestRunner = {
  version: ['python3', '--version'],
  run: async (scene) => {
    const module = scene.tests.replace(/\.py$/, '').replaceAll('/', '.');
    const output = (await runCommand({ ...scene, words: ['python3', '-m', 'unittest', '-v', module] })) ?? '';
    const lines = output.matchAll(/^(\w+) \(([\w.]+)\).*? \.\.\. (ok|FAIL|ERROR|skipped)/gm);
    const cases = [...lines].map(([, name = '', group = '', word = '']) => ({
      name,
      group,
      status: statusOf(word),
      message: sectionOf(output, `: ${name} (${group})`, '======'),
    }));
    return { cases, output };
  },
};

export const cargoRunner: TestRunner = {
  version: ['cargo', '--version'],
  run: async (scene) => {
    const output = (await runCommand({ ...scene, words: ['cargo', 'test', '--offline', '--lib'] })) ?? '';
    const lines = output.matchAll(/^test (\S+)(?: - should panic)? \.\.\. (ok|FAILED|ignored)/gm);
    const cases = [...lines].map(([, path = '', word = '']) => ({
      name: path.split('::').at(-1) ?? path,
      group: path,
      status: statusOf(word),
      message: sectionOf(output, `---- ${path} stdout ----`, '\n---- '),
    }));
    return { cases, output };
  },
};

/** A panic ends all of Go's cases, so each one is run by itself. */
export const goRunner: TestRunner = {
  version: ['go', 'version'],
  run: async (scene) => {
    const folder = `./${scene.tests.split('/').slice(0, -1).join('/')}`;
    const binary = join(scene.folder, 'cases.test');
    const built = await runCommand({ ...scene, words: ['go', 'test', '-c', '-o', binary, folder] });
    const listed = (await runCommand({ ...scene, words: [binary, '-test.list', '.*'] })) ?? '';
    const names = new Set(listed.split('\n').filter((line) => line.startsWith('Test')));
    const cases: CaseOutcome[] = [];
    for (const name of names) {
      const output =
        (await runCommand({ ...scene, words: [binary, '-test.v', '-test.run', `^${name}$`] })) ?? '';
      const word = /^\s*--- (PASS|FAIL|SKIP): /m.exec(output)?.[1] ?? 'panic';
      cases.push({ name, group: folder, status: statusOf(word), message: output });
    }
    return { cases, output: built ?? '' };
  },
};

function statusOf(word: string): CaseOutcome['status'] {
  if (/^(ok|PASS)$/.test(word)) return 'green';
  return /^(skipped|ignored|SKIP)$/.test(word) ? 'pending' : 'red';
}

function sectionOf(output: string, start: string, end: string): string {
  const from = output.indexOf(start);
  if (from === -1) return '';
  const to = output.indexOf(end, from + start.length);
  return output.slice(from, to === -1 ? undefined : to);
}
