import { expect, test } from 'vitest';

import { ancestorsOf, type Commit } from './git-objects.ts';

function commit(
  id: string,
  time: number,
  parents: readonly string[],
  paths: readonly string[] = ['f'],
): Commit {
  return { id, time, parents, message: id, paths };
}

test('ancestors come newest first over all branches, each once, without those that change no file', () => {
  const history = new Map(
    [
      commit('merge', 9, ['left', 'right'], []),
      commit('left', 5, ['root']),
      commit('right', 7, ['mid']),
      commit('mid', 4, ['root']),
      commit('root', 1, ['']),
      commit('later', 10, ['merge']),
    ].map((one) => [one.id, one]),
  );
  expect(ancestorsOf(history, 'merge', 10).map((one) => one.id)).toEqual(['right', 'left', 'mid', 'root']);
  expect(ancestorsOf(history, 'merge', 2).map((one) => one.id)).toEqual(['right', 'left']);
});
