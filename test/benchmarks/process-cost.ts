import { readdirSync, readFileSync } from 'node:fs';

/** What a running process has cost so far. */
export interface ProcessCost {
  /** Processor time of all its threads. */
  readonly cpuMs: number;
  /** Resident memory. */
  readonly rssMb: number;
}

/** Reads the cost of another process from /proc; Linux only. */
export function processCost(processId: number): ProcessCost {
  const folder = `/proc/${processId}`;
  let nanoseconds = 0;
  for (const thread of readdirSync(`${folder}/task`)) {
    // The first field is the time on a processor in nanoseconds; /proc/PID/stat counts in steps of 10 ms.
    nanoseconds += Number(readFileSync(`${folder}/task/${thread}/schedstat`, 'utf8').split(' ')[0]);
  }
  const [, kilobytes] = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`${folder}/status`, 'utf8')) ?? [];
  return { cpuMs: nanoseconds / 1e6, rssMb: Number(kilobytes) / 1024 };
}
