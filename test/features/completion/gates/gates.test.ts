import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { TextDocument } from '../../../../server/base/text-document.ts';
import { Attention } from '../../../../server/features/completion/attention/attention.ts';
import { placeOf } from '../../../../server/features/completion/attention/place.ts';
import type { CompletionOptions } from '../../../../server/features/completion/completion-options.ts';
import { maxDocumentLength, maxLineLength } from '../../../../server/features/completion/document-limits.ts';
import { passGates } from '../../../../server/features/completion/gates/all-gates.ts';
import type { GateScene } from '../../../../server/features/completion/gates/gate.ts';
import { profiles } from '../../../../server/features/completion/profiles.ts';
import { stillTyping } from '../../../../server/features/completion/typing/typing-state.ts';
import { ManualClock } from '../../../support/manual-clock.ts';
import { standardOptions } from '../standard-options.ts';

interface Circumstances {
  readonly trigger?: 'invoked' | 'automatic';
  readonly options?: Partial<CompletionOptions>;
  readonly typing?: Partial<GateScene['typing']>;
  readonly attention?: Attention;
  readonly isExcluded?: boolean;
}

const uri = 'file:///w/src/a.ts';

function sceneOf(marked: string, circumstances: Circumstances = {}): GateScene {
  const options = { ...standardOptions, ...circumstances.options };
  const offset = marked.indexOf('█');
  const document = new TextDocument({ uri, languageId: 'typescript', version: 1 }, marked.replace('█', ''));
  const attention = circumstances.attention ?? new Attention(new ManualClock());
  return {
    request: { document, offset, trigger: circumstances.trigger ?? 'automatic' },
    options,
    rules: profiles[options.profile],
    typing: { ...stillTyping, ...circumstances.typing },
    attention: attention.at(document, offset),
    path: 'src/a.ts',
    isExcluded: () => circumstances.isExcluded ?? false,
  };
}

/** Why the request ends at the gates, or that it goes on. */
function check(marked: string, circumstances: Circumstances = {}): string {
  return passGates(sceneOf(marked, circumstances)).reason ?? 'goes on';
}

function attentionAfter(act: (attention: Attention, clock: ManualClock) => void): Attention {
  const clock = new ManualClock();
  const attention = new Attention(clock);
  act(attention, clock);
  return attention;
}

/** The user does not want three suggestions in `uri`, one after the other. */
function dismissThree(attention: Attention): void {
  const document = new TextDocument({ uri, languageId: 'typescript', version: 1 }, 'x = ');
  for (const text of ['a', 'b', 'c'])
    attention.ended({ place: placeOf(document, 4), text, how: 'dismissed', shownMs: 0 });
}

function acceptAt(marked: string, text: string): Attention {
  const offset = marked.indexOf('█');
  const document = new TextDocument({ uri, languageId: 'typescript', version: 1 }, marked.replace('█', ''));
  return attentionAfter((attention) =>
    attention.ended({ place: placeOf(document, offset), text, how: 'accepted', shownMs: 900 }),
  );
}

const off = { files: { 'src/': 'off' } } as const;
const manual = { languages: { typescript: 'manual' } } as const;
const noComments = { comments: false } as const;
const tooLarge = `█${'a\n'.repeat(maxDocumentLength / 2 + 1)}`;
const tooLong = `a;\n${'a;'.repeat(maxLineLength / 2)};█\n`;

/** For each gate a place or moment that closes it, in the order in which they are asked. */
const closing: readonly (readonly [string, string, Circumstances, 'all' | 'automatic'])[] = [
  ['completion-off', 'x = █', { options: off }, 'all'],
  ['switched-off', 'x = █', { attention: attentionAfter((attention) => attention.toggle()) }, 'automatic'],
  ['snoozed', 'x = █', { attention: attentionAfter((attention) => attention.snooze(5)) }, 'automatic'],
  ['manual-only', 'x = █', { options: manual }, 'automatic'],
  ['manual-after-dismissals', 'x = █', { attention: attentionAfter(dismissThree) }, 'automatic'],
  ['document-too-large', tooLarge, {}, 'all'],
  ['line-too-long', tooLong, {}, 'all'],
  ['file-excluded', 'x = █', { isExcluded: true }, 'all'],
  ['inside-word', 'con█sole', {}, 'all'],
  ['after-closing', 'f()█ + 1', {}, 'automatic'],
  ['in-comment', '// what █', { options: noComments }, 'automatic'],
  ['just-accepted', 'x = f();█', { attention: acceptAt('x = █', 'f();') }, 'automatic'],
  ['deleting', 'x = █', { typing: { isDeleting: true, sinceMs: 0 } }, 'automatic'],
  ['typing-fast', 'f(█ + 1)', { typing: { isFast: true } }, 'automatic'],
];

