import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import fc from 'fast-check';
import { expect, test } from 'vitest';

import { seededRandom } from '../../../server/evaluation/seeded-random.ts';
import {
  drawnKind,
  frequencies,
  type NoiseKind,
  noiseKinds,
  piecesOf,
  replyOfKind,
  silentFrequencies,
  syntheticReply,
} from './noise.ts';
import type { NoiseScene } from './noise-forms.ts';

const text = `function total(items) {
  let sum = 0;
  for (const item of items) {
    sum += item.price;
    count += 1;
  }
  return sum;
}
`;

/** The hole is what stands between the two texts. */
function hole(from: string, to: string): NoiseScene {
  return { text, start: text.indexOf(from), end: text.indexOf(to), languageId: 'javascript' };
}

const block = hole('sum += item', '\n  }\n  return');
const argument = hole('const item', ') {\n    sum');

function replyTo(scene: NoiseScene, kind: NoiseKind, seed = 1): string {
  return replyOfKind(scene, kind, seededRandom(seed)).text;
}

test('both tables are of a thousand replies', () => {
  for (const table of [frequencies, silentFrequencies])
    expect(Object.values(table).reduce((sum, frequency) => sum + frequency, 0)).toBe(1_000);
});

test('kinds are drawn as often as the tables say, within a percent', () => {
  for (const table of [frequencies, silentFrequencies]) {
    const random = seededRandom(3);
    const draws = Array.from({ length: 40_000 }, () => drawnKind(table, random));
    for (const kind of noiseKinds) {
      const share = draws.filter((drawn) => drawn === kind).length / draws.length;
      expect(Math.abs(share * 1_000 - table[kind]), kind).toBeLessThan(10);
    }
  }
});

test('the page tells the frequencies of the program', async () => {
  const page = await readFile(join(import.meta.dirname, 'noise.md'), 'utf8');
  const told = [...page.matchAll(/^\| `([\w-]+)` \| (\d+) \| (\d+) \|/gm)].map(([, ...row]) => row);
  expect(told).toEqual(
    noiseKinds.map((kind) => [kind, `${frequencies[kind]}`, `${silentFrequencies[kind]}`]),
  );
});

test('the same seed gives the same reply', () => {
  const seeds = fc.integer({ min: 0, max: 2 ** 31 });
  const scenes = fc.constantFrom(block, argument);
  fc.assert(
    fc.property(seeds, scenes, (seed, scene) => {
      expect(syntheticReply(scene, seededRandom(seed))).toEqual(syntheticReply(scene, seededRandom(seed)));
    }),
  );
});

const replies = fc
  .array(fc.constantFrom('a', '\n', 'é', '漢', '🙂'), { maxLength: 60 })
  .map((characters) => characters.join(''));

test('the pieces of a reply are the reply, and no pair of surrogates is split', () => {
  fc.assert(
    fc.property(replies, fc.integer(), (reply, seed) => {
      const pieces = piecesOf(reply, seededRandom(seed));
      expect(pieces.join('')).toBe(reply);
      expect(pieces.filter((piece) => /[\uD800-\uDFFF]/u.test(piece))).toEqual([]);
    }),
  );
});

test('a clean reply is the true text', () => {
  expect(replyTo(block, 'clean')).toBe('sum += item.price;\n    count += 1;');
});

test('a reply runs on into the lines behind it', () => {
  expect(replyTo(block, 'runs-on')).toContain('count += 1;\n  }\n');
});

test('a reply overlaps with the rest of its line', () => {
  expect(replyTo(argument, 'overlap')).toMatch(/^const item of items\)/);
});

test('one name is another one of the file', () => {
  const reply = replyTo(argument, 'wrong-name');
  expect(reply).not.toBe('const item of items');
  expect(text).toContain(/\w+/.exec(reply)?.[0]);
});

test('a reply that was cut off is the beginning of the true text, and says so', () => {
  const reply = replyOfKind(block, 'cut-off', seededRandom(1));
  expect('sum += item.price;\n    count += 1;'.startsWith(reply.text)).toBe(true);
  expect(reply.text.length).toBeLessThan(32);
  expect(reply.isCutOff).toBe(true);
});

test('a fence stands around the text', () => {
  expect(replyTo(argument, 'fence', 4)).toMatch(/^```javascript\n[^\n]*const item of items/);
});

test('a kind that is not possible gives the true text, and is called clean', () => {
  expect(replyOfKind(argument, 'lost-line', seededRandom(1))).toEqual({
    kind: 'clean',
    text: 'const item of items',
    isCutOff: false,
  });
});

test('every kind but clean and blank differs from the true text wherever it is possible', () => {
  for (const kind of noiseKinds.filter((name) => name !== 'clean' && name !== 'blank')) {
    for (let seed = 0; seed < 40; seed++) {
      const reply = replyOfKind(block, kind, seededRandom(seed));
      if (reply.kind === kind) expect(reply.text, kind).not.toBe('sum += item.price;\n    count += 1;');
    }
  }
});
