import { expect, test } from 'vitest';

import { replyTasks } from './actions/reply-tasks.ts';
import { evaluateReplies, replyTable } from './actions-replies.ts';

test('whatever a model answers, the person sees the edit that was meant or why there is none', async () => {
  // The evaluation asks all forty.
  const some = replyTasks().filter((_task, index) => index % 8 === 0);
  const results = await evaluateReplies(some);
  expect(results.failures).toEqual([]);
  expect(replyTable(results)).toMatchInlineSnapshot(`
    "5 edits, 122 answers: 57 exact, 65 refused, 0 damaged.

    | the model answers with | edits | exact | refused | damaged | requests | reasons |
    | --- | ---: | ---: | ---: | ---: | ---: | --- |
    | good blocks | 5 | 5 | 0 | 0 | 5 |  |
    | good blocks amid thoughts and prose | 5 | 5 | 0 | 0 | 5 |  |
    | a whole function | 3 | 3 | 0 | 0 | 3 |  |
    | a whole file | 5 | 5 | 0 | 0 | 5 |  |
    | blocks with odd marks, fences and line ends | 5 | 5 | 0 | 0 | 5 |  |
    | blocks without their indentation | 5 | 5 | 0 | 0 | 5 |  |
    | the same blocks twice | 5 | 5 | 0 | 0 | 5 |  |
    | a wrong search, then the failed blocks alone | 5 | 5 | 0 | 0 | 10 |  |
    | wrong searches three times | 5 | 0 | 5 | 0 | 15 | no-match 5 |
    | a search that is too short | 5 | 0 | 5 | 0 | 10 | no-match 3, ambiguous 2 |
    | prose, then good blocks | 5 | 5 | 0 | 0 | 10 |  |
    | prose three times | 5 | 0 | 5 | 0 | 15 | no-code 5 |
    | the same wrong answer again | 5 | 0 | 5 | 0 | 10 | no-match 5 |
    | cut off at the limit, then good | 5 | 5 | 0 | 0 | 10 |  |
    | blocks cut off by a closed stream | 5 | 0 | 5 | 0 | 10 | truncated 5 |
    | a file cut off by a closed stream | 5 | 0 | 5 | 0 | 10 | truncated 5 |
    | a broken connection | 5 | 0 | 5 | 0 | 10 | truncated 5 |
    | another file | 5 | 0 | 5 | 0 | 10 | other-file 5 |
    | the file and another one | 5 | 0 | 5 | 0 | 10 | other-file 5 |
    | code left out | 5 | 0 | 5 | 0 | 10 | elided 5 |
    | a diff three times | 5 | 0 | 5 | 0 | 15 | wrong-format 5 |
    | code that does not parse, then good | 4 | 4 | 0 | 0 | 8 |  |
    | nothing | 5 | 0 | 5 | 0 | 5 | no-answer 5 |
    | good blocks, the file changed elsewhere | 5 | 5 | 0 | 0 | 5 |  |
    | good blocks, the place changed | 5 | 0 | 5 | 0 | 5 | changed-meanwhile 5 |
    "
  `);
});
