import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { newChat, parseChat, turnHeadingsIn } from '../../../server/features/chat/chat-document.ts';
import { chatFileName, slugOf } from '../../../server/features/chat/chat-file-name.ts';

function check(text: string) {
  const { turns, question } = parseChat(text);
  for (const { content, range } of turns) expect(text.slice(range.start, range.end)).toBe(content);
  return { turns: turns.map(({ role, content }) => [role, content]), question: question?.content };
}

describe('a chat document is read as people leave it', () => {
  test.each([
    ['', { turns: [], question: undefined }],
    ['How?\n', { turns: [['user', 'How?']], question: 'How?' }],
    ['# My title\n\nHow?', { turns: [['user', 'How?']], question: 'How?' }],
    [
      '## You\n\nHow?\n\n## innerloop\n\nSo.\n\n## You\n\n',
      {
        turns: [
          ['user', 'How?'],
          ['assistant', 'So.'],
        ],
        question: undefined,
      },
    ],
    [
      '## You\r\nHow?\r\n## innerloop\r\nSo.\r\n## You\r\nAnd?\r\n',
      {
        turns: [
          ['user', 'How?'],
          ['assistant', 'So.'],
          ['user', 'And?'],
        ],
        question: 'And?',
      },
    ],
    [
      '# you:\nHow?\n### INNERLOOP ##\nSo.',
      {
        turns: [
          ['user', 'How?'],
          ['assistant', 'So.'],
        ],
        question: undefined,
      },
    ],
    ['## You\nHow?\n## innerloop\n', { turns: [['user', 'How?']], question: 'How?' }],
    [
      '## You\nHow?\n```md\n## innerloop\n```\n',
      { turns: [['user', 'How?\n```md\n## innerloop\n```']], question: 'How?\n```md\n## innerloop\n```' },
    ],
    [
      '## You\nHow?\n```\nopen\n## innerloop\nSo.',
      {
        turns: [
          ['user', 'How?\n```\nopen'],
          ['assistant', 'So.'],
        ],
        question: undefined,
      },
    ],
    ['Text above.\n## You\n', { turns: [['user', 'Text above.']], question: 'Text above.' }],
    ['Text above.\n## You\nHow?', { turns: [['user', 'How?']], question: 'How?' }],
    [
      '## Younger\n## innerloop-like\nHow?',
      {
        turns: [['user', '## Younger\n## innerloop-like\nHow?']],
        question: '## Younger\n## innerloop-like\nHow?',
      },
    ],
  ])('%j', (text, expected) => expect(check(text)).toEqual(expected));
});

test('a new document holds no question, or the one it was made for', () => {
  expect(check(newChat(''))).toEqual({ turns: [], question: undefined });
  expect(check(newChat('What is @src/a.ts?'))).toMatchObject({ question: 'What is @src/a.ts?' });
});

test('every text is a conversation whose turns stand in it in order', () => {
  const piece = fc.constantFrom(
    '## You',
    '## innerloop',
    '\n',
    '\r\n',
    'word',
    '```',
    '# x',
    ' ',
    '<!--',
    '-->',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
      const text = pieces.join('');
      const { turns, question } = parseChat(text);
      let at = 0;
      for (const { range, content } of turns) {
        expect(at <= range.start && range.start < range.end && range.end <= text.length).toBe(true);
        expect(text.slice(range.start, range.end)).toBe(content);
        at = range.end;
      }
      if (question !== undefined) expect(turns.at(-1)).toEqual(question);
    }),
  );
});

test('lines of an answer that would begin a turn are known', () => {
  expect(turnHeadingsIn('So.\n  ## You\n```\n## You\n```\n## Your code')).toEqual([6]);
});

test.each([
  [
    'How is the tax of a book computed, and why?',
    '2026-11-24-how-is-the-tax-of-a-book-computed-and-why.chat.md',
  ],
  ['Où est la café? ../../etc', '2026-11-24-ou-est-la-cafe-etc.chat.md'],
  ['', '2026-11-24-1354.chat.md'],
  ['漢字', '2026-11-24-1354.chat.md'],
])('a document for %j has a plain name', (question, name) => {
  expect(chatFileName(question, Date.UTC(2026, 10, 24, 13, 54))).toBe(name);
});

test('a slug is short, even of one long word', () => {
  expect(slugOf('a'.repeat(100))).toHaveLength(48);
  expect(slugOf('word '.repeat(40)).length).toBeLessThanOrEqual(48);
});
