/** Numbers from 0 to below 1, the same for the same seed (mulberry32, by Tommy Ettinger). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The values in an order that depends on `random` alone (Fisher and Yates). */
export function shuffled<Value>(values: readonly Value[], random: () => number): readonly Value[] {
  const pool = [...values];
  const result: Value[] = [];
  while (pool.length > 0) {
    const index = Math.floor(random() * pool.length);
    const [value] = pool.splice(index, 1);
    if (value !== undefined) result.push(value);
  }
  return result;
}
