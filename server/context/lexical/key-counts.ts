/**
 * Counts how often keys of terms are added: a hash table in typed arrays, which costs a fraction of a `Map`, because
 * keys are numbers beyond 2 ** 31 and would each be an object there. Clearing takes no time.
 * Invariant: a slot is taken just when its mark is the present one; at most half of the slots are.
 */
export class KeyCounts {
  /** In the order of coming. */
  #keys = new Float64Array(fewSlots / 2);
  #counts = new Uint32Array(fewSlots / 2);
  #size = 0;
  /** Places in `#keys`, by hash. */
  #slots = new Uint32Array(fewSlots);
  #marks = new Uint32Array(fewSlots);
  #mark = 1;

  /** How many different keys there are. */
  get size(): number {
    return this.#size;
  }

  clear(): void {
    this.#size = 0;
    this.#mark += 1;
    if (this.#mark < 2 ** 32) return;
    this.#marks.fill(0);
    this.#mark = 1;
  }

  /** Adds to the count of a key; gives the count before. */
  add(key: number, by: number): number {
    const place = this.#placeOf(key);
    const before = this.#counts[place] ?? 0;
    this.#counts[place] = before + by;
    return before;
  }

  set(key: number, count: number): void {
    this.#counts[this.#placeOf(key)] = count;
  }

  /** 0 for a key that was never added. */
  get(key: number): number {
    const slot = this.#slotFor(key);
    return this.#marks[slot] === this.#mark ? (this.#counts[this.#slots[slot] ?? 0] ?? 0) : 0;
  }

  /** Writes all keys into `target` from `start` on, in order. */
  writeKeys(target: Float64Array, start: number): void {
    target.set(this.#keys.subarray(0, this.#size), start);
    target.subarray(start, start + this.#size).sort();
  }

  /** Where the key stands in `#keys`, from now on. */
  #placeOf(key: number): number {
    const slot = this.#slotFor(key);
    if (this.#marks[slot] === this.#mark) return this.#slots[slot] ?? 0;
    if (this.#size === this.#keys.length) {
      this.#grow();
      return this.#placeOf(key);
    }
    this.#marks[slot] = this.#mark;
    this.#slots[slot] = this.#size;
    this.#keys[this.#size] = key;
    this.#counts[this.#size] = 0;
    this.#size += 1;
    return this.#size - 1;
  }

  /** Where the key is or would be. The lower 32 bits of a key are spread evenly, see `termKey`. */
  #slotFor(key: number): number {
    const mask = this.#slots.length - 1;
    let slot = key & mask;
    while (this.#marks[slot] === this.#mark && this.#keys[this.#slots[slot] ?? 0] !== key)
      slot = (slot + 1) & mask;
    return slot;
  }

  #grow(): void {
    const [keys, counts] = [this.#keys, this.#counts];
    this.#keys = new Float64Array(2 * keys.length);
    this.#counts = new Uint32Array(2 * keys.length);
    this.#keys.set(keys);
    this.#counts.set(counts);
    this.#slots = new Uint32Array(2 * this.#slots.length);
    this.#marks = new Uint32Array(this.#slots.length);
    this.#mark = 1;
    for (let place = 0; place < this.#size; place++) {
      const slot = this.#slotFor(this.#keys[place] ?? 0);
      this.#marks[slot] = this.#mark;
      this.#slots[slot] = place;
    }
  }
}

/** Enough for nearly every chunk. A power of two. */
const fewSlots = 4_096;
