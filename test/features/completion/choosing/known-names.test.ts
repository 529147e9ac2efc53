import { describe, expect, test } from 'vitest';

import { neverAborted } from '../../../../server/base/cancellation.ts';
import { TextDocument } from '../../../../server/base/text-document.ts';
import { unknownNames, unknownNamesOf } from '../../../../server/features/completion/choosing/known-names.ts';
import { ManualClock } from '../../../support/manual-clock.ts';

function sceneOf(marked: string, path = 'a.ts') {
  const offset = marked.indexOf('█');
  const identity = { uri: `file:///w/${path}`, languageId: '', version: 1 };
  return { document: new TextDocument(identity, marked.replace('█', '')), offset };
}

/** The unknown names of a text at the cursor mark. */
function check(marked: string, text: string, path = 'a.ts'): string {
  return unknownNames(text, sceneOf(marked, path)).join(' ');
}

test('names of the document and of the language are known', () => {
  const scene = sceneOf('const basket = 1;\n█\nclass Zeppelin { rise() {} }\n');
  expect(unknownNames('if (basket > airship) return new Zeppelin().rise();', scene)).toEqual(['airship']);
});

describe('names that the text defines by itself are known', () => {
  test.each([
    ['a.ts', 'const { first, second: third } = basket;\nfirst + third'],
    ['a.ts', 'basket.map((item, index) => item + index)'],
    ['a.ts', 'function fill(basket, amount) {\n  return amount;'],
    ['a.py', 'for key, entry in basket:\n    print(key, entry)'],
    ['a.py', 'def fill(basket, amount=1):\n    return amount'],
    ['a.go', 'count, err := len(basket), nil\nreturn count, err'],
    ['a.rs', 'let mut total = basket;\ntotal'],
    ['a.java', 'int total = basket;\nreturn total;'],
  ])('%s: %s', (path, text) => {
    expect(check('basket\n█', text, path)).toBe('');
  });
});

test('words of strings and comments are no names', () => {
  expect(check('basket\n█', "basket('some words') // and more\n /* yet more */")).toBe('');
});

test('a word that the cursor stands in is read whole', () => {
  expect(check('const basketSize = 1;\nreturn basket█', 'Size + 1')).toBe('');
  expect(check('const basketSize = 1;\nreturn basket█', 'Weight')).toBe('basketWeight');
});

test('names far from the cursor are not looked at, so that a long file costs no more than a short one', () => {
  const far = `const basket = 1;\n${'a();\n'.repeat(500)}█`;
  expect(check(far, 'basket')).toBe('basket');
});

describe('the index', () => {
  const scene = sceneOf('█');
  const texts = ['basket(airship)', 'basket(zeppelin)'];

  test('is asked once for the names that are left', async () => {
    const asked: (readonly string[])[] = [];
    const index = {
      known: async (names: readonly string[]) => {
        asked.push(names);
        return new Set(['basket', 'airship']);
      },
    };
    const parts = { index, clock: new ManualClock(), signal: neverAborted };
    expect(await unknownNamesOf(texts, scene, parts)).toEqual([[], ['zeppelin']]);
    expect(asked).toEqual([['basket', 'airship', 'zeppelin']]);
  });

  test('is not waited for longer than its deadline, and may fail', async () => {
    const clock = new ManualClock();
    const never = { known: () => new Promise<ReadonlySet<string>>(() => undefined) };
    const waiting = unknownNamesOf(texts, scene, { index: never, clock, signal: neverAborted });
    clock.advance(20);
    const all = [
      ['basket', 'airship'],
      ['basket', 'zeppelin'],
    ];
    expect(await waiting).toEqual(all);
    const failing = { known: () => Promise.reject(new Error('gone')) };
    expect(await unknownNamesOf(texts, scene, { index: failing, clock, signal: neverAborted })).toEqual(all);
  });

  test('a request that is aborted meanwhile rejects with its reason', async () => {
    const leaving = new AbortController();
    const never = { known: () => new Promise<ReadonlySet<string>>(() => undefined) };
    const waiting = unknownNamesOf(texts, scene, {
      index: never,
      clock: new ManualClock(),
      signal: leaving.signal,
    });
    leaving.abort(new Error('typed on'));
    await expect(waiting).rejects.toThrow('typed on');
  });
});
