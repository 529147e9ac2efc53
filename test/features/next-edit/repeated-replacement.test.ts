import { describe, expect, test } from 'vitest';

import { offeredAfter, takenAfter } from './support/typed-scene.ts';

describe('a replacement that the person has made twice', () => {
  test('is offered at the next place below', async () => {
    const files = {
      'a.ts':
        'fetchUser(1);\n⟦fetchUser→loadUser⟧(2);\n⟦fetchUser→loadUser⟧(3);\nfetchUser(4);\nfetchUser(5);\n',
    };
    expect(await offeredAfter(files)).toBe('a.ts:4 ⟦fetchUser→loadUser⟧(4);');
  });

  test('is offered everywhere, below first, then above, the nearest first', async () => {
    const files = {
      'a.ts':
        'fetchUser(1);\nfetchUser(2);\n⟦fetchUser→loadUser⟧(3);\n⟦fetchUser→loadUser⟧(4);\nfetchUser(5);\n',
    };
    expect(await takenAfter(files)).toEqual([
      'a.ts:5 ⟦fetchUser→loadUser⟧(5);',
      'a.ts:2 ⟦fetchUser→loadUser⟧(2);',
      'a.ts:1 ⟦fetchUser→loadUser⟧(1);',
    ]);
  });

  test('is never offered inside another word', async () => {
    const files = {
      'a.ts': '⟦fetchUser→loadUser⟧(1);\n⟦fetchUser→loadUser⟧(2);\nprefetchUser(3);\nfetchUsers(4);\n',
    };
    expect(await offeredAfter(files)).toBe('silent: no-place');
  });

  test('is not offered in strings and comments when it was made in code', async () => {
    const files = {
      'a.ts': '⟦fetchUser→loadUser⟧(1);\n⟦fetchUser→loadUser⟧(2);\n// fetchUser(1)\nlog("fetchUser(2)");\n',
    };
    expect(await offeredAfter(files)).toBe('silent: no-place');
  });

  test('is offered in comments when it was made there', async () => {
    const files = {
      'a.ts':
        '// the ⟦colour→color⟧ of it\na();\n// the ⟦colour→color⟧ of that\nb();\n// the colour of all\nconst colour = 1;\n',
    };
    expect(await takenAfter(files)).toEqual(['a.ts:5 // the ⟦colour→color⟧ of all']);
  });

  test('is not offered where it stands already', async () => {
    const files = { 'a.ts': 'run(⟦config→config.all⟧);\nrun(⟦config→config.all⟧);\nrun(config.all);\n' };
    expect(await offeredAfter(files)).toBe('silent: no-place');
  });

  test('of a word that stands everywhere needs a line that reads alike', async () => {
    const files = {
      'a.py': 'run(strict=⟦True→False⟧)\nrun(strict=⟦True→False⟧)\nx = True\nrun(strict=True)\n',
    };
    expect(await takenAfter(files)).toEqual(['a.py:4 run(strict=⟦True→False⟧)']);
  });

  test('is not offered where the name that it brings means nothing', async () => {
    const files = {
      'a.py':
        'def one(items):\n    every = items\n    use(⟦items→every⟧)\n    use(⟦items→every⟧)\n\ndef two(items):\n    use(items)\n',
    };
    expect(await offeredAfter(files)).toBe('silent: no-place');
  });
});

describe('a replacement that the person has made once', () => {
  test('of one word is not offered', async () => {
    const files = { 'a.ts': 'log(⟦first→second⟧);\nrun(first);\n' };
    expect(await offeredAfter(files)).toBe('silent: not-distinctive');
  });

  test('of a distinctive expression is offered', async () => {
    const files = {
      'a.ts': 'const a = ⟦process.env.HOME→homeFolder()⟧;\nfoo();\nconst b = join(process.env.HOME, "x");\n',
    };
    expect(await offeredAfter(files)).toBe('a.ts:3 const b = join(⟦process.env.HOME→homeFolder()⟧, "x");');
  });

  test('of one word is offered in a line that reads alike', async () => {
    const files = {
      'a.go':
        'resp, err := ⟦client→session⟧.Send(request)\nlog(err)\nresp, err = client.Send(request)\nclient.Close()\n',
    };
    expect(await takenAfter(files)).toEqual(['a.go:3 resp, err = ⟦client→session⟧.Send(request)']);
  });
});

describe('an insertion', () => {
  test('is offered between the same words after it was made twice', async () => {
    const files = {
      'a.ts':
        'async function all() {\n  const a = ⟦→await ⟧loadUser(1);\n  const b = ⟦→await ⟧loadUser(2);\n  const c = loadUser(3);\n  const d = await loadUser(4);\n}\n',
    };
    expect(await takenAfter(files)).toEqual(['a.ts:4 const c = ⟦→await ⟧loadUser(3);']);
  });

  test('is not offered after it was made once', async () => {
    const files = { 'a.ts': 'const a = ⟦→await ⟧loadUser(1);\nconst c = loadUser(3);\n' };
    expect(await offeredAfter(files)).toBe('silent: not-distinctive');
  });

  test('between words that stand everywhere is not offered', async () => {
    const files = {
      'A.kt':
        'class A {\n  ⟦→actual ⟧override fun a() = 1\n  ⟦→actual ⟧override fun b() = 2\n  override fun c() = 3\n}\n',
    };
    expect(await offeredAfter(files)).toBe('silent: not-distinctive');
  });
});

test('a deletion is repeated like any other replacement', async () => {
  const files = { 'a.py': 'run(a⟦, verbose=quiet→⟧)\nrun(b⟦, verbose=quiet→⟧)\nrun(c, verbose=quiet)\n' };
  expect(await takenAfter(files)).toEqual(['a.py:3 run(c⟦, verbose=quiet→⟧)']);
});
