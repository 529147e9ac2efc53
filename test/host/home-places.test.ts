import { expect, test } from 'vitest';

import { cacheFolderPath, dataFolderPath, stateFolderPath } from '../../server/host/home-places.ts';

test.each([
  ['linux', {}, '/home/me', '/home/me/.local/state/innerloop'],
  ['linux', { XDG_STATE_HOME: '/state' }, '/home/me', '/state/innerloop'],
  ['linux', { XDG_STATE_HOME: 'relative' }, '/home/me', '/home/me/.local/state/innerloop'],
  ['linux', { XDG_STATE_HOME: '' }, '/home/me', '/home/me/.local/state/innerloop'],
  ['darwin', {}, '/Users/me', '/Users/me/Library/Application Support/innerloop/state'],
  ['win32', { LOCALAPPDATA: 'C:\\Local' }, 'C:\\Users\\me', 'C:\\Local\\innerloop\\state'],
  ['win32', {}, 'C:\\Users\\me', 'C:\\Users\\me\\AppData\\Local\\innerloop\\state'],
] as const)('keeps state on %s with %o below %s in %s', (platform, env, homeFolder, expected) => {
  expect(stateFolderPath({ platform, env, homeFolder })).toBe(expected);
});

test.each([
  ['linux', {}, '/home/me', '/home/me/.local/share/innerloop'],
  ['linux', { XDG_DATA_HOME: '/data' }, '/home/me', '/data/innerloop'],
  ['linux', { XDG_DATA_HOME: 'relative' }, '/home/me', '/home/me/.local/share/innerloop'],
  ['darwin', {}, '/Users/me', '/Users/me/Library/Application Support/innerloop'],
  ['win32', { LOCALAPPDATA: 'C:\\Local' }, 'C:\\Users\\me', 'C:\\Local\\innerloop'],
  ['win32', {}, 'C:\\Users\\me', 'C:\\Users\\me\\AppData\\Local\\innerloop'],
] as const)(
  'keeps what a person wrote on %s with %o below %s in %s',
  (platform, env, homeFolder, expected) => {
    expect(dataFolderPath({ platform, env, homeFolder })).toBe(expected);
  },
);

test.each([
  ['linux', {}, '/home/me', '/home/me/.cache/innerloop'],
  ['linux', { XDG_CACHE_HOME: '/fast' }, '/home/me', '/fast/innerloop'],
  ['linux', { XDG_CACHE_HOME: 'relative' }, '/home/me', '/home/me/.cache/innerloop'],
  ['darwin', {}, '/Users/me', '/Users/me/Library/Caches/innerloop'],
  ['win32', { LOCALAPPDATA: 'C:\\Local' }, 'C:\\Users\\me', 'C:\\Local\\innerloop\\cache'],
  ['win32', {}, 'C:\\Users\\me', 'C:\\Users\\me\\AppData\\Local\\innerloop\\cache'],
] as const)('keeps caches on %s with %o below %s in %s', (platform, env, homeFolder, expected) => {
  expect(cacheFolderPath({ platform, env, homeFolder })).toBe(expected);
});
