#!/usr/bin/env node
// Stands between an editor and its language server and writes down every message, byte for byte untouched:
//
//   record-session.mjs LOG.jsonl COMMAND [ARGUMENT…]
//
// One JSON object a line. A message: {t, dir, header, msg}, `t` in ms since the epoch, `dir` "c2s" (from the
// editor) or "s2c" (from the server). Broken framing or JSON: {t, dir, bad}. The server's end: {t, dir: "exit", code, signal}.
import { spawn } from 'node:child_process';
import { appendFileSync } from 'node:fs';

const [log, command, ...commandArguments] = process.argv.slice(2);
if (log === undefined || command === undefined) {
  process.stderr.write('usage: record-session.mjs LOG.jsonl COMMAND [ARGUMENT…]\n');
  process.exit(2);
}

const server = spawn(command, commandArguments, { stdio: ['pipe', 'pipe', 'inherit'] });
tee(process.stdin, server.stdin, recorder('c2s'));
tee(server.stdout, process.stdout, recorder('s2c'));
server.on('error', (error) => {
  write({ dir: 's2c', bad: error.message });
  process.exit(127);
});
server.on('close', (code, signal) => {
  write({ dir: 'exit', code, signal });
  process.exit(code ?? 1);
});
// An editor may end its server with a signal; the server is asked the same way and its end still recorded.
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(signal, () => server.kill(signal));

function write(entry) {
  appendFileSync(log, `${JSON.stringify({ t: Date.now(), ...entry })}\n`);
}

/** Passes bytes on first, so that recording never holds up a message. */
function tee(from, to, record) {
  from.on('data', (bytes) => {
    to.write(bytes);
    record(bytes);
  });
  from.on('end', () => {
    if (to !== process.stdout) to.end();
  });
  // The other side may be gone while a last message is on its way; the exit line tells the rest.
  to.on('error', () => {});
}

/** Cuts a stream into messages and writes each down. */
function recorder(dir) {
  let pending = Buffer.alloc(0);
  return (bytes) => {
    pending = Buffer.concat([pending, bytes]);
    for (;;) {
      const headerEnd = pending.indexOf('\r\n\r\n');
      if (headerEnd === -1) return;
      const header = pending.toString('ascii', 0, headerEnd);
      const length = /^Content-Length: *(\d+)$/im.exec(header)?.[1];
      if (length === undefined) {
        write({ dir, bad: header });
        pending = pending.subarray(headerEnd + 4);
        continue;
      }
      const end = headerEnd + 4 + Number(length);
      if (pending.length < end) return;
      writeMessage(dir, header, pending.toString('utf8', headerEnd + 4, end));
      pending = pending.subarray(end);
    }
  };
}

function writeMessage(dir, header, body) {
  try {
    write({ dir, header, msg: JSON.parse(body) });
  } catch {
    write({ dir, bad: body });
  }
}
