export interface Line {
  readonly sku: string;
  readonly cents: number;
  readonly count: number;
}

export type Shipping = 'pickup' | 'post' | 'express';

/** The price of all lines, with the discount of a code. */
export function totalOf(lines: readonly Line[], code: string | undefined): number {
  if (lines.length === 0) return 0;
  let sum = 0;
  for (const line of lines) {
    if (line.count < 0) throw new RangeError('a count is below zero');
    sum += line.cents * line.count;
  }
  if (code === 'HALF') {
    return Math.round(sum / 2);
  } else if (code === 'FREE') {
    return 0;
  }
  return sum;
}

/** What it costs to bring a basket home. */
export function shippingCents(kind: Shipping, sum: number): number {
  switch (kind) {
    case 'pickup':
      return 0;
    case 'post':
      return sum >= 5000 ? 0 : 490;
    case 'express':
      return 990;
    default:
      throw new TypeError(`no such shipping: ${kind}`);
  }
}

/** Asks a service for the stock of an article. */
export async function stockOf(sku: string, ask: (sku: string) => Promise<number>): Promise<number> {
  if (sku === '') throw new Error('no article');
  try {
    return await ask(sku);
  } catch {
    return 0;
  }
}
