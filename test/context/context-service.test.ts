import fc from 'fast-check';
import { expect, test } from 'vitest';

import { neverAborted } from '../../server/base/cancellation.ts';
import { estimateTokens } from '../../server/context/budget/estimate-tokens.ts';
import type { ContextBundle, ContextTask } from '../../server/context/context-item.ts';
import { ContextService } from '../../server/context/context-service.ts';
import { systemClock } from '../../server/host/system-clock.ts';
import { type Kept, readRoots, workspaceOf } from './index/context-workspace.ts';
import type { MemoryWorkspace } from './memory-workspace.ts';

function serviceOver(
  workspace: MemoryWorkspace,
  { keeper }: Kept,
  heads: Readonly<Record<string, string>> = {},
) {
  const history = {
    changes: async () => [],
    headId: async () => (Object.keys(heads).length > 0 ? 'head' : undefined),
    headBlob: async (_: string, path: string) => heads[path],
  };
  const { reader, roots } = workspace;
  const manifests = { read: (root: string, path: string) => workspace.files.get(`${root}/${path}`)?.text };
  const ports = { reader, roots, history, manifests, dependencies: undefined, clock: systemClock };
  return new ContextService({ keeper, ports, clock: systemClock, isTrusted: () => true, retrievers: [] });
}

const names = ['alpha', 'beta', 'gamma'];
const paths = [
  'alpha.ts',
  'beta.ts',
  'src/gamma.ts',
  'test/alpha.test.ts',
  'notes.md',
  'package.json',
  'AGENTS.md',
];
const lineEnds = fc.constantFrom('\n', '\r\n', '\r');
const text = fc
  .tuple(
    fc.array(fc.tuple(fc.constantFrom(...names), fc.constantFrom(...names), fc.nat(12)), { maxLength: 6 }),
    lineEnds,
  )
  .map(([parts, lineEnd]) => {
    const code = parts.map(
      ([name, used, length]) =>
        `import { ${used} } from './${used}';\n// Makes ${name}.\nexport function ${name}(\n  x: number,\n) {\n${`  ${used}(x);\n`.repeat(length)}}\n`,
    );
    return code.join('\n').replaceAll('\n', lineEnd);
  });

const situation = fc.record({
  files: fc.dictionary(fc.constantFrom(...paths), text, { minKeys: 1 }),
  heads: fc.dictionary(fc.constantFrom(...paths), text),
  at: fc.constantFrom(...paths),
  offset: fc.nat(300),
  task: fc.constantFrom<ContextTask>('completion', 'chat', 'tests', 'fix'),
  maxTokens: fc.nat(1_500),
  untracked: fc.subarray(paths),
  avoid: fc.subarray(paths),
});

test('a bundle fits its budget, is made of whole lines that do not overlap, and accounts for all that was found', async () => {
  await fc.assert(
    fc.asyncProperty(situation, async ({ files, heads, at, offset, task, maxTokens, untracked, avoid }) => {
      const workspace = workspaceOf(
        Object.fromEntries(Object.entries(files).map(([path, content]) => [`/w/${path}`, content])),
      );
      workspace.untracked = new Set(untracked.map((path) => `/w/${path}`));
      const ask = async () => {
        const kept = await readRoots(workspace, ['/w'], { cacheDirectory: '' });
        const service = serviceOver(workspace, kept, heads);
        await service.followHistories(neverAborted);
        for (const path of Object.keys(files)) {
          service.touched(`/w/${path}`);
          service.visits.note(`/w/${path}`, 'edited', 3);
        }
        const more = { maxTokens, avoid, query: 'alpha gamma' };
        return service.gather({ kind: 'place', path: `/w/${at}`, offset, task, ...more }, neverAborted);
      };
      const bundle = await ask();
      expect(bundle === undefined).toBe(files[at] === undefined);
      if (bundle === undefined) return;
      expectFits(bundle, maxTokens);
      expectWholeLines(bundle, files);
      expectAccounted(bundle);
      for (const { path } of bundle.items) expect(untracked).not.toContain(path);
      expect(stable(await ask())).toEqual(stable(bundle));
    }),
    { numRuns: 80 },
  );
}, 60_000);

function expectFits({ items, usedTokens }: ContextBundle, maxTokens: number): void {
  expect(usedTokens).toBeLessThanOrEqual(maxTokens);
  expect(items.reduce((sum, { tokens }) => sum + tokens, 0)).toBe(usedTokens);
  for (const { parts, tokens } of items)
    expect(parts.reduce((sum, part) => sum + estimateTokens(part.text), 0)).toBeLessThan(tokens);
}

