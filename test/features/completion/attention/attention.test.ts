import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { TextDocument } from '../../../../server/base/text-document.ts';
import { Attention, type SuggestionEnd } from '../../../../server/features/completion/attention/attention.ts';
import { attentionSentence } from '../../../../server/features/completion/attention/attention-status.ts';
import { placeOf } from '../../../../server/features/completion/attention/place.ts';
import { ManualClock } from '../../../support/manual-clock.ts';

const uri = 'file:///w/a.ts';

/** The document and the offset of its cursor `█`. */
function scene(marked: string, at = uri) {
  const offset = marked.indexOf('█');
  const document = new TextDocument(
    { uri: at, languageId: 'typescript', version: 1 },
    marked.replace('█', ''),
  );
  return { document, offset };
}

function newAttention() {
  const clock = new ManualClock();
  const attention = new Attention(clock);
  return {
    clock,
    attention,
    end: (
      marked: string,
      text: string,
      how: SuggestionEnd['how'],
      options: { ms?: number; uri?: string } = {},
    ) => {
      const { document, offset } = scene(marked, options.uri);
      attention.ended({ place: placeOf(document, offset), text, how, shownMs: options.ms ?? 1_000 });
    },
    isDismissed: (marked: string, text: string, at = uri) => {
      const { document, offset } = scene(marked, at);
      return attention.isDismissed(document, offset, text);
    },
    isJustAccepted: (marked: string) => {
      const { document, offset } = scene(marked);
      return attention.at(document, offset).isJustAccepted;
    },
  };
}

const before = 'function f() {\n  const a = 1;\n  const b = █\n}\n';

