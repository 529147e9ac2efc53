import { expect, test } from 'vitest';

import type { ImportRecord } from '../../../server/context/index/file-record.ts';
import type { Place } from '../../../server/context/retrievers/scene.ts';
import { usesInFile } from '../../../server/context/retrievers/uses-in-file.ts';

test('counts whole words, those of imports over several lines left out', () => {
  const text = [
    "import { make, maker } from './make.js';",
    'import {',
    '  other,',
    '  last,',
    "} from './last.js';",
    'make(other); remake(); make.x; $make;',
    '',
  ].join('\n');
  const imports = [
    { module: './make.js', names: [named('make'), named('maker')], line: 0 },
    { module: './last.js', names: [named('other'), named('last')], line: 1 },
  ];
  const uses = usesInFile(placeOf(text, imports), ['make', 'maker', 'other', 'last'], text.length);
  expect([...uses].map(([name, { count }]) => [name, count])).toEqual([
    ['make', 2],
    ['maker', 0],
    ['other', 1],
    ['last', 0],
  ]);
});

test('tells what stands behind the same tokens as the cursor', () => {
  const text = 'expect(one);\nassert(one);\nfail(two);\nexpect(two);\nexpect(';
  const uses = usesInFile(placeOf(text, []), ['one', 'two', 'none'], text.length);
  expect(uses.get('one')).toEqual({ count: 2, afterSameToken: 2, afterSameTwo: 1 });
  expect(uses.get('two')).toEqual({ count: 2, afterSameToken: 2, afterSameTwo: 1 });
  expect(uses.get('none')).toEqual({ count: 0, afterSameToken: 0, afterSameTwo: 0 });
});

function named(name: string) {
  return { original: name, local: name };
}

function placeOf(text: string, imports: readonly ImportRecord[]): Place {
  const record = { definitions: [], imports, hasTests: false };
  return { path: 'a.ts', text, offset: text.length, line: text.split('\n').length - 1, record };
}
