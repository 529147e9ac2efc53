import * as z from 'zod';

/** What `parse-only.ts` tells. */
export const parseCost = z.object({ cpuMs: z.number(), files: z.number(), matches: z.number() });
export type ParseCost = z.infer<typeof parseCost>;

/** What `index-once.ts` tells of one start, from the first message to the thread until everything was read. */
export const indexCost = z.object({
  wallMs: z.number(),
  /** Of this process with all its threads. */
  cpuMs: z.number(),
  /** Of the git processes that it ran. */
  gitCpuMs: z.number(),
  /** How late the main thread's event loop was, 99th percentile and most, and before the start. */
  stall: z.object({ p99Ms: z.number(), maxMs: z.number(), idleP99Ms: z.number() }),
  /** Resident memory that was added: when ready, and at most. */
  residentBytes: z.number(),
  mostResidentBytes: z.number(),
  files: z.number(),
  filesWithGrammar: z.number(),
  sourceBytes: z.number(),
  chunks: z.number(),
  memoryBytes: z.number(),
  diskBytes: z.number(),
});
export type IndexCost = z.infer<typeof indexCost>;