describe('what was not wanted', () => {
  test.each([
    ['dismissed', 0, true],
    ['dismissed', 5_000, true],
    ['ignored', 750, true],
    ['ignored', 749, false],
    ['superseded', 5_000, false],
    ['accepted', 5_000, false],
    ['partly', 5_000, false],
  ] as const)('is what was %s after %i ms: %s', (how, ms, isDismissed) => {
    const session = newAttention();
    session.end(before, 'compute(a);', how, { ms });
    expect(session.isDismissed(before, 'compute(a);')).toBe(isDismissed);
  });

  test.each([
    ['edits elsewhere', `import x from 'x';\n\n${before}\nmore();\n`],
    ['another indentation', before.replace(/ {2}/g, '\t')],
    ['blank lines between', before.replace('  const b', '\n\n  const b')],
    ['typing along it', before.replace('█', 'comp█')],
    ['typing along it, all but a bracket', before.replace('█', 'compute(a█')],
    ['taking characters back', before.replace('b = █', 'b =█')],
  ])('is known again after %s', (_, now) => {
    const session = newAttention();
    session.end(before, 'compute(a);', 'dismissed');
    const { document, offset } = scene(now);
    const line = document.lineOf(offset);
    const left = document.text.slice(document.lineStart(line), offset).trimStart();
    expect(session.isDismissed(now, 'const b = compute(a);'.slice(left.length))).toBe(true);
  });

  test.each([
    ['another text', before, 'other(a);'],
    ['a text that goes on in the same word', before, 'computeAll(a);'],
    ['a text that goes on for much longer', before, 'compute(a); // and then what is said at length'],
    ['another line', before.replace('const b', 'const c'), 'compute(a);'],
    ['the same line below others', before.replace('const a = 1', 'const a = 2'), 'compute(a);'],
  ])('is not %s', (_, now, text) => {
    const session = newAttention();
    session.end(before, 'compute(a);', 'dismissed');
    expect(session.isDismissed(now, text)).toBe(false);
  });

  test('is not the same in another file', () => {
    const session = newAttention();
    session.end(before, 'compute(a);', 'dismissed');
    expect(session.isDismissed(before, 'compute(a);', 'file:///w/b.ts')).toBe(false);
  });

  test.each([
    ['that stops earlier', 'compute(a)'],
    ['that goes on a little', 'compute(a).then();'],
    ['with other lines behind the first', 'compute(a);\n  return b;'],
    ['with other blanks', 'compute(a);  '],
  ])('is a text %s', (_, text) => {
    const session = newAttention();
    session.end(before, 'compute(a);', 'dismissed');
    expect(session.isDismissed(before, text)).toBe(true);
  });

  test('a single bracket stands for nothing but itself', () => {
    const session = newAttention();
    session.end('call█', '(', 'dismissed');
    expect(session.isDismissed('call█', '(name);')).toBe(false);
    expect(session.isDismissed('call█', '(')).toBe(true);
  });

  test('is known by its first line with something on it', () => {
    const session = newAttention();
    session.end('if (a) {█', '\n  go();\n}', 'dismissed');
    expect(session.isDismissed('if (a) {█', '\n  go();\n  stop();\n}')).toBe(true);
    expect(session.isDismissed('if (a) {█', '\n  stop();\n}')).toBe(false);
  });

  test('is forgotten where it is taken after all', () => {
    const session = newAttention();
    session.end(before, 'compute(a);', 'dismissed');
    session.end(before, 'compute(a);', 'accepted');
    expect(session.isDismissed(before, 'compute(a);')).toBe(false);
  });

  test('is forgotten by resume, in the file that is named only', () => {
    const session = newAttention();
    session.end(before, 'x();', 'dismissed');
    session.end(before, 'x();', 'dismissed', { uri: 'file:///w/b.ts' });
    session.attention.resume('file:///w/b.ts');
    expect(session.isDismissed(before, 'x();')).toBe(true);
    expect(session.isDismissed(before, 'x();', 'file:///w/b.ts')).toBe(false);
    session.attention.resume();
    expect(session.isDismissed(before, 'x();')).toBe(false);
  });

  test('is remembered for the last fifty of a file and the last two hundred files', () => {
    const session = newAttention();
    for (let index = 0; index <= 50; index++) session.end(`a${index}.█`, `b${index};`, 'dismissed');
    expect(session.isDismissed('a0.█', 'b0;')).toBe(false);
    expect(session.isDismissed('a1.█', 'b1;')).toBe(true);
    for (let index = 0; index < 199; index++)
      session.end('a.█', 'b;', 'dismissed', { uri: `file:///w/${index}.ts` });
    expect(session.isDismissed('a1.█', 'b1;')).toBe(true);
    session.end('a.█', 'b;', 'dismissed', { uri: 'file:///w/199.ts' });
    expect(session.isDismissed('a1.█', 'b1;')).toBe(false);
  });

  test('is remembered in a file that is used again and again', () => {
    const session = newAttention();
    session.end('a.█', 'b;', 'dismissed');
    for (let index = 0; index < 400; index++) {
      session.end('a.█', 'b;', 'dismissed', { uri: `file:///w/${index}.ts` });
      session.end('c.█', 'd;', 'ignored');
    }
    expect(session.isDismissed('a.█', 'b;')).toBe(true);
  });

  test('whatever is dismissed is known wherever it is typed along on its line', () => {
    const word = fc.stringMatching(/^[a-z(). "]{1,12}$/).filter((text) => text.trim() !== '');
    fc.assert(
      fc.property(word, word, fc.nat(), (left, text, along) => {
        const session = newAttention();
        session.end(`${left}█`, text, 'dismissed');
        const typed = along % text.length;
        expect(session.isDismissed(`${left}${text.slice(0, typed)}█`, text.slice(typed))).toBe(true);
      }),
    );
  });
});

describe('three unwanted suggestions in a row', () => {
  const three = (session: ReturnType<typeof newAttention>) => {
    for (const text of ['a();', 'b();', 'c();']) session.end('x = █', text, 'dismissed');
  };

  test('make a file manual for ten minutes, and no other', () => {
    const session = newAttention();
    three(session);
    expect(session.attention.status(uri)).toEqual({ kind: 'manual', leftMs: 600_000 });
    expect(session.attention.status('file:///w/b.ts')).toEqual({ kind: 'on' });
    session.clock.advance(599_999);
    expect(session.attention.status(uri)).toEqual({ kind: 'manual', leftMs: 1 });
    session.clock.advance(1);
    expect(session.attention.status(uri)).toEqual({ kind: 'on' });
  });

  test.each(['accepted', 'partly'] as const)('are not in a row where one between was %s', (how) => {
    const session = newAttention();
    session.end('x = █', 'a();', 'dismissed');
    session.end('x = █', 'b();', 'ignored');
    session.end('x = █', 'd();', how);
    session.end('x = █', 'c();', 'dismissed');
    session.end('x = █', 'e();', 'dismissed');
    expect(session.attention.status(uri)).toEqual({ kind: 'on' });
  });

  test('count only what could be read', () => {
    const session = newAttention();
    for (const text of ['a', 'b', 'c', 'd']) session.end('x = █', text, 'ignored', { ms: 300 });
    expect(session.attention.status(uri)).toEqual({ kind: 'on' });
  });

  test('are undone by one command', () => {
    const session = newAttention();
    three(session);
    expect(session.attention.resume(uri)).toEqual({ kind: 'on' });
    expect(session.isDismissed('x = █', 'a();')).toBe(false);
  });

  test('after the ten minutes need three more', () => {
    const session = newAttention();
    three(session);
    session.clock.advance(600_000);
    session.end('x = █', 'd();', 'dismissed');
    expect(session.attention.status(uri)).toEqual({ kind: 'on' });
  });
});

describe('switching off', () => {
  test('everywhere holds in every file until it is switched on again', () => {
    const { attention } = newAttention();
    expect(attention.toggle()).toEqual({ kind: 'off', where: 'everywhere' });
    expect(attention.status(uri)).toEqual({ kind: 'off', where: 'everywhere' });
    expect(attention.toggle()).toEqual({ kind: 'on' });
    expect(attention.status(uri)).toEqual({ kind: 'on' });
  });

  test('one file leaves the others on, however its URI is spelled', () => {
    const { attention } = newAttention();
    attention.toggle('file:///c%3A/a.ts');
    expect(attention.status('file:///c:/a.ts')).toEqual({ kind: 'off', where: 'in this file' });
    expect(attention.status(uri)).toEqual({ kind: 'on' });
  });

  test('one file on while all are off holds for it, until all are switched again', () => {
    const { attention } = newAttention();
    attention.toggle();
    expect(attention.toggle(uri)).toEqual({ kind: 'on' });
    expect(attention.status()).toEqual({ kind: 'off', where: 'everywhere' });
    attention.toggle();
    attention.toggle();
    expect(attention.status(uri)).toEqual({ kind: 'off', where: 'everywhere' });
  });

  test('a file that is off stays so while all go off and on', () => {
    const { attention } = newAttention();
    attention.toggle(uri);
    attention.toggle();
    attention.toggle();
    expect(attention.status(uri)).toEqual({ kind: 'off', where: 'in this file' });
  });
});

describe('snoozing', () => {
  test('ends by itself', () => {
    const { attention, clock } = newAttention();
    expect(attention.snooze(5)).toEqual({ kind: 'snoozed', leftMs: 300_000 });
    clock.advance(300_000);
    expect(attention.status(uri)).toEqual({ kind: 'on' });
  });

  test.each([0, -3, Number.NaN])('for %d minutes ends it', (minutes) => {
    const { attention } = newAttention();
    attention.snooze(5);
    expect(attention.snooze(minutes)).toEqual({ kind: 'on' });
  });

  test('lasts a day at most', () => {
    const { attention } = newAttention();
    expect(attention.snooze(Number.POSITIVE_INFINITY)).toEqual({ kind: 'snoozed', leftMs: 86_400_000 });
  });
});

test('after resume suggestions are on, whatever was said and done before', () => {
  const steps: readonly ((session: ReturnType<typeof newAttention>) => void)[] = [
    ({ attention }) => attention.toggle(),
    ({ attention }) => attention.toggle(uri),
    ({ attention }) => attention.snooze(30),
    ({ clock }) => clock.advance(60_000),
    ({ end }) => end('x = █', 'f();', 'dismissed'),
    ({ end }) => end('x = █', 'g();', 'ignored'),
    ({ end }) => end('x = █', 'h();', 'accepted'),
  ];
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...steps), { maxLength: 12 }), (taken) => {
      const session = newAttention();
      const { attention } = session;
      for (const step of taken) step(session);
      expect(attention.resume(uri)).toEqual({ kind: 'on' });
      expect(session.isDismissed('x = █', 'f();')).toBe(false);
    }),
  );
});

