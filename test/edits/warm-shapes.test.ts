import { expect, test } from 'vitest';

import { TextDocument } from '../../server/base/text-document.ts';
import type { SourceFile } from '../../server/edits/ports.ts';
import { WarmShapes } from '../../server/edits/warm-shapes.ts';
import { ManualClock } from '../support/manual-clock.ts';

function scene() {
  const clock = new ManualClock();
  const read: string[] = [];
  const syntax = {
    shapeOf: async ({ text }: SourceFile) => {
      read.push(text);
      return undefined;
    },
    namesAt: async () => [],
  };
  return { clock, read, shapes: new WarmShapes({ clock, syntax }) };
}

function document(text: string, uri = 'file:///a.ts'): TextDocument {
  return new TextDocument({ uri, languageId: '', version: 1 }, text);
}

async function pass(clock: ManualClock, ms: number): Promise<void> {
  clock.advance(ms);
  await new Promise((resolve) => setImmediate(resolve));
}

test('reads the newest text of the document that was asked about, once typing pauses', async () => {
  const { clock, read, shapes } = scene();
  shapes.asked(document('one'));
  shapes.documentChanged(document('one t'));
  await pass(clock, 500);
  shapes.documentChanged(document('one two'));
  await pass(clock, 500);
  expect(read).toEqual([]);
  await pass(clock, 100);
  expect(read).toEqual(['one two']);
});

test('reads nothing of documents that nobody asked about, and nothing after the end', async () => {
  const { clock, read, shapes } = scene();
  shapes.documentChanged(document('one'));
  shapes.asked(document('one'));
  shapes.documentChanged(document('two', 'file:///b.ts'));
  await pass(clock, 1_000);
  shapes.documentChanged(document('one two'));
  shapes.dispose();
  await pass(clock, 1_000);
  expect(read).toEqual([]);
  expect(clock.sleeping).toBe(0);
});
