/**
 * What typing costs and brings, as an editor sees it: `npm run bench:typing`, about five minutes a subject.
 *
 * A session of 2,000 keystrokes is typed into a file of 5,000 lines, in real time, against a model in this process
 * that takes 300 ms to begin, writes 40 tokens a second and mostly says what is typed next. Each keystroke changes the
 * document, cancels the request before it and asks for ghost text. The same session goes to Tabby's agent, which is
 * installed into a temporary folder, and to a client that asks the model at each keystroke.
 * `-- --keystrokes 200` types less; `-- --only innerloop` measures fewer (`innerloop`, `tabby`, `direct`).
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';

import { startInnerloop } from './start-innerloop.ts';
import { installTabbyAgent, startTabbyAgent, tabbyAgentName } from './tabby-agent.ts';
import { type SubjectResult, typeSession } from './type-session.ts';
import { startTypingModel } from './typing-model.ts';
import { typingSession } from './typing-session.ts';
import { directSubject, serverSubject, type TypingSubject } from './typing-subject.ts';
import { goals, requestTable, timeTable } from './typing-table.ts';

const { values } = parseArgs({
  options: {
    keystrokes: { type: 'string', default: '2000' },
    /** Subjects, separated by commas. */
    only: { type: 'string', default: 'innerloop,tabby,direct' },
  },
});

const legend = `Served: a suggestion was there before the next keystroke. Asked: the request went to the model; the table
counts what a server waits for a pause in typing. Joined: the model was already writing it. At hand: neither, so from
a cache or from the model of the user's own code. Own time is what innerloop/why tells of each request that was
served: all its steps but waiting for a pause, for its turn and for the model. The table's figures are seen from outside.`;
const session = typingSession(Number(values.keystrokes));
const folder = mkdtempSync(join(tmpdir(), 'innerloop-typing-'));
const workspace = mkdtempSync(join(folder, 'workspace-'));
const uri = pathToFileURL(join(workspace, 'open.js')).href;
const model = await startTypingModel(session);
const remarks: string[] = [];

const starts: Readonly<Record<string, () => Promise<TypingSubject | undefined>>> = {
  innerloop: async () => serverSubject(await startInnerloop({ folder, workspace, modelUrl: model.url }), uri),
  tabby: startTabby,
  direct: async () => directSubject(model.url),
};

async function startTabby(): Promise<TypingSubject | undefined> {
  const installed = await installTabbyAgent(folder);
  if (installed.kind === 'failed') {
    remarks.push(`${tabbyAgentName} could not be installed: ${installed.reason}`);
    return undefined;
  }
  const { program } = installed;
  const agent = await startTabbyAgent({ program, folder, modelUrl: model.url, waiting: 'as published' });
  if (agent === undefined) {
    remarks.push(`${tabbyAgentName} ended before it was ready.`);
    return undefined;
  }
  remarks.push(
    `${tabbyAgentName} answers textDocument/completion, so that is what it is asked. Until one of its requests has been
answered it waits for no pause at all: its wait is then computed from a mean of no times, which is not a number.`,
  );
  return serverSubject(agent, uri);
}

try {
  const results = new Map<string, SubjectResult>();
  for (const name of values.only.split(',')) {
    const start = starts[name];
    if (start === undefined) throw new Error(`no such subject: ${name}`);
    const subject = await start();
    if (subject === undefined) continue;
    results.set(name, await typeSession(subject, session, model));
    process.stderr.write(`${name}: done\n`);
  }
  const all = [...results.values()];
  const ours = results.get('innerloop');
  console.log(`${session.keystrokes.length} keystrokes in a file of 5,000 lines\n`);
  console.log(`${requestTable(all)}\n\nTime beside the model's:\n\n${timeTable(all)}`);
  if (ours !== undefined) console.log(`\n${goals(ours, results.get('tabby'))}`);
  console.log(`\n${legend}\n${remarks.join('\n')}`);
} finally {
  await model.close();
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
}
