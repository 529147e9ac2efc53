import { expect, test } from 'vitest';

import { concat, excerpt, ownWords, type SourcedText } from '../../server/base/sourced-text.ts';
import { commentPrefix, withCommentedContext } from '../../server/model/line-comment.ts';

test.each([
  ['typescript', 'a.ts', '//'],
  ['python', 'a.py', '#'],
  ['', 'tools/a.py', '#'],
  ['', 'Makefile', '#'],
  ['', 'docker/Dockerfile', '#'],
  ['shellscript', 'run', '#'],
  ['lua', 'init.lua', '--'],
  ['', 'query.SQL', '--'],
  ['latex', 'a.tex', '%'],
  ['', 'core.clj', ';'],
  ['bat', 'a.bat', 'REM'],
  ['typescript', 'odd.py', '//'],
  ['unheard-of', 'a.rb', '#'],
  ['', '', '//'],
  ['html', 'a.html', '//'],
])('lines of %j in %j are commented by %s', (languageId, path, prefix) => {
  expect(commentPrefix(languageId, path)).toBe(prefix);
});

test('puts each file as comments in front of the prefix, and the path of the completed one last', () => {
  expect(plain(check([ownWords('one\n\ntwo'), ownWords('three\n')]))).toMatchInlineSnapshot(`
    "# Path: 0.py
    # one
    #
    # two
    # Path: 1.py
    # three
    # Path: main.py
    prefix"
  `);
});

test('goes on with a line that is cut across parts', () => {
  expect(plain(check([concat('a', 'b\n', 'c\r\n', '\r\nd')]))).toContain('# ab\n# c\r\n#\r\n# d\n');
});

test('keeps the uri of what it comments', () => {
  const { parts } = check([excerpt('file:///0.py', 'x = 1\n', 0, 6)]);
  expect(parts.filter(({ uri }) => uri !== undefined).map(({ text }) => text)).toEqual(['# x = 1\n']);
});

test('leaves the prefix alone when there is no context', () => {
  expect(plain(check([]))).toBe('prefix');
});

function check(texts: readonly SourcedText[]): SourcedText {
  return withCommentedContext({
    prefix: ownWords('prefix'),
    suffix: ownWords(''),
    path: 'main.py',
    languageId: 'python',
    repository: '',
    context: texts.map((text, index) => ({ path: `${index}.py`, text })),
  });
}

function plain(text: SourcedText): string {
  return text.parts.map((part) => part.text).join('');
}
