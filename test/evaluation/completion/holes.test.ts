import { describe, expect, test } from 'vitest';

import { codeKinds, type HoleKind, pickHoles, silentKinds, textWithHole, truthOf } from './holes.ts';

const text = `import { sum } from './sum.ts';

export function total(items: Item[], limit: number): number {
  const prices = items.map((item) => item.price);
  if (prices.length > limit) {
    report(prices, limit);
    return sum(prices.slice(0, limit));
  }
  return sum(prices);
}

/** Nothing in here is code. */
export function average(items: Item[]): number {
  return total(items, items.length) / items.length;
}
`;
const file = { uri: 'file:///w/total.ts', path: 'total.ts', text };

/** Each hole as its line with the cursor, and what is missing there. */
function shown(kind: HoleKind): readonly string[] {
  const holes = pickHoles([file], { kind, count: 40, seed: 5 });
  return holes.map((hole) => {
    const rest = textWithHole(hole);
    const [before, after] = [rest.slice(0, hole.start), rest.slice(hole.start)];
    const line = `${before.slice(before.lastIndexOf('\n') + 1)}█${after.split('\n', 1).join()}`;
    return `${hole.line}: ${line.trim()} ${JSON.stringify(truthOf(hole))}`;
  });
}

describe('a hole', () => {
  test('of a line takes it whole, behind its indentation', () => {
    expect(shown('line-start')).toContain('9: █ "return sum(prices);"');
  });

  test('in a line takes the rest of it', () => {
    for (const hole of shown('mid-line')) expect(hole).toMatch(/^\d+: .*\S *█ "/);
  });

  test('of arguments leaves the parentheses, and what is behind them', () => {
    expect(shown('arguments')).toContain('6: report(█); "prices, limit"');
  });

  test('of a block takes the lines of its body', () => {
    const body = 'report(prices, limit);\n    return sum(prices.slice(0, limit));';
    expect(shown('block')).toContain(`6: █ ${JSON.stringify(body)}`);
  });

  test('is never in a comment', () => {
    for (const kind of [...codeKinds, 'inside-word', 'after-closing'] as const)
      for (const hole of shown(kind)) expect(hole).not.toContain('Nothing in here');
  });

  test('leaves the file as it is where silence is right', () => {
    for (const kind of silentKinds)
      for (const hole of pickHoles([file], { kind, count: 9, seed: 1 }))
        expect(textWithHole(hole)).toBe(text);
  });
});

describe('silence is right', () => {
  test('amid a name', () => {
    for (const hole of shown('inside-word')) expect(hole).toMatch(/\w█\w/);
  });

  test('behind a closing bracket where the line goes on', () => {
    expect(shown('after-closing')).toContain('14: return total(items, items.length)█ / items.length; ""');
  });

  test('behind a whole statement', () => {
    expect(shown('line-complete')).toContain('6: report(prices, limit);█ ""');
  });

  test('between two definitions', () => {
    expect(shown('between-definitions')).toEqual(['11: █ ""']);
  });
});

test('the same seed picks the same holes', () => {
  for (const kind of [...codeKinds, ...silentKinds]) expect(shown(kind), kind).toEqual(shown(kind));
});