describe('a request that the editor made by itself', () => {
  test('meets all gates, in this order', () => {
    const { reason, gates } = passGates(sceneOf('x = █'));
    expect(reason).toBeUndefined();
    expect(gates).toEqual(closing.map(([gate]) => ({ gate, isPassed: true })));
  });

  test.each(closing)('ends at %s', (reason, marked, circumstances) => {
    expect(check(marked, circumstances)).toBe(reason);
  });

  test('ends at the first closed gate, and meets none behind it', () => {
    const { gates } = passGates(sceneOf('con█sole', { typing: { isDeleting: true } }));
    expect(gates.at(-1)).toEqual({ gate: 'inside-word', isPassed: false });
    expect(gates.slice(0, -1).every(({ isPassed }) => isPassed)).toBe(true);
  });
});

describe('a request made by hand', () => {
  test.each(closing.filter(([, , , stops]) => stops === 'automatic'))(
    'goes on where others end at %s',
    (reason, marked, circumstances) => {
      const { gates, ...passage } = passGates(sceneOf(marked, { ...circumstances, trigger: 'invoked' }));
      expect(passage.reason).toBeUndefined();
      expect(gates.map(({ gate }) => gate)).not.toContain(reason);
    },
  );

  test.each(closing.filter(([, , , stops]) => stops === 'all'))(
    'ends at %s like any other',
    (reason, marked, circumstances) => {
      expect(check(marked, { ...circumstances, trigger: 'invoked' })).toBe(reason);
    },
  );

  test('is never silent where the editor’s own is not', () => {
    const text = fc.stringMatching(/^[a-z(){};/ \n]{0,20}$/);
    fc.assert(
      fc.property(text, text, fc.boolean(), (left, right, isFast) => {
        const marked = `${left}█${right}`;
        const circumstances = { options: noComments, typing: { isFast, isDeleting: isFast } };
        if (check(marked, circumstances) !== 'goes on') return;
        expect(check(marked, { ...circumstances, trigger: 'invoked' })).toBe('goes on');
      }),
    );
  });
});

describe('what settings say', () => {
  test('completion.enabled turns everything off', () => {
    expect(check('x = █', { options: { enabled: false } })).toBe('completion-off');
  });

  test('a file’s pattern lifts what its language says', () => {
    const options = { ...manual, files: { '*.ts': 'on' } } as const;
    expect(check('x = █', { options })).toBe('goes on');
  });
});

describe('behind a closing bracket', () => {
  test.each([
    ['f()█ + 1', 'after-closing'],
    ['if (a) {}█ else', 'after-closing'],
    ['a;█ b', 'after-closing'],
    ['list[0]█.name', 'after-closing'],
    ['f(g()█)', 'goes on'],
    ['f(g()█);', 'goes on'],
    ['[a()█]', 'goes on'],
    ['f()█', 'goes on'],
    ['f() █ + 1', 'goes on'],
    ['f(█, b)', 'goes on'],
  ])('%s: %s', (marked, result) => {
    expect(check(marked)).toBe(result);
  });
});

describe('a suggestion that was taken', () => {
  const attention = acceptAt('x = █', 'f(a)');

  test.each([
    ['x = f(a)█', 'just-accepted'],
    ['x = f(a).█', 'goes on'],
    ['x = f(a)\n█', 'goes on'],
  ])('then at %j: %s', (marked, result) => {
    expect(check(marked, { attention })).toBe(result);
  });
});

describe('how the user types', () => {
  test('a deletion counts for two seconds', () => {
    expect(check('x = █', { typing: { isDeleting: true, sinceMs: 1_999 } })).toBe('deleting');
    expect(check('x = █', { typing: { isDeleting: true, sinceMs: 2_000 } })).toBe('goes on');
  });

  test.each([
    ['quiet', 'f(█)', 'typing-fast'],
    ['quiet', 'f(█  ', 'goes on'],
    ['balanced', 'f(█)', 'goes on'],
    ['guided', 'f(█)', 'goes on'],
  ] as const)('fast typing under "%s" at %s: %s', (profile, marked, result) => {
    expect(check(marked, { options: { profile }, typing: { isFast: true } })).toBe(result);
  });
});
