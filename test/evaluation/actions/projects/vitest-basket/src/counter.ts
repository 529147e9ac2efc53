/** Counts within bounds. */
export class Counter {
  #value = 0;

  constructor(private readonly limit: number) {}

  get isFull(): boolean {
    return this.#value >= this.limit;
  }

  add(step: number): number {
    if (step <= 0) throw new RangeError('step must be above zero');
    this.#value = Math.min(this.limit, this.#value + step);
    return this.#value;
  }

  reset(): void {
    this.#value = 0;
  }
}
