import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { TextDocument } from '../../../../server/base/text-document.ts';
import { isInComment } from '../../../../server/features/completion/gates/is-in-comment.ts';

function check(languageId: string, marked: string, path = 'a'): boolean {
  const offset = marked.indexOf('█');
  const uri = `file:///w/${path}`;
  return isInComment(new TextDocument({ uri, languageId, version: 1 }, marked.replace('█', '')), offset);
}

describe('a comment', () => {
  test.each([
    ['typescript', 'f(); // what █'],
    ['typescript', '//█'],
    ['typescript', '/* one\n * two\n * █\n */'],
    ['typescript', 'const a = "x"; /* █ */'],
    ['typescript', 'const a = b / c; // █'],
    ['typescript', 'const a = /["\'`]/; // █'],
    ['typescript', "const a = 'it\\'s'; // █"],
    ['typescript', 'const a = `one\n// two` + b; // █'],
    ['javascript', "const a = 'open\n// █"],
    ['rust', "fn f<'a>(x: &'a str) // █"],
    ['rust', "let a = '\"'; // █"],
    ['java', "char a = '\"'; // █"],
    ['cpp', "int a = 1'000; // █"],
    ['csharp', 'var a = "c:"; // █'],
    ['go', 'a := `c:\\` // █'],
    ['python', 'a = "x"  # █'],
    ['python', 'a = """\n# no\n"""  # █'],
    ['python', 'x = 1 #█'],
    ['ruby', 'a # █'],
    ['shellscript', 'echo "$#" # █'],
    ['shellscript', "echo 'it' \\' # █"],
    ['yaml', "key: it's # █"],
    ['yaml', '# █'],
    ['toml', "a = 'c:\\' # █"],
    ['lua', '--[[ one\n█ ]]'],
    ['lua', 'a = 1 -- █'],
    ['sql', "select 'it''s' -- █"],
    ['haskell', '{- one\n█ -}'],
    ['html', "<p>it's</p> <!-- █ -->"],
    ['css', 'a { } /* █ */'],
    ['scss', '// █'],
    ['php', '# █'],
    ['latex', 'a % █'],
    ['clojure', '(a) ; █'],
    ['vim', '" █'],
    ['bat', 'REM █'],
    ['powershell', '<# one\n█ #>'],
    ['dockerfile', '# it █'],
    ['ini', '; █'],
    ['ocaml', '(* █ *)'],
    ['erlang', 'a. % █'],
  ])('is seen in %s: %s', (languageId, marked) => {
    expect(check(languageId, marked)).toBe(true);
  });

  test('that goes on from the lines above is seen, behind CRLF too', () => {
    expect(check('typescript', '/*\r\n a\r\n█')).toBe(true);
    expect(check('typescript', '// a\r\n█')).toBe(false);
    expect(check('typescript', '// a\r█')).toBe(false);
  });

  test('ends where its end stands, though nothing tells where it began', () => {
    const lines = ' * more\n'.repeat(300);
    expect(check('typescript', `/*\n${lines} */\nf(█`)).toBe(false);
  });

  test('is seen by the name of the file where the editor gives no language', () => {
    expect(check('', 'a # █', 'a.py')).toBe(true);
    expect(check('', 'a # █', 'a.unknown')).toBe(false);
  });
});

describe('no comment', () => {
  test.each([
    ['typescript', 'const url = "https://█'],
    ['typescript', "const url = 'https://a'; f(█"],
    ['typescript', 'const url = `https://█'],
    ['typescript', 'const glob = "src/*"; f(█'],
    ['typescript', 'const a = /\\/\\/|[/*]/; f(█'],
    ['typescript', 'const a = "\\"//█'],
    ['typescript', '/* a */ f(█'],
    ['typescript', '// a\nf(█'],
    ['typescript', '/█/'],
    ['typescript', '█// a'],
    ['python', 'a = "#fff█'],
    ['python', "a = '#█"],
    ['python', 'a = """\n# █'],
    ['python', 'a = "it\'s"; b = "# █'],
    ['rust', "let a = '/'; let b = '/'; f(█"],
    ['shellscript', `echo \${#a} █`],
    ['shellscript', 'echo a#b █'],
    ['yaml', 'color: a#b█'],
    ['yaml', 'color: "#fff█'],
    ['css', 'a { background: url(http://a█'],
    ['scss', 'a { background: url(http://a█'],
    ['php', '#[Attribute]█'],
    ['latex', '50\\% █'],
    ['lua', 'a = [[ -- █'],
    ['sql', "select '--█"],
    ['clojure', '"; █'],
    ['vb', 'a = "it\'s █'],
    ['json', '// █'],
    ['plaintext', '# █'],
    ['markdown', '# Title█'],
    ['markdown', 'see https://a█'],
  ])('is seen in %s: %s', (languageId, marked) => {
    expect(check(languageId, marked)).toBe(false);
  });
});

test('nothing inside a text of one line is a comment, and what follows it is none either', () => {
  const inside = fc.stringMatching(/^[a-z/*#'` -]{0,20}$/);
  fc.assert(
    fc.property(inside, inside, (text, rest) => {
      expect(check('typescript', `f("${text}█${rest}");`)).toBe(false);
      expect(check('typescript', `f("${text}${rest}");█`)).toBe(false);
      expect(check('go', `f("${text}${rest}");█`)).toBe(false);
      expect(check('python', `f("${text}${rest}")█`)).toBe(false);
    }),
  );
});

test('everything behind the beginning of a line comment is in it', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const line = text.replace(/[\r\n█]/g, '');
      expect(check('typescript', `f(); //${line}█`)).toBe(true);
      expect(check('python', `f()  #${line}█`)).toBe(true);
    }),
  );
});

test('any text in any language is told apart without an error', () => {
  const languages = fc.constantFrom(
    'typescript',
    'rust',
    'python',
    'yaml',
    'lua',
    'html',
    'shellscript',
    'ocaml',
  );
  const pieces = fc.constantFrom(
    '/',
    '*',
    '"',
    "'",
    '`',
    '#',
    '\\',
    '[',
    ']',
    '{',
    '-',
    '(',
    '=',
    '\n',
    'a',
    ' ',
  );
  fc.assert(
    fc.property(languages, fc.array(pieces, { maxLength: 60 }), (languageId, text) => {
      expect(typeof check(languageId, `${text.join('')}█`)).toBe('boolean');
    }),
  );
});
