import { readFileSync, statSync } from 'node:fs';
import { expect, test } from 'vitest';
import { nothing, ok } from '../server/base/outcome.ts';
import { TextDocument } from '../server/base/text-document.ts';
import { liveSession, SessionSuggestions } from '../server/compose-completion.ts';
import { Attention } from '../server/features/completion/attention/attention.ts';
import { RecentTraces } from '../server/features/completion/recent-traces.ts';
import type { CompletionRequest } from '../server/features/completion/suggestion.ts';
import { TraceBuilder } from '../server/features/completion/trace-builder.ts';
import { systemClock } from '../server/host/system-clock.ts';
import { temporaryFolder } from './host/temporary-folder.ts';
import { FakeUser } from './protocol/support/fake-user.ts';
import { parseFixture } from './support/fixture.ts';

const uri = 'file:///project/src/a.ts';

function scene({ isExcluded = false } = {}) {
  const traces = new RecentTraces();
  const attention = new Attention(systemClock);
  const user = new FakeUser();
  const folder = temporaryFolder();
  const completion = { attention, why: (id?: string) => traces.get(id) };
  const live = liveSession({ completion, user, stateDirectory: `${folder}/state` });
  const suggestions = new SessionSuggestions({
    session: live,
    dataDirectory: `${folder}/data`,
    isExcluded: () => isExcluded,
    pathOf: () => 'src/a.ts',
  });
  const ask = (text: string, suggested: string | undefined, id = '1') => {
    const document = new TextDocument({ uri, languageId: 'typescript', version: 1 }, text.replace('|', ''));
    const request: CompletionRequest = { document, offset: text.indexOf('|'), trigger: 'automatic' };
    const trace = new TraceBuilder({ id, request, clock: systemClock });
    traces.add(trace);
    live.requested(request);
    if (suggested === undefined) {
      trace.ended({ kind: 'silent', reason: 'unsure' });
      live.answered(request, { outcome: nothing('unsure'), profile: 'quiet', latencyMs: 1 });
      return;
    }
    const explanation = 'written 14 times here, for example in a.ts:20';
    trace.ended({ kind: 'shown', text: suggested, source: 'embedded', explanation });
    const replace = { start: request.offset, end: request.offset };
    const suggestion = { id, text: suggested, replace, confidence: 0.9, explanation, model: undefined };
    live.answered(request, { outcome: ok([suggestion]), profile: 'quiet', latencyMs: 1 });
  };
  return { ask, live, suggestions, user, folder, traces };
}

test('records the last request as a fixture that only its owner can read', async () => {
  const { ask, live, suggestions, folder } = scene();
  ask('return |;\n', 'a + b');
  const path = await suggestions.recordCase();
  expect(path).toBe(`${folder}/data/cases/completion.fixture`);
  expect(statSync(path).mode & 0o777).toBe(0o600);
  const recorded = parseFixture(readFileSync(path, 'utf8'));
  expect(recorded.files).toEqual([{ path: 'src/a.ts', text: 'return ;\n' }]);
  expect(recorded.cursor.offset).toBe(7);
  expect(recorded.expected.get('result')).toBe('return ├a + b┤;\n');
  await live.dispose();
});

test('records why there was nothing', async () => {
  const { ask, live, suggestions } = scene();
  ask('return |', undefined);
  const recorded = parseFixture(readFileSync(await suggestions.recordCase(), 'utf8'));
  expect(recorded.expected.get('nothing')).toBe('unsure\n');
  await live.dispose();
});

test('knows where a suggestion came from, also when another request was made meanwhile', async () => {
  const { live, ask, traces } = scene();
  const document = new TextDocument({ uri, languageId: 'typescript', version: 1 }, 'return ');
  const request: CompletionRequest = { document, offset: 7, trigger: 'automatic' };
  const trace = new TraceBuilder({ id: 'first', request, clock: systemClock });
  traces.add(trace);
  live.requested(request);
  trace.reused('cache');
  ask('return |', undefined, 'second');
  const replace = { start: 7, end: 7 };
  const known = { confidence: 0.9, explanation: 'known', model: 'm', traceId: 'first' };
  const suggestion = { id: '1', text: 'a', replace, ...known };
  live.answered(request, { outcome: ok([suggestion]), profile: 'quiet', latencyMs: 1 });
  expect(live.lastShown()?.source).toBe('cache');
  await live.dispose();
});

test('offers nothing by an answer that came when the editor had gone on without it', async () => {
  const { live } = scene();
  const document = new TextDocument({ uri, languageId: 'typescript', version: 1 }, 'return ');
  const request = { document, offset: 7, trigger: 'automatic', patienceMs: 100, deadlineMs: 120 } as const;
  const replace = { start: 7, end: 7 };
  const suggestion = (id: string) =>
    ({ id, text: 'a', replace, confidence: 0.9, explanation: 'known', model: 'm' }) as const;
  const answered = (id: string, latencyMs: number) =>
    live.answered(request, { outcome: ok([suggestion(id)]), profile: 'quiet', latencyMs });
  answered('late', 121);
  expect(live.lastShown()).toBeUndefined();
  answered('in time', 119);
  expect(live.lastShown()?.suggestion.id).toBe('in time');
  await live.dispose();
});

test('records nothing of an excluded file, of marks of the notation, or before a request', async () => {
  const excluded = scene({ isExcluded: true });
  excluded.ask('return |', undefined);
  await expect(excluded.suggestions.recordCase()).rejects.toMatchObject({ code: 'case-excluded' });
  const marked = scene();
  marked.ask('█ |', undefined);
  await expect(marked.suggestions.recordCase()).rejects.toMatchObject({ code: 'case-unwritable' });
  await expect(scene().suggestions.recordCase()).rejects.toMatchObject({ code: 'why-unknown' });
});

test('tells of the last request, and of the suggestion that was shown last', () => {
  const { ask, suggestions } = scene();
  expect(() => suggestions.why()).toThrow();
  expect(() => suggestions.explainSuggestion()).toThrow();
  ask('return |', 'a');
  ask('x|', undefined, '2');
  expect(suggestions.why().trace.id).toBe('2');
  expect(suggestions.why('1').text).toContain('Offered: "a"');
  expect(suggestions.explainSuggestion()).toBe('written 14 times here, for example in a.ts:20.');
});

test('says once that suggestions come by hand alone after three that were dismissed', () => {
  const { ask, live, suggestions, user } = scene();
  for (const id of ['1', '2', '3']) {
    ask('return |', `text${id}`, id);
    live.suggestionDismissed(id);
  }
  expect(user.seen).toHaveLength(2);
  expect(user.seen[0]).toMatch(/^info: Three suggestions in a row were not wanted/);
  expect(user.seen[1]).toMatch(/^status Inactive: /);
  expect(suggestions.resume(uri)).toEqual({ busy: false, kind: 'Normal', message: 'Suggestions are on.' });
});
