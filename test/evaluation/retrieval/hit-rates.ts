import { seededRandom } from '../../../server/evaluation/seeded-random.ts';

/** How many of the cases have what was looked for among the first 1, 5, 10. */
export interface Hits {
  readonly cases: number;
  readonly at1: number;
  readonly at5: number;
  readonly at10: number;
}

export function hitsOf(ranks: readonly number[]): Hits {
  const within = (limit: number) => ranks.filter((rank) => rank <= limit).length;
  return { cases: ranks.length, at1: within(1), at5: within(5), at10: within(10) };
}

/** The range that 95 % of the shares of `isHit` lie in when the cases are drawn anew (Efron 1979, percentiles). */
export function bootstrapInterval(isHit: readonly boolean[]): readonly [number, number] {
  return bootstrapMeans(isHit.map((hit) => (hit ? 1 : 0)));
}

/** The same for the mean of numbers. */
export function bootstrapMeans(values: readonly number[]): readonly [number, number] {
  const random = seededRandom(11);
  const means = Float64Array.from({ length: draws }, () => {
    let sum = 0;
    for (let i = 0; i < values.length; i++) sum += values[Math.floor(random() * values.length)] ?? 0;
    return sum / Math.max(1, values.length);
  }).sort();
  return [means[Math.floor(draws * 0.025)] ?? 0, means[Math.ceil(draws * 0.975) - 1] ?? 0];
}

const draws = 1_000;
