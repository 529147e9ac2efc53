import fc from 'fast-check';
import { expect, test } from 'vitest';

import type { ModelEvent } from '../../server/model/language-model.ts';
import { unwrapped } from '../../server/model/stream-transforms.ts';
import { textOf } from './model-bench.ts';

const open = '<COMPLETION>';
const close = '</COMPLETION>';
const pieces = fc.array(
  fc.oneof(fc.string({ maxLength: 4 }), fc.constantFrom('<', '</', '<COMP', 'COMPLETION>', '>', '\n', ' ')),
);
const text = pieces.map((all) => all.join('')).filter((joined) => !joined.includes(close));

/** Cuts a text into events at any places, with an end behind. */
function eventsOf(whole: string, cuts: readonly number[]): readonly ModelEvent[] {
  const places = [...new Set(cuts.map((cut) => cut % (whole.length + 1)))].sort((a, b) => a - b);
  const bounds = [0, ...places, whole.length];
  const texts = bounds.slice(1).map((end, index) => whole.slice(bounds[index], end));
  return [
    ...texts.map((part) => ({ kind: 'text', text: part }) as const),
    { kind: 'end', reason: 'complete' },
  ];
}

async function check(whole: string, cuts: readonly number[]): Promise<readonly ModelEvent[]> {
  async function* source() {
    yield* eventsOf(whole, cuts);
  }
  const events: ModelEvent[] = [];
  for await (const event of unwrapped(source(), [open, close])) events.push(event);
  return events;
}

test('the text between the tags comes out, wherever the stream is cut', async () => {
  const blank = fc.constantFrom('', ' ', '\n\n');
  await fc.assert(
    fc.asyncProperty(blank, text, fc.string(), fc.array(fc.nat()), async (before, inner, behind, cuts) => {
      const events = await check(`${before}${open}${inner}${close}${behind}`, cuts);
      expect(textOf(events)).toBe(inner);
    }),
  );
});

test('a missing closing tag costs nothing', async () => {
  await fc.assert(
    fc.asyncProperty(text, fc.array(fc.nat()), async (inner, cuts) => {
      expect(textOf(await check(`${open}${inner}`, cuts))).toBe(inner);
    }),
  );
});

test('an answer without tags is taken at its word', async () => {
  const untagged = text.filter((whole) => !whole.trimStart().startsWith(open));
  await fc.assert(
    fc.asyncProperty(untagged, fc.array(fc.nat()), async (whole, cuts) => {
      expect(textOf(await check(whole, cuts))).toBe(whole);
    }),
  );
});

test('the end comes behind all text', async () => {
  await fc.assert(
    fc.asyncProperty(text, fc.array(fc.nat()), async (whole, cuts) => {
      const events = await check(whole, cuts);
      expect(events.at(-1)).toEqual({ kind: 'end', reason: 'complete' });
      expect(events.filter(({ kind }) => kind === 'end')).toHaveLength(1);
    }),
  );
});
