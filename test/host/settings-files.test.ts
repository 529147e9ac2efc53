import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import {
  readUserSettings,
  readWorkspaceSettings,
  userSettingsPath,
  workspaceSettingsPath,
} from '../../server/host/settings-files.ts';

describe('where the user’s file lies', () => {
  test.each([
    ['linux', {}, '/home/ada', '/home/ada/.config/innerloop/config.jsonc'],
    ['linux', { XDG_CONFIG_HOME: '/cfg' }, '/home/ada', '/cfg/innerloop/config.jsonc'],
    ['linux', { XDG_CONFIG_HOME: 'cfg' }, '/home/ada', '/home/ada/.config/innerloop/config.jsonc'],
    ['linux', { XDG_CONFIG_HOME: '' }, '/home/ada', '/home/ada/.config/innerloop/config.jsonc'],
    ['darwin', {}, '/Users/ada', '/Users/ada/Library/Application Support/innerloop/config.jsonc'],
    ['darwin', { XDG_CONFIG_HOME: '/cfg' }, '/Users/ada', '/cfg/innerloop/config.jsonc'],
    ['win32', { APPDATA: 'C:\\Data' }, 'C:\\Users\\ada', 'C:\\Data\\innerloop\\config.jsonc'],
    ['win32', {}, 'C:\\Users\\ada', 'C:\\Users\\ada\\AppData\\Roaming\\innerloop\\config.jsonc'],
  ] as const)('on %s with %j', (platform, env, homeFolder, path) => {
    expect(userSettingsPath({ platform, env, homeFolder })).toBe(path);
  });
});

describe('reading', () => {
  let folder = '';
  let file = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'innerloop-settings-'));
    mkdirSync(join(folder, '.innerloop'));
    file = workspaceSettingsPath(folder);
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  test('gives the text of a file, without a byte order mark', async () => {
    writeFileSync(file, '\uFEFF{"a": 1}');
    expect(await readUserSettings(file)).toEqual({
      name: 'user file',
      source: file,
      rights: 'full',
      content: { kind: 'text', text: '{"a": 1}' },
    });
  });

  test('takes a workspace’s file as one that may only tighten', async () => {
    writeFileSync(file, '{}');
    expect((await readWorkspaceSettings(file, 'tighten-only')).rights).toBe('tighten-only');
  });

  test('finds a missing file missing, also where a folder on the way is a file', async () => {
    expect((await readUserSettings(file)).content).toEqual({ kind: 'missing' });
    writeFileSync(file, '');
    expect((await readUserSettings(join(file, 'config.jsonc'))).content).toEqual({ kind: 'missing' });
  });

  test('follows a link for the user, but not for a workspace', async () => {
    writeFileSync(join(folder, 'dotfile'), '{}');
    symlinkSync(join(folder, 'dotfile'), file);
    expect((await readUserSettings(file)).content.kind).toBe('text');
    expect((await readWorkspaceSettings(file, 'tighten-only')).content).toEqual({
      kind: 'unreadable',
      detail: 'it is a symbolic link',
    });
  });

  test('says why something else than a file is not read', async () => {
    execFileSync('mkfifo', [file]);
    const notRegular = { kind: 'unreadable', detail: 'it is not a regular file' };
    expect((await readWorkspaceSettings(file, 'tighten-only')).content).toEqual(notRegular);
    expect((await readWorkspaceSettings(folder, 'tighten-only')).content).toEqual(notRegular);
  });

  test('refuses a file larger than 1 MB', async () => {
    writeFileSync(file, ' '.repeat(1024 * 1024 + 1));
    expect((await readUserSettings(file)).content).toEqual({
      kind: 'unreadable',
      detail: 'it is larger than 1 MB',
    });
  });

  test('says so when permissions forbid it, unless the user may read everything', async () => {
    writeFileSync(file, '{}');
    chmodSync(file, 0);
    const isRoot = process.getuid?.() === 0;
    const forbidden = { kind: 'unreadable', detail: 'its permissions forbid it' };
    expect((await readUserSettings(file)).content).toEqual(isRoot ? { kind: 'text', text: '{}' } : forbidden);
  });
});
