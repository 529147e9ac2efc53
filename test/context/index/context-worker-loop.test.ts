import { expect, onTestFinished, test, vi } from 'vitest';

import { ContextService } from '../../../server/context/context-service.ts';
import type { ContextKeeper } from '../../../server/context/index/context-keeper.ts';
import {
  ContextWorkerLoop,
  type FromContextWorker,
} from '../../../server/context/index/context-worker-loop.ts';
import { Spoilers } from '../../../server/context/index/spoilers.ts';
import { SyntaxAnswers } from '../../../server/context/index/syntax-answers.ts';
import { systemClock } from '../../../server/host/system-clock.ts';
import { GrammarRegistry } from '../../../server/syntax/grammar-registry.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { installedGrammars } from '../../syntax/support/installed-grammars.ts';
import type { MemoryWorkspace } from '../memory-workspace.ts';
import { keeperOver, plainOptions, workspaceOf } from './context-workspace.ts';

const registry = new GrammarRegistry(installedGrammars());

interface Driven {
  readonly loop: ContextWorkerLoop;
  readonly posted: FromContextWorker[];
  readonly isClosed: () => boolean;
  readonly keeper: () => ContextKeeper | undefined;
}

function loopOver(workspace: MemoryWorkspace): Driven {
  const posted: FromContextWorker[] = [];
  let isClosed = false;
  let keeper: ContextKeeper | undefined;
  const loop = new ContextWorkerLoop(
    (_, __, post) => {
      const kept = keeperOver(workspace);
      keeper = kept.keeper;
      const { reader, roots } = workspace;
      const history = {
        changes: async () => [],
        headId: async () => undefined,
        headBlob: async () => undefined,
      };
      const manifests = { read: () => undefined };
      const ports = { reader, roots, history, manifests, dependencies: undefined, clock: systemClock };
      const service = new ContextService({
        keeper: kept.keeper,
        ports,
        clock: systemClock,
        isTrusted: () => false,
        retrievers: [],
      });
      post({ kind: 'progress', done: 0, total: 0 });
      const syntax = new SyntaxAnswers(
        registry,
        // However slow this machine is, no parse is late.
        new ManualClock(),
        new Spoilers(['/w/spoiling.ts'], () => undefined),
      );
      return { keeper: kept.keeper, service, syntax, checkParser: () => undefined };
    },
    {
      post: (message) => posted.push(message),
      close: () => {
        isClosed = true;
      },
    },
  );
  onTestFinished(() => loop.receive({ kind: 'stop' }));
  return { loop, posted, isClosed: () => isClosed, keeper: () => keeper };
}

const options = { ...plainOptions, roots: ['/w'] };

test('answers every question once: before the start, when it is cancelled twice, and after the end', async () => {
  const { loop, posted, isClosed } = loopOver(workspaceOf({ '/w/a.ts': 'class Zeppelin {}\n' }));
  const question = { query: 'zeppelin', limit: 3 };
  loop.receive({ kind: 'search', id: 1, question });
  loop.receive({ kind: 'start', options });
  await expect.poll(() => posted.some(({ kind }) => kind === 'ready')).toBe(true);
  loop.receive({ kind: 'search', id: 2, question });
  loop.receive({ kind: 'search', id: 3, question });
  loop.receive({ kind: 'cancel', id: 3 });
  loop.receive({ kind: 'cancel', id: 3 });
  loop.receive({ kind: 'cancel', id: 77 });
  const place = { kind: 'place', path: '/elsewhere/x.ts', offset: 0, task: 'chat', maxTokens: 10 } as const;
  loop.receive({ kind: 'gather', id: 4, question: place });
  await expect.poll(() => answersIn(posted)).toEqual([1, 2, 3, 4]);
  loop.receive({ kind: 'stop' });
  await expect.poll(isClosed).toBe(true);
  loop.receive({ kind: 'search', id: 5, question });
  await expect.poll(() => answersIn(posted)).toEqual([1, 2, 3, 4, 5]);
});

