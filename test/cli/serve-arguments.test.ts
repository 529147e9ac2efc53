import fc from 'fast-check';
import { expect, test } from 'vitest';

import type { ServeOptions } from '../../server/cli/actions.ts';
import { runProgram } from '../../server/cli/run-program.ts';
import { parseServeArguments } from '../../server/cli/serve-arguments.ts';
import { scriptedContext } from './scripted-context.ts';

test.each([
  [[], { kind: 'stdio' }],
  [['--stdio'], { kind: 'stdio' }],
  [['--socket=6009'], { kind: 'socket', port: 6009 }],
  [['--pipe=/tmp/a=b.sock'], { kind: 'pipe', name: '/tmp/a=b.sock' }],
  [['--pipe=\\\\.\\pipe\\x'], { kind: 'pipe', name: '\\\\.\\pipe\\x' }],
  [['--node-ipc'], { kind: 'node-ipc' }],
])('serve %j talks over %j', (flags, transport) => {
  expect(parseServeArguments(['serve', ...flags])).toEqual({ transport, clientProcessId: undefined });
});

test('knows the process that it must not outlive', () => {
  expect(parseServeArguments(['serve', '--stdio', '--clientProcessId=4711'])?.clientProcessId).toBe(4711);
});

test.each([
  [['complete']],
  [['serve', '--help']],
  [['serve', '--socket', '1']],
  [['serve', 'x']],
  [['--stdio']],
  [[]],
])('leaves %j to the long way', (argv) => {
  expect(parseServeArguments(argv)).toBeUndefined();
});

test.each([
  ['--socket=0', '"0" is not a port.'],
  ['--socket=65536', '"65536" is not a port.'],
  ['--socket=1e3', '"1e3" is not a port.'],
  ['--clientProcessId=me', '"me" is not a process id.'],
  ['--clientProcessId=0', '"0" is not a process id.'],
])('refuses %s', (flag, message) => {
  expect(() => parseServeArguments(['serve', flag])).toThrow(message);
});

test('refuses two transports', () => {
  expect(() => parseServeArguments(['serve', '--stdio', '--socket=1'])).toThrow(
    'More than one transport is given.',
  );
});

test('the short way and the long way agree', async () => {
  const flag = fc.constantFrom(
    '--stdio',
    '--node-ipc',
    '--socket=1',
    '--socket=0',
    '--pipe=p',
    '--clientProcessId=7',
  );
  await fc.assert(
    fc.asyncProperty(fc.array(flag, { maxLength: 3 }), async (flags) => {
      expect(await longWay(['serve', ...flags])).toEqual(shortWay(['serve', ...flags]));
    }),
  );
});

function shortWay(argv: string[]): ServeOptions | 'refused' | undefined {
  try {
    return parseServeArguments(argv);
  } catch {
    return 'refused';
  }
}

async function longWay(argv: string[]): Promise<ServeOptions | 'refused' | undefined> {
  let served: ServeOptions | undefined;
  const context = scriptedContext({
    serve: async (options) => {
      served = options;
      return 0;
    },
  });
  return (await runProgram(argv, context)) === 2 ? 'refused' : served;
}