describe('a suggestion that was just taken', () => {
  test('is known right behind it', () => {
    const session = newAttention();
    session.end('  x = █', 'f();', 'accepted');
    expect(session.isJustAccepted('  x = f();█')).toBe(true);
  });

  test.each(['  x = f(); █', '  x = f()█', '\n  x = f();█', '  y = f();█', '█'])(
    'is not known at %j',
    (now) => {
      const session = newAttention();
      session.end('  x = █', 'f();', 'accepted');
      expect(session.isJustAccepted(now)).toBe(false);
    },
  );

  test('is not known where it had several lines or was taken in part', () => {
    const session = newAttention();
    session.end('x = █', 'f();\ng();', 'accepted');
    expect(session.isJustAccepted('x = f();\ng();█')).toBe(false);
    session.end('x = █', 'f();', 'partly');
    expect(session.isJustAccepted('x = f();█')).toBe(false);
  });
});

test('the status is told in plain words', () => {
  const session = newAttention();
  const told = [attentionSentence(session.attention.status())];
  told.push(attentionSentence(session.attention.toggle()));
  session.attention.toggle();
  told.push(attentionSentence(session.attention.toggle(uri)));
  session.attention.toggle(uri);
  told.push(attentionSentence(session.attention.snooze(30)));
  session.attention.snooze(0);
  for (const text of ['a', 'b', 'c']) session.end('x = █', text, 'dismissed');
  session.clock.advance(540_001);
  told.push(attentionSentence(session.attention.status(uri)));
  expect(told.join('\n')).toMatchInlineSnapshot(`
    "Suggestions are on.
    Suggestions are off everywhere; innerloop.toggle brings them back.
    Suggestions are off in this file; innerloop.toggle brings them back.
    Suggestions sleep for 30 more minutes; innerloop.resume wakes them.
    Three suggestions in a row were not wanted in this file: for 1 more minute they come only by hand. innerloop.resume undoes it."
  `);
});
