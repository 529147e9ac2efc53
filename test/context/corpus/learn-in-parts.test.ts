import { expect, test } from 'vitest';

import { neverAborted } from '../../../server/base/cancellation.ts';
import {
  type FileToLearn,
  type LearnedPart,
  learnInParts,
} from '../../../server/context/corpus/learn-in-parts.ts';
import { MemoryWorkspace, visibleIn } from '../memory-workspace.ts';

const plan = { sizes: 'growing' as const, onRead: () => undefined };

async function partsOf(workspace: MemoryWorkspace, files: readonly FileToLearn[]): Promise<LearnedPart[]> {
  const parts: LearnedPart[] = [];
  for await (const part of learnInParts(workspace, files, plan, neverAborted)) parts.push(part);
  return parts;
}

function toLearn(path: string, task: FileToLearn['task'] = 'learn'): FileToLearn {
  return { root: '/w', path, task };
}

test('gives a small part first, in the order of the files, then larger ones', async () => {
  const workspace = new MemoryWorkspace();
  const names = Array.from({ length: 200 }, (_, i) => `f${String(i).padStart(3, '0')}.ts`);
  for (const name of names) workspace.write(`/w/${name}`, 'const a = 1;\n'.repeat(3_000));

  const parts = await partsOf(
    workspace,
    names.map((name) => toLearn(name)),
  );
  const sizes = parts.map(({ segment }) => segment?.sourceBytes ?? 0);
  expect(sizes[0]).toBeLessThan(1_000_000);
  expect(sizes[1]).toBeGreaterThanOrEqual(2 * (sizes[0] ?? 0));
  expect(sizes[2]).toBeGreaterThanOrEqual(2 * (sizes[1] ?? 0));
  expect(parts.flatMap(({ files }) => files.map(({ path }) => path))).toEqual(names);
});

test('masks the older text of files that are gone, unlearnable by now or to be forgotten', async () => {
  const workspace = new MemoryWorkspace();
  workspace.write('/w/binary.ts', 'a\0b');
  workspace.write('/w/hidden.ts', 'const hidden = 1;');
  const files = [
    toLearn('gone.ts', 'relearn'),
    toLearn('binary.ts', 'relearn'),
    toLearn('hidden.ts', 'forget'),
  ];
  const [part] = await partsOf(workspace, files);

  expect(part?.segment?.files.map(({ sourceBytes }) => sourceBytes)).toEqual([0, 0, 0]);
  expect(part?.gone).toEqual(['gone.ts', 'hidden.ts']);
  expect(part?.files).toMatchObject([{ path: 'binary.ts', leftOut: 'binary' }]);
  expect(workspace.readPaths).not.toContain('hidden.ts');
});

test('makes no segment of files that were never learned and cannot be', async () => {
  const workspace = new MemoryWorkspace();
  workspace.write('/w/binary.ts', 'a\0b');
  const [part] = await partsOf(workspace, [toLearn('binary.ts')]);
  expect(part?.segment).toBeUndefined();
  expect(visibleIn([])).toEqual({});
});
