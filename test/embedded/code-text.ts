import fc from 'fast-check';

const words = fc.constantFrom('const', 'a', 'b', 'value', 'return', '(', ')', '{', '}', '=', ';', '.', '"');
const line = fc
  .tuple(fc.constantFrom('', '  ', '    ', '\t'), fc.array(words, { maxLength: 7 }), fc.constantFrom(' ', ''))
  .map(([indentation, tokens, gap]) => indentation + tokens.join(gap));

/** Text that repeats itself as code does, with every kind of line end. */
export const codeText: fc.Arbitrary<string> = fc
  .array(fc.tuple(line, fc.constantFrom('\n', '\n', '\r\n', '\r')), { maxLength: 25 })
  .map((lines) => lines.map(([text, lineEnd]) => text + lineEnd).join(''));