function expectWholeLines({ items }: ContextBundle, files: Readonly<Record<string, string>>): void {
  const taken = new Map<string, { startLine: number; endLine: number }[]>();
  for (const { path, parts } of items) {
    const content = files[path] ?? '';
    for (const { text: shown, range, startLine, endLine } of parts) {
      expect(content.slice(range.start, range.end)).toBe(shown);
      expect(shown).not.toBe('');
      expect(range.start === 0 || /[\r\n]/.test(content[range.start - 1] ?? '')).toBe(true);
      expect(range.end === content.length || /[\r\n]$/.test(shown)).toBe(true);
      const others = taken.get(path) ?? [];
      expect(others.some((other) => startLine < other.endLine && other.startLine < endLine)).toBe(false);
      taken.set(path, [...others, { startLine, endLine }]);
    }
  }
}

/** The trace names up to twenty of what each retriever found. */
function expectAccounted({ items, dropped, trace }: ContextBundle): void {
  for (const { path, startLine, endLine } of trace.flatMap(({ best }) => best)) {
    const isShown = items.some(
      (item) =>
        item.path === path &&
        item.parts.every(
          (part) => startLine <= part.startLine && part.endLine <= Math.max(endLine, startLine + 1),
        ),
    );
    const isDropped = dropped.some(
      (each) => each.path === path && each.startLine === startLine && each.endLine === endLine,
    );
    expect({ path, startLine, endLine, isAccounted: isShown || isDropped }).toMatchObject({
      isAccounted: true,
    });
  }
}

/** Without what time tells. */
function stable(bundle: ContextBundle | undefined) {
  return bundle && { ...bundle, tookMs: 0, trace: bundle.trace.map((each) => ({ ...each, tookMs: 0 })) };
}

test('what the policy excludes is in no answer, not even where it was seen just now', async () => {
  const workspace = workspaceOf({
    '/w/a.ts': "import { plan } from './plan';\nplan();\n",
    '/w/plan.ts': 'export function plan() {}\n',
  });
  const kept = await readRoots(workspace);
  const service = serviceOver(workspace, kept);
  service.visits.note('/w/plan.ts', 'edited', 0);
  const ask = () =>
    service.gather(
      { kind: 'place', path: '/w/a.ts', offset: 40, task: 'completion', maxTokens: 500 },
      neverAborted,
    );
  expect((await ask())?.items.map(({ path }) => path)).toContain('plan.ts');
  workspace.ignoreFiles.set('/w', 'plan.ts');
  await kept.keeper.filesChanged(['/w/.aiignore'], neverAborted);
  expect(JSON.stringify(await ask())).not.toContain('function plan');
  expect(await service.search({ query: 'plan', limit: 10 }, neverAborted)).not.toContainEqual(
    expect.objectContaining({ path: 'plan.ts' }),
  );
  const own = { kind: 'place', path: '/w/plan.ts', offset: 0, task: 'completion', maxTokens: 500 } as const;
  expect(await service.gather(own, neverAborted)).toBeUndefined();
});

test('of nested roots the outer one shows nothing that the inner one excludes', async () => {
  const workspace = workspaceOf({
    '/w/a.ts': 'const a = 1;\n',
    '/w/in/plan.ts': 'export function hidden() {}\n',
  });
  workspace.ignoreFiles.set('/w/in', 'plan.ts');
  const kept = await readRoots(workspace, ['/w', '/w/in']);
  const service = serviceOver(workspace, kept);
  service.visits.note('/w/in/plan.ts', 'edited', 0);
  const bundle = await service.gather(
    { kind: 'place', path: '/w/a.ts', offset: 0, task: 'completion', maxTokens: 500 },
    neverAborted,
  );
  expect(JSON.stringify(bundle)).not.toContain('hidden');
  expect(bundle?.items).toEqual([]);
});

test('a search over several roots gives the best of all', async () => {
  const workspace = workspaceOf({
    '/v/zeppelin.ts': 'export function zeppelin() {}\n',
    '/w/zeppelin.ts': 'export function zeppelin() {}\n',
  });
  const service = serviceOver(workspace, await readRoots(workspace, ['/v', '/w']));
  const results = await service.search({ query: 'zeppelin', limit: 5 }, neverAborted);
  expect(results.map(({ uri }) => uri).sort()).toEqual(['file:///v/zeppelin.ts', 'file:///w/zeppelin.ts']);
  expect(results[0]?.text).toBe('export function zeppelin() {}\n');
});