test('tells the syntax of texts that come with the question, and what the index knows', async () => {
  const { loop, posted } = loopOver(
    workspaceOf({ '/w/src/a.ts': 'export class Zeppelin {\n  fly() {}\n}\n', '/w/b.png': 'no text' }),
  );
  const source = { path: '/w/new.ts', languageId: '', text: 'const one = (two: number) => two;\n' };
  const symbols = { kind: 'named', name: 'Zeppelin', near: '/w/new.ts' } as const;
  loop.receive({ kind: 'shape', id: 1, source });
  loop.receive({ kind: 'names', id: 2, source, offset: 0 });
  loop.receive({ kind: 'symbols', id: 3, question: symbols });
  loop.receive({ kind: 'paths', id: 4, root: '/w' });
  await expect.poll(() => answersIn(posted)).toEqual([1, 2, 3, 4]);
  expect(byId(posted)).toEqual([
    { kind: 'shape', id: 1, shape: undefined },
    { kind: 'names', id: 2, names: [] },
    { kind: 'symbols', id: 3, symbols: [] },
    { kind: 'paths', id: 4, paths: [] },
  ]);

  loop.receive({ kind: 'start', options });
  await expect.poll(() => posted.some(({ kind }) => kind === 'ready')).toBe(true);
  posted.length = 0;
  loop.receive({ kind: 'shape', id: 5, source });
  loop.receive({ kind: 'shape', id: 6, source: { ...source, path: '/w/spoiling.ts' } });
  loop.receive({ kind: 'names', id: 7, source, offset: source.text.indexOf('=>') });
  loop.receive({ kind: 'symbols', id: 8, question: symbols });
  loop.receive({ kind: 'symbols', id: 9, question: { kind: 'like', query: 'zep', limit: 5 } });
  loop.receive({ kind: 'paths', id: 10, root: '/w' });
  loop.receive({ kind: 'paths', id: 11, root: '/elsewhere' });
  await expect.poll(() => answersIn(posted)).toEqual([5, 6, 7, 8, 9, 10, 11]);
  const zeppelin = expect.objectContaining({ name: 'Zeppelin', path: 'src/a.ts', isExported: true });
  expect(byId(posted)).toEqual([
    {
      kind: 'shape',
      id: 5,
      shape: expect.objectContaining({ functions: [expect.objectContaining({ name: 'one' })] }),
    },
    { kind: 'shape', id: 6, shape: undefined },
    { kind: 'names', id: 7, names: expect.arrayContaining([expect.objectContaining({ name: 'two' })]) },
    { kind: 'symbols', id: 8, symbols: [zeppelin] },
    { kind: 'symbols', id: 9, symbols: [zeppelin] },
    { kind: 'paths', id: 10, paths: ['b.png', 'src/a.ts'] },
    { kind: 'paths', id: 11, paths: [] },
  ]);
});

test('judges texts at a cursor; nobody can tell before the start, without a grammar and of a text that traps', async () => {
  const { loop, posted } = loopOver(workspaceOf({ '/w/a.ts': 'class Zeppelin {}\n' }));
  const texts = ['two;', 'two;)'];
  const question = {
    ...{ path: '/w/new.ts', languageId: 'typescript', before: 'const one = ', behind: '\n' },
    texts,
  };
  loop.receive({ kind: 'verdicts', id: 1, question });
  loop.receive({ kind: 'start', options });
  await expect.poll(() => posted.some(({ kind }) => kind === 'ready')).toBe(true);
  loop.receive({ kind: 'verdicts', id: 2, question });
  loop.receive({ kind: 'verdicts', id: 3, question: { ...question, path: '/w/spoiling.ts' } });
  loop.receive({
    kind: 'verdicts',
    id: 4,
    question: { ...question, path: '/w/a.txt', languageId: 'plaintext' },
  });
  await expect.poll(() => answersIn(posted)).toEqual([1, 2, 3, 4]);
  expect(byId(posted)).toEqual([
    { kind: 'verdicts', id: 1, verdicts: [] },
    { kind: 'verdicts', id: 2, verdicts: ['parses', 'breaks'] },
    { kind: 'verdicts', id: 3, verdicts: ['unknown', 'unknown'] },
    { kind: 'verdicts', id: 4, verdicts: ['unknown', 'unknown'] },
  ]);
});

