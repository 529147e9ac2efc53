import { describe, expect, test } from 'vitest';

import { neverAborted } from '../../../server/base/cancellation.ts';
import { changeExcerpts } from '../../../server/features/chat/change-excerpts.ts';
import { testExcerpts } from '../../../server/features/chat/test-excerpts.ts';
import { memoryProject } from '../../support/memory-project.ts';
import { chatBench } from './chat-bench.ts';

describe('@tests', () => {
  const names = ['a', 'b/c', 'packages/cart/src', 'packages/cart/test', 'packages/tax/test', 'z'];
  const files = Object.fromEntries(names.map((folder) => [`${folder}/index.test.ts`, `// of ${folder}\n`]));

  test('shows the nearest tests, reads no others, and says how many there are', async () => {
    const project = memoryProject({ ...files, 'packages/cart/src/index.ts': 'export {};\n' });
    const { ports } = chatBench(project, {});
    const looked: string[] = [];
    const look = project.look.bind(project);
    project.look = (uri, signal) => {
      looked.push(project.pathOf(uri));
      return look(uri, signal);
    };
    const { excerpts, remarks } = await testExcerpts(['packages/cart/src/index.ts'], ports, neverAborted);
    expect(excerpts.map(({ path }) => path)).toEqual([
      'packages/cart/src/index.test.ts',
      'packages/cart/test/index.test.ts',
      'a/index.test.ts',
      'packages/tax/test/index.test.ts',
    ]);
    expect(looked).toHaveLength(4);
    expect(remarks).toEqual([
      '2 more files are named like tests of packages/cart/src/index.ts; the nearest are shown.',
    ]);
  });
});

describe('@diff', () => {
  const file = { uri: 'file:///project/a.ts', path: 'a.ts', before: 'a\n', after: 'b\n' };

  test.each([
    [undefined, 'git tells of no changes: no folder here is a repository.'],
    [{ files: [], left: 0 }, 'No file that git tracks has changed since the last commit.'],
    [{ files: [file], left: 7 }, '1 changed file is shown; up to 7 more were not looked at.'],
  ])('says what it does not show: %j', async (changes, remark) => {
    expect((await changeExcerpts(changes, neverAborted)).remarks).toEqual([remark]);
  });

  test('shows what was removed and added', async () => {
    const { excerpts } = await changeExcerpts({ files: [file], left: 0 }, neverAborted);
    expect(excerpts.map(({ text }) => text.split('\n').slice(-3))).toEqual([['-a', '+b', '']]);
  });
});
