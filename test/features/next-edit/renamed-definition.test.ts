import { describe, expect, test } from 'vitest';

import { offeredAfter, takenAfter } from './support/typed-scene.ts';

describe('when a definition was renamed', () => {
  test('its references are offered, also after one of them was taken', async () => {
    const files = {
      'a.ts':
        'function ⟦load→fetchAll⟧(id: number) {\n  return id;\n}\n\nload(1);\nconst x = load(2) + load(3);\n',
    };
    expect(await takenAfter(files)).toEqual([
      'a.ts:5 ⟦load→fetchAll⟧(1);',
      'a.ts:6 const x = ⟦load→fetchAll⟧(2) + load(3);',
      'a.ts:6 const x = fetchAll(2) + ⟦load→fetchAll⟧(3);',
    ]);
  });

  test('neither members of that name, nor keys, strings or comments are offered', async () => {
    const files = {
      'a.ts':
        'function ⟦load→fetchAll⟧() {}\n\napi.load();\nconst x = { load: 1 };\n// load()\nlog("load");\nload();\n',
    };
    expect(await takenAfter(files)).toEqual(['a.ts:7 ⟦load→fetchAll⟧();']);
  });

  test('nothing is offered while another definition has the old name', async () => {
    const files = { 'a.py': 'def ⟦load→fetch⟧():\n    pass\n\ndef load():\n    pass\n\nload()\n' };
    expect(await offeredAfter(files)).toBe('silent: still-defined');
  });

  test('nothing is offered when the new name was there before', async () => {
    const files = { 'a.py': 'def run(items):\n    ⟦first→items⟧ = 1\n    return first\n' };
    expect(await offeredAfter(files)).toMatch(/^silent/);
  });

  test('the files that import it follow', async () => {
    const files = {
      'src/load.ts': 'export function ⟦load→fetchAll⟧() {}\n',
      'src/use.ts': "import { load } from './load.ts';\n\nload();\n",
      'src/other.ts': "import { load } from './elsewhere.ts';\n\nload();\n",
    };
    expect(await takenAfter(files)).toEqual([
      "src/use.ts:1 import { ⟦load→fetchAll⟧ } from './load.ts';",
      'src/use.ts:3 ⟦load→fetchAll⟧();',
    ]);
  });
});

describe('when a parameter was renamed', () => {
  test('it is offered in its function only', async () => {
    const files = {
      'a.py': 'def one(⟦path→folder⟧):\n    return open(path)\n\ndef two(path):\n    return path\n',
    };
    expect(await takenAfter(files)).toEqual(['a.py:2 return open(⟦path→folder⟧)']);
  });

  test('a function inside that has a parameter of the old name is left alone', async () => {
    const files = {
      'a.ts':
        'function one(⟦item→entry⟧: string) {\n  const f = (item: string) => item;\n  return f(item);\n}\n',
    };
    expect(await takenAfter(files)).toEqual(['a.ts:3 return f(⟦item→entry⟧);']);
  });

  test('the name of an argument that is passed on is not the parameter', async () => {
    const files = { 'a.py': 'def one(⟦path→folder⟧):\n    return run(path=path)\n' };
    expect(await takenAfter(files)).toEqual(['a.py:2 return run(path=⟦path→folder⟧)']);
  });

  test('callers that pass it by name follow', async () => {
    const files = {
      'a.py': 'def one(⟦path→folder⟧):\n    return 1\n\none(path=1)\ntwo(path=2)\none(3)\n',
    };
    expect(await takenAfter(files)).toEqual(['a.py:4 one(⟦path→folder⟧=1)']);
  });
});

test('a local variable is offered in its function', async () => {
  const files = {
    'a.ts':
      'function f() {\n  const ⟦count→total⟧ = 1;\n  return count;\n}\nfunction g(count: number) {\n  return count;\n}\n',
  };
  expect(await takenAfter(files)).toEqual(['a.ts:3 return ⟦count→total⟧;']);
});

test('an attribute of self is offered in its class, behind self only', async () => {
  const files = {
    'a.py':
      'class A:\n    def __init__(self):\n        self.⟦items→entries⟧ = []\n\n    def all(self, other):\n        return self.items + other.items\n',
  };
  expect(await takenAfter(files)).toEqual(['a.py:6 return self.⟦items→entries⟧ + other.items']);
});

test('an import that got another name is offered where it is used', async () => {
  const files = { 'a.ts': "import { read as ⟦readAll→readFile⟧ } from './x.ts';\n\nreadAll('a');\n" };
  expect(await takenAfter(files)).toEqual(["a.ts:3 ⟦readAll→readFile⟧('a');"]);
});
