import fc from 'fast-check';
import { expect, test } from 'vitest';

import { fenceFor } from '../../server/base/markdown-fence.ts';

const parts = fc.array(fc.constantFrom('`', '``', '```', '\n', 'a', ' '));

test('a fence is the shortest one that stands nowhere in the text', () => {
  fc.assert(
    fc.property(parts, (each) => {
      const inner = each.join('');
      const fence = fenceFor(inner);
      expect(inner).not.toContain(fence);
      expect(fence === '```' || inner.includes(fence.slice(1))).toBe(true);
    }),
  );
});
