import { bootstrapInterval, bootstrapMeans } from './hit-rates.ts';

/** The share of ranks within a limit, its interval, and how many they are. */
export function hitShare(ranks: readonly number[], limit: number): string {
  const isHit = ranks.map((rank) => rank <= limit);
  const hits = isHit.filter((hit) => hit).length;
  return `${percents(hits / Math.max(1, ranks.length), bootstrapInterval(isHit))}, ${hits}`;
}

/** The mean of shares, and its interval. */
export function meanShare(shares: readonly number[]): string {
  const sum = shares.reduce((total, share) => total + share, 0);
  return percents(sum / Math.max(1, shares.length), bootstrapMeans(shares));
}

export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** The values by group, in the order of the groups' names. */
export function grouped<Value>(
  values: readonly Value[],
  groupOf: (value: Value) => string,
): readonly (readonly [string, readonly Value[]])[] {
  const groups = new Map<string, Value[]>();
  for (const value of values) groups.set(groupOf(value), [...(groups.get(groupOf(value)) ?? []), value]);
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1));
}

function percents(share: number, [low, high]: readonly [number, number]): string {
  return `${(100 * share).toFixed(1)} % (${(low * 100).toFixed(0)}–${(high * 100).toFixed(0)})`;
}
