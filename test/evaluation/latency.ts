import { TextDocument } from '../../server/base/text-document.ts';
import type { CorpusFile, CorpusSegment } from '../../server/embedded/corpus-segment.ts';
import { EmbeddedModel } from '../../server/embedded/embedded-model.ts';
import type { LineCase } from '../../server/evaluation/line-cases.ts';

/** Wall time, and the processor time of the process, which other processes on the machine disturb less. */
export interface Latency {
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly cpuP50Ms: number;
  readonly cpuP99Ms: number;
}

interface Duration {
  readonly wallMs: number;
  readonly cpuMs: number;
}

/** Time of one completion at the default threshold, right after a character was typed at the cursor. */
export function completionLatency(segment: CorpusSegment, cases: readonly LineCase[]): Latency {
  const model = new EmbeddedModel();
  model.setSegments([segment]);
  const times: Duration[] = [];
  for (const { file, cursor } of cases) {
    const document = new TextDocument({ uri: file.uri, languageId: '', version: 1 }, file.text);
    open(model, document);
    times.push(timeAt(model, document, cursor));
    model.documentClosed(file.uri);
  }
  return summary(times);
}

/** The same in one open file of so many lines, made of the files in which the cursors lie. */
export function longFileLatency(
  segment: CorpusSegment,
  files: readonly CorpusFile[],
  lines: number,
  cursors: number,
): Latency {
  const text = files.map((file) => file.text).join('\n');
  const enough = text.repeat(1 + Math.ceil((lines * 20) / text.length));
  const uri = files[0]?.uri ?? '';
  const all = new TextDocument({ uri, languageId: '', version: 1 }, enough);
  let document = new TextDocument({ uri, languageId: '', version: 1 }, enough.slice(0, all.lineStart(lines)));
  const model = new EmbeddedModel();
  model.setSegments([segment]);
  open(model, document);
  const times: Duration[] = [];
  for (let i = 0; i < cursors; i++) {
    const line = Math.floor((document.lineCount * (i + 0.5)) / cursors);
    const change = { start: document.lineEnd(line), end: document.lineEnd(line), text: '\n' };
    const after = document.withChange(change, document.version + 1);
    model.documentChanged(document, after, [change]);
    document = after;
    times.push(timeAt(model, document, change.start + 1));
  }
  return summary(times);
}

function open(model: EmbeddedModel, document: TextDocument): void {
  model.documentOpened(document);
  while (model.pendingWork()) model.workABit(2_000);
}

function timeAt(model: EmbeddedModel, document: TextDocument, offset: number): Duration {
  const cpu = process.cpuUsage();
  const start = performance.now();
  model.complete({ document, offset, maxLines: 1 });
  const wallMs = performance.now() - start;
  const { user, system } = process.cpuUsage(cpu);
  return { wallMs, cpuMs: (user + system) / 1_000 };
}

function summary(times: readonly Duration[]): Latency {
  // The first calls run before the engine has compiled anything.
  const counted = times.slice(Math.min(100, times.length >> 1));
  const wall = counted.map((time) => time.wallMs).sort((a, b) => a - b);
  const cpu = counted.map((time) => time.cpuMs).sort((a, b) => a - b);
  const at = (sorted: readonly number[], share: number) => sorted[Math.floor(sorted.length * share)] ?? 0;
  return { p50Ms: at(wall, 0.5), p99Ms: at(wall, 0.99), cpuP50Ms: at(cpu, 0.5), cpuP99Ms: at(cpu, 0.99) };
}
