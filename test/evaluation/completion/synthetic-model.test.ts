import { expect, test } from 'vitest';

import { neverAborted } from '../../../server/base/cancellation.ts';
import { ownWords } from '../../../server/base/sourced-text.ts';
import { SyntheticModel } from './synthetic-model.ts';
import { VirtualClock } from './virtual-clock.ts';

/** What the model says with these pieces to say, and how it ends. */
async function said(pieces: readonly string[], { maxTokens = 9, stop = ['\n\n'] } = {}): Promise<string> {
  const clock = new VirtualClock();
  const model = new SyntheticModel(clock);
  model.reply = () => ({ pieces, isCutOff: false });
  const texts = { prefix: ownWords('a'), suffix: ownWords('b'), path: 'a.ts', repository: 'w' };
  const request = { ...texts, languageId: 'typescript', context: [], maxTokens, stop };
  const words: string[] = [];
  const purpose = { feature: 'completion', trigger: 'automatic' } as const;
  for await (const event of model.fillInMiddle(request, purpose, neverAborted))
    words.push(event.kind === 'text' ? event.text : `(${event.kind === 'end' ? event.reason : event.kind})`);
  return `${words.join('|')} at ${clock.monotonicMs()}, ${model.cost.written} written`;
}

test('it begins after 300 ms and then says a piece every 25 ms', async () => {
  expect(await said(['a', 'b'])).toBe('a|b|(complete) at 350, 2 written');
});

test('it ends before a stop, also one that two pieces make', async () => {
  expect(await said(['a\n', '\nb', 'c'])).toBe('a\n|(complete) at 350, 2 written');
  expect(await said(['a\nb'], { stop: ['\n'] })).toBe('a|(complete) at 325, 1 written');
});

test('it ends at the limit of tokens that it was sent, and says so', async () => {
  expect(await said(['a', 'b', 'c'], { maxTokens: 2 })).toBe('a|b|(length) at 350, 2 written');
});
