import { describe, expect, test } from 'vitest';

import { offeredAfter, takenAfter } from './support/typed-scene.ts';

describe('when a parameter was removed', () => {
  test('callers drop what they passed for it', async () => {
    const files = {
      'a.ts':
        'function draw(x: number⟦, y: number→⟧, z: number) {}\n\ndraw(1, two(2, 3), 4);\ndraw(5, "a, b", 6);\n',
    };
    expect(await takenAfter(files)).toEqual([
      'a.ts:3 draw(1⟦, two(2, 3)→⟧, 4);',
      'a.ts:4 draw(5⟦, "a, b"→⟧, 6);',
    ]);
  });

  test('the first one goes with the comma behind it', async () => {
    const files = { 'a.py': 'def draw(⟦x, →⟧y):\n    pass\n\ndraw(1, 2)\n' };
    expect(await takenAfter(files)).toEqual(['a.py:4 draw(⟦1, →⟧2)']);
  });

  test('a caller that passes it by name drops it there', async () => {
    const files = { 'a.py': 'def draw(x⟦, width=1→⟧, height=2):\n    pass\n\ndraw(1, height=3, width=4)\n' };
    expect(await takenAfter(files)).toEqual(['a.py:4 draw(1, height=3⟦, width=4→⟧)']);
  });

  test('a caller of which the arguments cannot be counted is left alone', async () => {
    const files = { 'a.py': 'def draw(x⟦, y→⟧, z):\n    pass\n\ndraw(*all)\ndraw(1, 2)\n' };
    expect(await offeredAfter(files)).toMatch(/^silent/);
  });

  test('callers in files that import it follow', async () => {
    const files = {
      'draw.ts': 'export function draw(x: number⟦, y: number→⟧) {}\n',
      'use.ts': "import { draw } from './draw.ts';\n\ndraw(1, 2);\n",
    };
    expect(await takenAfter(files)).toEqual(['use.ts:3 draw(1⟦, 2→⟧);']);
  });

  test('a method that other files define, too, is left alone', async () => {
    const files = {
      'a.py':
        'class A:\n    def draw(self, x⟦, y→⟧):\n        pass\n\n    def all(self):\n        self.draw(1, 2)\n',
      'b.py': 'class B:\n    def draw(self, x, y):\n        pass\n',
    };
    expect(await offeredAfter(files)).toBe('silent: still-defined');
  });
});

test('callers pass in the new order when parameters were exchanged, once', async () => {
  const files = { 'a.ts': 'function draw(⟦x, y→y, x⟧) {}\n\ndraw(1, 2);\ndraw(f(3), 4);\n' };
  expect(await takenAfter(files)).toEqual(['a.ts:3 draw(⟦1, 2→2, 1⟧);', 'a.ts:4 draw(⟦f(3), 4→4, f(3)⟧);']);
});

describe('when a parameter was added', () => {
  test('callers that know the name pass it', async () => {
    const files = {
      'a.ts':
        'function draw(x: number⟦→, scale: number⟧) {}\n\nfunction all(scale: number) {\n  draw(1);\n}\nfunction none() {\n  draw(2);\n}\n',
    };
    expect(await takenAfter(files)).toEqual(['a.ts:4 draw(1⟦→, scale⟧);']);
  });

  test('callers that do not know the name are left alone', async () => {
    const files = { 'a.ts': 'function draw(x: number⟦→, scale: number⟧) {}\n\ndraw(1);\n' };
    expect(await offeredAfter(files)).toBe('silent: argument-unknown');
  });

  test('with a default nothing is to be done', async () => {
    const files = { 'a.py': 'def draw(x⟦→, scale=1⟧):\n    pass\n\nscale = 2\ndraw(1)\n' };
    expect(await offeredAfter(files)).toBe('silent: no-place');
  });
});

test('callers of a class follow its constructor', async () => {
  const files = {
    'a.py': 'class Pen:\n    def __init__(self, width⟦, color→⟧):\n        pass\n\nPen(1, "red")\n',
  };
  expect(await takenAfter(files)).toEqual(['a.py:5 Pen(1⟦, "red"→⟧)']);
});
