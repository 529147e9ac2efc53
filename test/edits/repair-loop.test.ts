import { expect, test } from 'vitest';

import { ownWords } from '../../server/base/sourced-text.ts';
import type { ChangeOutcome } from '../../server/edits/checked-change.ts';
import type { EditReply } from '../../server/edits/edit-gate.ts';
import { type RefusalDetail, type RefusalReason, refusal } from '../../server/edits/refusal.ts';
import { type AskedReply, askUntilAdmitted, type RepairTurn } from '../../server/edits/repair-loop.ts';

const { signal } = new AbortController();
const change: ChangeOutcome = {
  kind: 'change',
  change: {
    title: 'Fix it',
    files: [],
    report: { checked: [], notChecked: [], faults: [] },
    model: 'scripted',
    notes: [],
  },
};

function refused(reason: RefusalReason, detail: RefusalDetail = {}): ChangeOutcome {
  return { kind: 'refused', refusal: refusal(reason, detail) };
}

/** Asks with these replies in turn and judges them; tells what was asked and judged. */
async function check(
  replies: readonly (AskedReply | undefined)[],
  admit: (reply: EditReply) => ChangeOutcome,
): Promise<{ outcome: string; histories: (readonly RepairTurn[])[]; judged: EditReply[] }> {
  const histories: (readonly RepairTurn[])[] = [];
  const judged: EditReply[] = [];
  const outcome = await askUntilAdmitted(
    async (history) => {
      histories.push(history);
      return replies[histories.length - 1];
    },
    async (reply) => {
      judged.push(reply);
      return admit(reply);
    },
    signal,
  );
  return { outcome: outcome.kind === 'refused' ? outcome.refusal.reason : 'change', histories, judged };
}

function reply(text: string): AskedReply {
  return { text, isTruncated: false };
}

test('the first good reply ends it', async () => {
  const { outcome, histories } = await check([reply('good')], () => change);
  expect(outcome).toBe('change');
  expect(histories).toEqual([[]]);
});

test('a refused reply goes back with what is wrong, the last one only', async () => {
  const { outcome, histories } = await check([reply('one'), reply('two'), reply('three')], ({ text }) =>
    text === 'three' ? change : refused('no-match', { repair: `not ${text}` }),
  );
  expect(outcome).toBe('change');
  expect(histories).toEqual([
    [],
    [{ reply: 'one', repair: ownWords('not one') }],
    [{ reply: 'two', repair: ownWords('not two') }],
  ]);
});

test('the third refusal is the last, and comes back', async () => {
  const reasons: RefusalReason[] = ['no-code', 'no-match', 'ambiguous', 'elided'];
  const { outcome, judged } = await check([reply('1'), reply('2'), reply('3'), reply('4')], ({ text }) =>
    refused(reasons[Number(text) - 1] ?? 'no-code', { repair: 'again' }),
  );
  expect(outcome).toBe('ambiguous');
  expect(judged).toHaveLength(3);
});

test('a model that repeats itself is not asked again', async () => {
  const { outcome, judged } = await check([reply('same'), reply(' same\n'), reply('other')], () =>
    refused('no-match', { repair: 'again' }),
  );
  expect(outcome).toBe('no-match');
  expect(judged).toHaveLength(1);
});

test('what no model can repair is not asked for again', async () => {
  const { outcome, judged } = await check([reply('1'), reply('2')], () => refused('changed-meanwhile'));
  expect(outcome).toBe('changed-meanwhile');
  expect(judged).toHaveLength(1);
});

test('blocks that were fine are kept for the next attempt', async () => {
  const kept = [{ path: 'a.ts', search: ['a'], replace: ['b'], dividerLength: 7 }];
  const { judged } = await check([reply('1'), reply('2')], ({ text }) =>
    text === '2' ? change : refused('no-match', { repair: 'again', kept }),
  );
  expect(judged.map((each) => each.kept)).toEqual([[], kept]);
});

test('no answer is told apart, and the last refusal stands when one follows it', async () => {
  expect((await check([undefined], () => change)).outcome).toBe('no-answer');
  const later = await check([reply('1'), undefined], () => refused('no-match', { repair: 'again' }));
  expect(later.outcome).toBe('no-match');
});

test('cancelling ends it at once', async () => {
  const controller = new AbortController();
  const asking = askUntilAdmitted(
    async () => {
      controller.abort();
      return reply('late');
    },
    async () => change,
    controller.signal,
  );
  await expect(asking).rejects.toThrow('aborted');
});
