import type { TypingExchange, TypingModel } from './typing-model.ts';
import type { TypingSession } from './typing-session.ts';
import type { OwnTime, PendingAnswer, TypingSubject } from './typing-subject.ts';

/**
 * How a suggestion came about: a new request to the model; a request that was under way, typed along; or neither, so
 * from a cache or from the model of the user's own code.
 */
export type AnswerSource = 'asked' | 'joined' | 'at hand';

/** A suggestion that was on screen before the next keystroke. */
export interface Served {
  readonly source: AnswerSource;
  /** From the request to the answer. */
  readonly latencyMs: number;
  /** The same without the model's time, which is that from the request's arrival to its last part before the answer. */
  readonly withoutModelMs: number;
  /** It is what was typed then, as far as it goes. */
  readonly isRight: boolean;
}

export interface SubjectResult {
  readonly name: string;
  readonly keystrokes: number;
  readonly requests: number;
  /** Requests that the model saw aborted. */
  readonly aborted: number;
  readonly served: readonly Served[];
  /** Of the requests that were served, where the subject tells. */
  readonly own: readonly OwnTime[];
  /** Requests that were answered neither in time nor after their cancel. */
  readonly unanswered: number;
}

/** Types a session in real time, and keeps what was on screen. */
export async function typeSession(
  subject: TypingSubject,
  { text, typed, keystrokes }: TypingSession,
  model: TypingModel,
): Promise<SubjectResult> {
  model.forget();
  subject.open(text);
  await pause(settleMs);
  const served: Served[] = [];
  const own: OwnTime[] = [];
  const answers: Promise<unknown>[] = [];
  let pending: PendingAnswer | undefined;
  let nextAt = performance.now();
  for (const [at, keystroke] of keystrokes.entries()) {
    await pause(nextAt - performance.now());
    pending?.cancel();
    const linePrefix = keystroke.tail.slice(keystroke.tail.lastIndexOf('\n') + 1);
    const askedAt = performance.now();
    pending = subject.press(keystroke, linePrefix);
    nextAt = askedAt + (keystrokes[at + 1]?.gapMs ?? lastGapMs);
    const until = nextAt;
    answers.push(
      pending.answer.then((answer) => {
        const answeredAt = performance.now();
        if (answer === undefined || answer.trim() === '' || answeredAt > until) return;
        const times = timesOf(askedAt, answeredAt, model.exchanges);
        const isRight = keystroke.typed !== undefined && isStart(answer, typed.slice(keystroke.typed));
        served.push({ ...times, isRight });
        return subject.ownTime?.().then((told) => {
          // Later the newest request is another one.
          if (told !== undefined && performance.now() < until) own.push(told);
        });
      }),
    );
  }
  await pause(lastGapMs);
  pending?.cancel();
  const unanswered = await unansweredOf(answers);
  const aborted = model.exchanges.filter(({ isAborted }) => isAborted).length;
  const { length: requests } = model.exchanges;
  await subject.close();
  return { name: subject.name, keystrokes: keystrokes.length, requests, aborted, served, own, unanswered };
}

/** What of the time from request to answer was not the model's. */
export function timesOf(
  askedAt: number,
  answeredAt: number,
  exchanges: readonly TypingExchange[],
): Pick<Served, 'source' | 'latencyMs' | 'withoutModelMs'> {
  const latencyMs = answeredAt - askedAt;
  const asked = exchanges.findLast(({ arrivedAt }) => arrivedAt >= askedAt && arrivedAt <= answeredAt);
  if (asked !== undefined) {
    const modelMs = lastWriteOf(asked, answeredAt) - asked.arrivedAt;
    return { source: 'asked', latencyMs, withoutModelMs: latencyMs - modelMs };
  }
  const joined = exchanges.findLast(({ arrivedAt }) => arrivedAt < askedAt);
  const writtenAt = joined === undefined ? 0 : lastWriteOf(joined, answeredAt);
  if (writtenAt <= askedAt) return { source: 'at hand', latencyMs, withoutModelMs: latencyMs };
  return { source: 'joined', latencyMs, withoutModelMs: answeredAt - writtenAt };
}

function lastWriteOf({ arrivedAt, writtenAt }: TypingExchange, answeredAt: number): number {
  return writtenAt.findLast((at) => at <= answeredAt) ?? arrivedAt;
}

/** Blanks at the end of a line are not typed. */
function isStart(answer: string, rest: string): boolean {
  return rest.startsWith(answer.trimEnd());
}

async function unansweredOf(answers: readonly Promise<unknown>[]): Promise<number> {
  let settled = 0;
  for (const answer of answers)
    void answer.then(() => {
      settled += 1;
    });
  await Promise.race([Promise.all(answers), pause(giveUpMs)]);
  return answers.length - settled;
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, Math.max(0, ms)));
}

/** For the opened file to be read. */
const settleMs = 1_500;
const lastGapMs = 1_000;
const giveUpMs = 5_000;
