/** "1 file", "2,000 files". */
export function countOf(count: number, noun: string): string {
  return `${grouped(count)} ${noun}${count === 1 ? '' : 's'}`;
}

/** A whole number with its digits in groups of three. */
export function grouped(count: number): string {
  return count.toLocaleString('en-US');
}

/** Bytes as "4.1 MB". */
export function megabytes(bytes: number): string {
  return `${(bytes / mega).toFixed(1)} MB`;
}

/** Milliseconds as "0.84 s". */
export function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(2)} s`;
}

const mega = 1024 * 1024;
