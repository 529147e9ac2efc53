/** Prints cents as people write them. */
export function formatCents(cents: number, currency = 'EUR'): string {
  if (!Number.isInteger(cents)) throw new RangeError('cents must be whole');
  const text = (Math.abs(cents) / 100).toFixed(2);
  return `${cents < 0 ? '-' : ''}${text} ${currency}`;
}
