import { expect, test } from 'vitest';

import { TextDocument } from '../../server/base/text-document.ts';
import { type Keystroke, type Position, typingSession } from './typing-session.ts';

const session = typingSession(2_000);

function typedInto(text: string, keystrokes: readonly Keystroke[]): TextDocument {
  let document = new TextDocument({ uri: 'file:///w/a.js', languageId: 'javascript', version: 1 }, text);
  const offset = ({ line, character }: Position) => document.lineStart(line) + character;
  for (const { from, to, text: added } of keystrokes)
    document = document.withChange({ start: offset(from), end: offset(to), text: added }, 2);
  return document;
}

test('the session is 2,000 keystrokes in a file of about 5,000 lines, at about ten a second', () => {
  const { length } = session.keystrokes;
  const document = typedInto(session.text, session.keystrokes);
  const gaps = session.keystrokes.map(({ gapMs }) => gapMs).sort((a, b) => a - b);
  expect(length).toBe(2_000);
  expect(document.lineCount).toBeGreaterThan(4_900);
  expect(gaps[1_000]).toBeGreaterThan(70);
  expect(gaps[1_000]).toBeLessThan(120);
});

test('what is typed is the real code, and each keystroke knows its place', () => {
  for (const count of [1, 500, 1_000, 2_000]) {
    const keystrokes = session.keystrokes.slice(0, count);
    const last = keystrokes.at(-1);
    if (last?.typed === undefined) continue;
    const document = typedInto(session.text, keystrokes);
    const before = document.text.slice(0, document.lineStart(last.cursor.line) + last.cursor.character);
    expect(before.endsWith(last.tail)).toBe(true);
    expect(before.endsWith(session.typed.slice(0, last.typed))).toBe(true);
  }
});

test('mistakes are taken back', () => {
  const erased = session.keystrokes.filter(({ from, to }) => to.character > from.character);
  const mistakes = session.keystrokes.filter(({ typed }) => typed === undefined);
  expect(mistakes.length).toBeGreaterThan(10);
  expect(Math.abs(erased.length - mistakes.length)).toBeLessThanOrEqual(1);
});

test('it is the same every time', () => {
  expect(typingSession(300).keystrokes).toEqual(session.keystrokes.slice(0, 300));
});