test('a question for paths waits until the files are listed, so that nobody decides by half of a project', async () => {
  const { loop, posted } = loopOver(workspaceOf({ '/w/src/a.ts': 'class A {}\n', '/w/b.png': 'no text' }));
  loop.receive({ kind: 'start', options });
  loop.receive({ kind: 'paths', id: 1, root: '/w' });
  loop.receive({ kind: 'roots-changed', added: ['/late'], removed: [] });
  loop.receive({ kind: 'paths', id: 2, root: '/late' });
  loop.receive({ kind: 'roots-changed', added: [], removed: ['/late'] });
  await expect.poll(() => answersIn(posted)).toEqual([1, 2]);
  expect(byId(posted)).toEqual([
    { kind: 'paths', id: 1, paths: ['b.png', 'src/a.ts'] },
    { kind: 'paths', id: 2, paths: [] },
  ]);
});

test('a cancelled question for symbols or syntax is answered once', async () => {
  const { loop, posted } = loopOver(workspaceOf({ '/w/a.ts': 'class Zeppelin {}\n' }));
  loop.receive({ kind: 'start', options });
  await expect.poll(() => posted.some(({ kind }) => kind === 'ready')).toBe(true);
  const source = { path: '/w/a.ts', languageId: '', text: 'class A {}' };
  loop.receive({ kind: 'symbols', id: 1, question: { kind: 'like', query: 'zep', limit: 5 } });
  loop.receive({ kind: 'cancel', id: 1 });
  loop.receive({ kind: 'shape', id: 2, source });
  loop.receive({ kind: 'cancel', id: 2 });
  await expect.poll(() => answersIn(posted)).toEqual([1, 2]);
  expect(posted).toContainEqual({ kind: 'failed', id: 1 });
});

function byId(posted: readonly FromContextWorker[]): readonly FromContextWorker[] {
  const answers = posted.flatMap((message) => ('id' in message ? [message] : []));
  return answers.sort((one, other) => one.id - other.id);
}

function answersIn(posted: readonly FromContextWorker[]): readonly number[] {
  return posted.flatMap((message) => ('id' in message ? [message.id] : [])).sort((one, other) => one - other);
}

test('an edit is in the index a moment after the last keystroke, and in the store once it is quiet', async () => {
  vi.useFakeTimers();
  onTestFinished(() => {
    vi.useRealTimers();
  });
  const workspace = workspaceOf({ '/w/a.ts': 'class Zeppelin {}\n' });
  const { loop, posted, keeper } = loopOver(workspace);
  loop.receive({ kind: 'start', options });
  await vi.waitUntil(() => posted.some(({ kind }) => kind === 'ready'));
  const definers = (name: string) => keeper()?.roots[0]?.index.definitionPlaces(name, 9).length;
  const document = { path: '/w/a.ts', languageId: 'typescript', text: 'class A {}\n' };
  loop.receive({ kind: 'document-opened', document });
  loop.receive({ kind: 'document-changed', path: '/w/a.ts', changes: [{ start: 6, end: 7, text: 'Bee' }] });
  loop.receive({ kind: 'document-changed', path: '/w/a.ts', changes: [{ start: 9, end: 9, text: 'Hive' }] });
  await vi.advanceTimersByTimeAsync(50);
  await vi.waitUntil(() => definers('BeeHive') === 1);
  expect(definers('Bee')).toBe(0);
  const stored = workspace.stored.get('/w');
  await vi.advanceTimersByTimeAsync(6_000);
  await vi.waitUntil(() => workspace.stored.get('/w') !== stored);
});

test('when nothing happens, nothing runs', async () => {
  vi.useFakeTimers();
  onTestFinished(() => {
    vi.useRealTimers();
  });
  const workspace = workspaceOf({ '/w/a.ts': 'class A {}\n' });
  const { loop, posted } = loopOver(workspace);
  loop.receive({ kind: 'start', options });
  await vi.waitUntil(() => posted.some(({ kind }) => kind === 'ready'));
  loop.receive({ kind: 'files-changed', paths: ['/w/a.ts'] });
  await vi.advanceTimersByTimeAsync(10_000);
  const count = posted.length;
  workspace.readPaths.length = 0;
  await vi.advanceTimersByTimeAsync(60 * 60_000);
  expect(vi.getTimerCount()).toBe(0);
  expect(posted.length).toBe(count);
  expect(workspace.readPaths).toEqual([]);
});
