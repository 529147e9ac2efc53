import type { LeftOutReason } from '../context/ports.ts';

/** Why files are left out, in words for people. */
export const leftOutWords: Readonly<Record<LeftOutReason, string>> = {
  excluded: 'excluded, or a secret place',
  'not-source': 'not text (data, pictures)',
  vendored: "other people's code",
  generated: 'generated',
  minified: 'minified, or data',
  'too-large': 'too large',
  binary: 'binary',
  'not-utf8': 'not UTF-8',
  link: 'symbolic link',
  'not-a-file': 'no regular file',
  'odd-name': 'odd name',
  'nested-repository': 'repository of its own',
  unreadable: 'unreadable',
  'unreadable-folder': 'unreadable folder',
  gone: 'gone',
  'too-many-files': 'beyond the limit of files',
  'out-of-scope': 'outside of context.folders',
  'memory-limit': 'beyond the limit of memory',
};
