import { EventEmitter } from 'node:events';
import { expect, test } from 'vitest';

import { paint, printable } from '../../server/cli/paint.ts';
import { ProgressBar } from '../../server/cli/progress-bar.ts';
import { terminalOf, wantsColors } from '../../server/cli/terminal.ts';
import { Paper } from './scripted-context.ts';

test.each([
  [true, {}, true],
  [false, {}, false],
  [true, { NO_COLOR: '1' }, false],
  [true, { NO_COLOR: '' }, true],
  [true, { TERM: 'dumb' }, false],
  [false, { FORCE_COLOR: '1' }, true],
  [true, { FORCE_COLOR: '0' }, false],
  [true, { FORCE_COLOR: 'false' }, false],
  [false, { FORCE_COLOR: '1', NO_COLOR: '1' }, true],
])('a terminal (%j) with %j has colors: %j', (isTerminal, env, colors) => {
  expect(wantsColors(isTerminal, env)).toBe(colors);
});

test('paints only where colors are wanted', () => {
  expect(paint('green', 'x', { colors: true })).toBe('\u001b[32mx\u001b[39m');
  expect(paint('green', 'x', { colors: false })).toBe('x');
});

test('a text from a file cannot drive the terminal', () => {
  expect(printable('a\u001b[2J\tb\u202ec\u009b\r')).toBe('a�[2J\tb�c��');
});

test('a reader that goes away is no failure, any other error is', () => {
  const stream = Object.assign(new EventEmitter(), { write: () => true });
  terminalOf(stream, Object.assign(new EventEmitter(), { write: () => true }), {});
  stream.emit('error', Object.assign(new Error('gone'), { code: 'EPIPE' }));
  expect(() => stream.emit('error', new Error('disk full'))).toThrow('disk full');
});

function barAfter(times: readonly number[], paper: Paper): string {
  let nowMs = 0;
  const bar = new ProgressBar(paper, () => nowMs);
  times.forEach((timeMs, index) => {
    nowMs = timeMs;
    bar.report(index + 1, times.length);
  });
  bar.end();
  return paper.text;
}

test('what is read within 300 ms shows no bar', () => {
  expect(barAfter([10, 200, 299], new Paper({ isInteractive: true }))).toBe('');
});

test('what takes longer shows a bar, redrawn ten times a second and taken away at the end', () => {
  const lines = barAfter([100, 300, 350, 400], new Paper({ isInteractive: true })).split('\r\u001b[2K');
  expect(lines).toEqual([
    '',
    '████████████░░░░░░░░░░░░ reading 2 of 4 files',
    '████████████████████████ reading 4 of 4 files',
    '',
  ]);
});

test('a log file gets no bar', () => {
  expect(barAfter([100, 5_000], new Paper())).toBe('');
});
