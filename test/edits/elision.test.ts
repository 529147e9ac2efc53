import { expect, test } from 'vitest';

import { elisionIn, trimmedLines } from '../../server/edits/elision.ts';

const none: ReadonlySet<string> = new Set();

test.each([
  '// ... existing code ...',
  '// ...',
  '# ...',
  '/* ... */',
  '{/* ... rest of the component ... */}',
  '# rest unchanged',
  '# ... (rest of the function remains the same)',
  '// rest of the code',
  '// … unchanged …',
  '-- existing code here',
  '<!-- ... -->',
  '// Existing implementation',
  '// other methods stay the same',
  '// (unchanged)',
  '# ... other imports ...',
  '...',
])('"%s" stands for code that is left out', (line) => {
  expect(elisionIn(['a();', `    ${line}`, 'b();'], none)).toBe(line);
});

test.each([
  '// Returns the rest of the list.',
  '# Keep the previous value of the counter',
  '// Loading...',
  '# The file is read as text',
  'print("...")',
  'return [...items, other];',
  '// The code stays the same for all callers that pass a name',
  '/** Adds two numbers... */',
  '# unchanged values are not sent to other methods of the class',
])('"%s" is a line like any other', (line) => {
  expect(elisionIn([line], none)).toBeUndefined();
});

test('lines that the file has itself are no elisions', () => {
  const file = 'class Shape(Protocol):\n    def area(self) -> float:\n        ...\n';
  expect(elisionIn(['    def area(self) -> int:', '        ...'], trimmedLines(file))).toBeUndefined();
});
