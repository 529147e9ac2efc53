import { describe, expect, it } from 'vitest';

import { formatCents } from './money';

describe('formatCents', () => {
  it('prints two decimals', () => {
    expect(formatCents(1250)).toBe('12.50 EUR');
  });

  it('refuses parts of a cent', () => {
    expect(() => formatCents(0.5)).toThrow('cents must be whole');
  });
});
