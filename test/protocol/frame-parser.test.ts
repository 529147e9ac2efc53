import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { FrameParser } from '../../server/protocol/frame-parser.ts';

const limits = { header: 64, message: 100 };

/** What the parser makes of the bytes, fed in pieces that end at `cuts`. */
function parse(bytes: Buffer, cuts: readonly number[] = []): string[] {
  const found: string[] = [];
  const parser = new FrameParser(
    {
      onBody: (body) => found.push(Buffer.from(body).toString('utf8')),
      onTooLarge: () => found.push('(too large)'),
    },
    limits,
  );
  const ends = [...cuts.map((cut) => Math.min(cut, bytes.length)).sort((a, b) => a - b), bytes.length];
  let from = 0;
  for (const end of ends) {
    parser.push(bytes.subarray(from, end));
    from = end;
  }
  return found;
}

function frame(body: string, lineEnd = '\r\n'): string {
  return `Content-Length: ${Buffer.byteLength(body)}${lineEnd}${lineEnd}${body}`;
}

const good = '{"id":1,"method":"größe/😀"}';
const body = fc.constantFrom(good, '{}', '{\n "id": 2\n}', '[1,\r\n2]', '');
const header = fc.constantFrom(
  '',
  'Content-Type: a/b\r\n',
  'garbage without colon\r\n',
  'Content-Length: abc\r\n',
  'content-length: 3\n',
);
const frames = fc.array(
  fc
    .tuple(header, body, fc.constantFrom('\r\n', '\n'))
    .map(([before, content, end]) => before + frame(content, end)),
  { maxLength: 5 },
);
const damage = fc.constantFrom(
  '\r\n\r\n',
  '\u0000\u00ff\n\n',
  'Content-Length: 7\r\n\r\n{"id":1',
  'Content-Length: 90\r\n\r\n{"id":1}',
  `Content-Length: 101\r\n\r\n${'x'.repeat(101)}`,
  'Content-Length: 99999999999\r\n\r\n{}',
  'Content-Length: -5\r\n\r\n{}',
  'X-Foo: bar\r\n\r\n{"lost":true}',
  'a'.repeat(200),
);
const cuts = fc.array(fc.nat({ max: 400 }), { maxLength: 12 });

test('any split of a good stream gives the same bodies, in order', () => {
  fc.assert(
    fc.property(fc.array(body, { maxLength: 5 }), cuts, (bodies, at) => {
      expect(parse(Buffer.from(bodies.map((each) => frame(each)).join('')), at)).toEqual(bodies);
    }),
  );
});

test('any split of a damaged stream gives what the whole stream gives', () => {
  const stream = fc.array(
    fc.oneof(
      frames,
      damage.map((each) => [each]),
    ),
    { maxLength: 6 },
  );
  fc.assert(
    fc.property(stream, cuts, (parts, at) => {
      const bytes = Buffer.from(parts.flat().join(''));
      expect(parse(bytes, at)).toEqual(parse(bytes));
    }),
    { numRuns: 2_000 },
  );
});

test('after any damage the very next message is heard again', () => {
  fc.assert(
    fc.property(fc.array(damage, { minLength: 1, maxLength: 4 }), cuts, (parts, at) => {
      const bytes = Buffer.from(parts.join('') + frame('{"next":1}'));
      expect(parse(bytes, at).at(-1)).toBe('{"next":1}');
    }),
  );
});

describe('finds the next message behind', () => {
  test.each([
    ['a block without a length', 'X-Foo: bar\r\n\r\n', [good]],
    ['a block without a length, and a body', 'Content-Type: a/b\r\n\r\n{"id":9}', [good]],
    ['a length that is no number', 'Content-Length: abc\r\n\r\n{"id":9}', [good]],
    ['a negative length', 'Content-Length: -5\r\n\r\n{"id":9}', [good]],
    ['a length that is too small', 'Content-Length: 6\r\n\r\n{"id":9}', ['{"id":', good]],
    ['a length that is too large', 'Content-Length: 20\r\n\r\n{"id":9}', ['{"id":9}', good]],
    [
      'a length above the limit that was not meant',
      'Content-Length: 999999\r\n\r\n{}',
      ['(too large)', good],
    ],
    ['binary bytes', '\u0000\u0007\u00ff\u001b[31m\r\n\r\n', [good]],
    ['a header without end', 'A'.repeat(5_000), [good]],
  ])('%s', (_, damaged, expected) => {
    expect(parse(Buffer.from(damaged + frame(good), 'utf8'))).toEqual(expected);
  });
});

test('skips a message above the limit and hears the one behind it', () => {
  const large = frame('x'.repeat(101));
  expect(parse(Buffer.from(large + frame(good)))).toEqual(['(too large)', good]);
});

test('takes lower-case names, lines that end in LF, and the last of several lengths', () => {
  expect(parse(Buffer.from(`content-length: 2\n\n{}`))).toEqual(['{}']);
  expect(parse(Buffer.from(`Content-Length: 7\r\nContent-Length: 2\r\n\r\n{}`))).toEqual(['{}']);
});
