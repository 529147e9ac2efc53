import fc from 'fast-check';
import { expect, test } from 'vitest';
import { TextDocument } from '../../server/base/text-document.ts';
import { toldTo } from '../../server/features/completion/life/life-events.ts';
import { SuggestionLives } from '../../server/features/completion/life/suggestion-life.ts';
import { parseEvents } from '../../server/metrics/model-events.ts';
import { type SuggestionEvent, suggestionEventLine } from '../../server/metrics/suggestion-events.ts';
import { type SuggestionFacts, SuggestionLog } from '../../server/metrics/suggestion-log.ts';
import { ManualClock } from '../support/manual-clock.ts';

const facts: SuggestionFacts = {
  kind: 'suggestion-offered',
  id: '1',
  reason: undefined,
  model: 'quick',
  language: 'typescript',
  latencyMs: 12,
  source: 'model',
  profile: 'quiet',
  trigger: 'automatic',
  shownMs: undefined,
  acceptedLength: undefined,
  uri: 'file:///secret.ts',
  text: 'a +\nb',
};

function scene() {
  const lines: string[] = [];
  const clock = new ManualClock();
  const store = {
    isFull: false,
    append: async (line: string) => {
      if (store.isFull) throw new Error('the disk is full');
      lines.push(line);
    },
  };
  const hash = { of: async (text: string) => text.length.toString(16).padStart(32, '0') };
  return { lines, clock, store, log: new SuggestionLog({ store, clock, hash, makeId: () => 'session' }) };
}

test('writes what became of a suggestion as one line, with hashes in place of texts', async () => {
  const { log, lines } = scene();
  log.tell(facts);
  log.tell({ ...facts, kind: 'suggestion-ignored', reason: 'typed-away', shownMs: 800, acceptedLength: 0 });
  await log.dispose();
  expect(lines).toMatchInlineSnapshot(`
    [
      "{"v":1,"kind":"suggestion-offered","id":"session-1","at":0,"model":"quick","language":"typescript","latencyMs":12,"length":5,"lines":2,"source":"model","profile":"quiet","trigger":"automatic","document":"00000000000000000000000000000011","text":"00000000000000000000000000000005"}",
      "{"v":1,"kind":"suggestion-ignored","id":"session-1","at":0,"reason":"typed-away","model":"quick","language":"typescript","latencyMs":12,"length":5,"lines":2,"source":"model","profile":"quiet","trigger":"automatic","shownMs":800,"acceptedLength":0,"document":"00000000000000000000000000000011","text":"00000000000000000000000000000005"}",
    ]
  `);
});

test('writes a moment later, in one go and in order', async () => {
  const { log, lines, clock } = scene();
  log.tell(facts);
  log.tell({ ...facts, id: '2' });
  expect(lines).toEqual([]);
  clock.advance(2_000);
  await log.dispose();
  expect(parseEvents(lines.join('\n')).suggestions).toMatchObject([{ id: 'session-1' }, { id: 'session-2' }]);
});

test('counts silence by minute, reason and language', async () => {
  const { log, lines, clock } = scene();
  for (let index = 0; index < 300; index += 1) log.silent('unsure', 'rust');
  log.silent('inside-word', 'rust');
  clock.advance(60_000);
  log.silent('unsure', 'rust');
  await log.dispose();
  expect(lines).toEqual([
    '{"v":1,"kind":"suggestion-silent","at":0,"reason":"unsure","language":"rust","count":300}',
    '{"v":1,"kind":"suggestion-silent","at":0,"reason":"inside-word","language":"rust","count":1}',
    '{"v":1,"kind":"suggestion-silent","at":60000,"reason":"unsure","language":"rust","count":1}',
  ]);
});

test('says nothing and goes on when a line cannot be written', async () => {
  const { log, lines, store, clock } = scene();
  store.isFull = true;
  log.tell(facts);
  clock.advance(2_000);
  await Promise.resolve();
  for (let turns = 0; turns < 10; turns += 1) await Promise.resolve();
  store.isFull = false;
  log.tell({ ...facts, id: '2' });
  await log.dispose();
  expect(lines).toHaveLength(1);
});

test('holds the newest 500 lines at most', async () => {
  const { log, lines } = scene();
  for (let id = 0; id < 600; id += 1) log.tell({ ...facts, id: String(id) });
  await log.dispose();
  expect(lines).toHaveLength(500);
  expect(lines[0]).toContain('"session-100"');
});

test('reads what it wrote, beside the events of models, and skips none', () => {
  const event: SuggestionEvent = {
    kind: 'suggestion-accepted',
    trigger: 'invoked',
    ...{
      id: 'a-1',
      at: 5,
      reason: 'told',
      model: 'quick',
      language: 'c++',
      source: 'cache',
      profile: 'quiet',
    },
    ...{ latencyMs: 3, length: 9, lines: 1, shownMs: 7, acceptedLength: 9 },
    ...{ document: 'a'.repeat(32), text: undefined },
  };
  const silent = { kind: 'suggestion-silent', at: 0, reason: 'unsure', language: 'go', count: 2 } as const;
  const text = `${suggestionEventLine(event)}\n${suggestionEventLine(silent)}\n`;
  expect(parseEvents(text)).toEqual({ events: [], suggestions: [event, silent], skipped: 0 });
});

test('writes less than 4 KB whatever the names are', () => {
  const name = '\u0000'.repeat(10_000);
  const silent = { kind: 'suggestion-silent', at: 0, reason: name, language: name, count: 2 } as const;
  expect(suggestionEventLine(silent).length).toBeLessThan(4_096);
});

const word = fc.string({ minLength: 4, maxLength: 12, unit: fc.constantFrom(...'ghijklmnopqrstuvwxyz_') });

test('no line holds any word of a document, of a suggestion or of a path', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(word, { minLength: 4, maxLength: 8 }), word, async (words, folder) => {
      const { log, lines, clock } = scene();
      const lives = new SuggestionLives({ clock, ...toldTo(log) });
      const [first = '', ...others] = words.map((each) => `xq${each}`);
      const uri = `file:///xq${folder}/xqa.ts`;
      let document = new TextDocument({ uri, languageId: 'typescript', version: 1 }, first);
      for (const [index, text] of others.entries()) {
        const offset = document.text.length;
        const replace = { start: offset, end: offset };
        const suggestion = {
          ...{ id: String(index), text, replace, confidence: 1, model: undefined },
          explanation: `written before, in xq${folder}.ts:1`,
        };
        lives.offered({
          ...{ suggestion, document, offset, trigger: 'automatic' },
          ...{ surface: 'ghost', source: 'embedded', profile: 'quiet', latencyMs: 1 },
        });
        const change = { start: offset, end: offset, text: index % 2 === 0 ? text : '!' };
        const before = document;
        document = document.withChange(change, before.version + 1);
        lives.documentChanged(before, document, [change]);
      }
      lives.dispose();
      await log.dispose();
      expect(lines.length).toBe(others.length * 3);
      for (const line of lines) expect(line).not.toContain('xq');
    }),
  );
});
