// A server on the transport that the command line names, with an application that always suggests the same.

import { serverProcess } from '../../../server/host/server-process.ts';
import { systemClock } from '../../../server/host/system-clock.ts';
import { openTransport, type TransportChoice } from '../../../server/host/transports.ts';
import { startServer } from '../../../server/protocol/connection.ts';

import { insertion, ScriptedApplication } from './scripted-application.ts';

const application = new ScriptedApplication();
application.onComplete = async (request) => insertion(request, 'value;');

startServer({
  transport: await openTransport(choiceOf(process.argv[2] ?? '--stdio')),
  createApplication: application.create,
  version: '0.0.0-test',
  process: serverProcess,
  clock: systemClock,
});

function choiceOf(argument: string): TransportChoice {
  const [name, value = ''] = argument.split('=');
  if (name === '--socket') return { kind: 'socket', port: Number(value) };
  if (name === '--pipe') return { kind: 'pipe', name: value };
  return { kind: name === '--node-ipc' ? 'node-ipc' : 'stdio' };
}
