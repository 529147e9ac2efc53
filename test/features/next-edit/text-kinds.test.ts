import { describe, expect, test } from 'vitest';

import { textKinds } from '../../../server/features/next-edit/text-kinds.ts';

/** The text with what is no code replaced: `c` for comments, `s` for strings. */
function painted(language: string, text: string): string {
  const kindAt = textKinds(text, language);
  return [...text]
    .map((sign, at) => {
      const kind = kindAt(at);
      return kind === 'code' || sign === '\n' ? sign : kind === 'comment' ? 'c' : 's';
    })
    .join('');
}

describe('tells comments and strings from code', () => {
  test.each([
    ['typescript', `a = "x" // y\nb`, 'a = sss cccc\nb'],
    ['typescript', 'a = /["]/.test(b); c', 'a = sssss.test(b); c'],
    ['typescript', 'a = b / c / d', 'a = b / c / d'],
    ['kotlin', '"x ' + '$' + '{a} y"', 'sssssassss'],
    ['typescript', '/* a\nb */ c', 'cccc\ncccc c'],
    ['python', `f"x {a} y" # b\nc`, 'f' + 'ssssassss ccc\nc'],
    ['python', '"""a\n"b" """ c', 'ssss\nsssssss c'],
    ['rust', `fn a<'b>(c: char) { d('e') }`, `fn a<'b>(c: char) { d(sss) }`],
    ['go', 'a := `x\ny` + "z"', 'a := ss\nss + sss'],
    ['ruby', '"a #{b}" # c', 'sssssbss ccc'],
  ])('in %s: %s', (language, text, expected) => {
    expect(painted(language, text)).toBe(expected);
  });

  test('a quote that is never closed ends with its line', () => {
    expect(painted('java', `a = 'b\nc`)).toBe('a = ss\nc');
  });
});
