import { expect, test } from 'vitest';

import { completionMode } from '../../../server/features/completion/completion-mode.ts';
import type { CompletionOptions } from '../../../server/features/completion/completion-options.ts';
import { standardOptions } from './standard-options.ts';

function modeOf(place: string, options: Partial<CompletionOptions>): string {
  const [languageId = '', path = ''] = place.split(' ');
  return completionMode({ ...standardOptions, ...options }, languageId, path);
}

test('everything is on where nothing is said', () => {
  expect(modeOf('python a.py', {})).toBe('on');
});

test('a language has the mode that is said of it', () => {
  const languages = { markdown: 'manual' } as const;
  expect(modeOf('markdown a.md', { languages })).toBe('manual');
  expect(modeOf('python a.py', { languages })).toBe('on');
});

test('what every object has is no language', () => {
  expect(modeOf('constructor a.py', {})).toBe('on');
});

test.each([
  ['python docs/api/x.py', 'on'],
  ['python docs/x.py', 'off'],
  ['python src/docs/x.py', 'off'],
  ['python top.py', 'manual'],
  ['python src/top.py', 'on'],
])('the last pattern that matches %s says %s', (place, mode) => {
  const files = { 'docs/': 'off', '/top.py': 'manual', 'docs/api/x.py': 'on' } as const;
  expect(modeOf(place, { files })).toBe(mode);
});

test('patterns win over languages', () => {
  const options = { languages: { markdown: 'off' }, files: { 'notes/*.md': 'manual' } } as const;
  expect(modeOf('markdown notes/a.md', options)).toBe('manual');
  expect(modeOf('markdown other/a.md', options)).toBe('off');
});

test('nothing lifts a language out of those that are disabled', () => {
  const options = { disabledLanguages: ['go'], languages: { go: 'on' }, files: { '*.go': 'on' } } as const;
  expect(modeOf('go a.go', options)).toBe('off');
});

test.each(['', '../a.py', '/a.py'])('patterns say nothing about %j, which lies in no folder', (path) => {
  expect(modeOf(`python ${path}`, { files: { '*': 'off' } })).toBe('on');
});
