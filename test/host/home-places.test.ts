import { expect, test } from 'vitest';

import { stateFolderPath } from '../../server/host/home-places.ts';

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
