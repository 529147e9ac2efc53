import type { TextChange } from '../../../base/text-document.ts';
import type { FunctionShape } from '../../../syntax/source-shape.ts';
import { functionAround } from '../offers/cursor-scene.ts';
import { type CallText, callsIn } from './call-at.ts';
import type { FixScene } from './fix-scene.ts';
import type { ReadyFix } from './ready-fix.ts';

/** Whether a diagnostic says that something was used before it was there. */
export function isMissingAwait({ message, code }: FixScene['diagnostic']): boolean {
  return messages.test(message) || codes.has(code);
}

const messages =
  /\bPromise<|\bPromise\b.*\b(always|condition|expected|handled|awaited)|\bCoroutine(Type)?\b|\bcoroutine\b.*\b(never|not) (been )?awaited|\bawaitable\b|impl (\w+::)*Future|forg[eo]t to use 'await'|Promises must be (awaited|handled)/i;

/** typescript-eslint, pyright, mypy: a promise that nobody waits for. */
const codes: ReadonlySet<string> = new Set([
  '@typescript-eslint/no-floating-promises',
  '@typescript-eslint/no-misused-promises',
  'reportUnusedCoroutine',
  'unused-coroutine',
]);

/** Waits for the one call of an async function in the range, inside a function that may wait. */
export async function missingAwaitFix(scene: FixScene, signal: AbortSignal): Promise<ReadyFix | undefined> {
  const { document, diagnostic, shape } = scene;
  if (!mayAwait(scene, functionAround(shape, diagnostic.range))) return undefined;
  const calls = callsIn(document.text, diagnostic.range).filter(
    ({ range }) => !isAwaited(document.text, range.start, range.end, shape.language),
  );
  const asynchronous: CallText[] = [];
  for (const call of calls) if (await isAsync(call.name, scene, signal)) asynchronous.push(call);
  const [call] = asynchronous;
  if (call === undefined || asynchronous.length > 1) return undefined;
  const edits = awaitEdits(call, shape.language);
  return { title: `Await ${call.name}`, edits, isPreferred: true };
}

const awaiting: ReadonlySet<string> = new Set([
  'typescript',
  'tsx',
  'javascript',
  'python',
  'rust',
  'c-sharp',
]);

/** A module of TypeScript may wait at its top, other languages may not. */
function mayAwait({ shape }: FixScene, around: FunctionShape | undefined): boolean {
  if (!awaiting.has(shape.language)) return false;
  if (around !== undefined) return around.isAsync;
  return shape.outline.imports.length > 0 && ['typescript', 'tsx', 'javascript'].includes(shape.language);
}

function isAwaited(text: string, start: number, end: number, language: string): boolean {
  if (language === 'rust') return /^\s*\.await\b/.test(text.slice(end, end + 40));
  return /\bawait\s*\(*$/.test(text.slice(Math.max(0, start - 40), start));
}

/** By the file's own syntax, else by what the index has of the name; where definitions differ, nobody knows. */
async function isAsync(
  name: string,
  { shape, ports, document }: FixScene,
  signal: AbortSignal,
): Promise<boolean> {
  const own = shape.functions.filter((each) => each.name === name);
  if (own.length > 0) return own.every((each) => each.isAsync || promises.test(each.returnType ?? ''));
  const found = await ports.symbols.definitionsOf(name, document.uri, signal);
  return (
    found.length > 0 &&
    found.every(({ signature }) => /\basync\b/.test(signature) || promises.test(signature))
  );
}

const promises = /\b(Promise|Awaitable|Coroutine|Future|Task|ValueTask)\b\s*[<[]/;

function awaitEdits({ range, isContinued }: CallText, language: string): readonly TextChange[] {
  if (language === 'rust') return [{ start: range.end, end: range.end, text: '.await' }];
  if (!isContinued) return [{ start: range.start, end: range.start, text: 'await ' }];
  return [
    { start: range.start, end: range.start, text: '(await ' },
    { start: range.end, end: range.end, text: ')' },
  ];
}
