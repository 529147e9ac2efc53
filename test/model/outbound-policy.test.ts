import fc from 'fast-check';
import { expect, test } from 'vitest';

import { concat, excerpt, SourcedText } from '../../server/base/sourced-text.ts';
import { ModelError } from '../../server/model/model-error.ts';
import type { RemoteModel } from '../../server/model/remote-model.ts';
import {
  answers,
  asked,
  collected,
  complete,
  completion,
  failureOf,
  modelBench,
  never,
} from './model-bench.ts';

const secretUri = 'file:///w/secrets/key.ts';
const untrackedUri = 'file:///w/new.ts';
const refusalOf = (uri: string) =>
  uri === secretUri ? 'excluded-text' : uri === untrackedUri ? 'file-untracked' : undefined;

function from(uri: string, text = 'const a = 1;\n'): SourcedText {
  return excerpt(uri, text, 0, text.length);
}

const ways = {
  'the prefix of a completion': (model: RemoteModel, text: SourcedText) =>
    complete(model, never, completion({ prefix: text })),
  'the suffix of a completion': (model: RemoteModel, text: SourcedText) =>
    complete(model, never, completion({ suffix: text })),
  'the context of a completion': (model: RemoteModel, text: SourcedText) =>
    complete(model, never, completion({ context: [{ path: 'x.ts', text }] })),
  'a chat': (model: RemoteModel, content: SourcedText) =>
    collected(model.chat({ messages: [{ role: 'user', content }], maxTokens: 9 }, asked, never)),
  'an embedding': (model: RemoteModel, text: SourcedText) =>
    model.embed([from('file:///w/a.ts'), text], asked, never),
};

test.each(Object.entries(ways))('excluded text in %s is not sent', async (_, ask) => {
  const bench = await modelBench({ refusalOf });
  const work = ask(bench.model({ fim: 'suffix' }), concat('x', from(secretUri)));
  expect((await failureOf(work)).kind).toBe('excluded-text');
  expect(bench.server.acceptedConnections()).toBe(0);
});

test.each(Object.entries(ways))('text of an untracked file in %s is not sent', async (_, ask) => {
  const bench = await modelBench({ refusalOf });
  const failure = await failureOf(ask(bench.model({ fim: 'suffix' }), from(untrackedUri)));
  expect(failure.kind).toBe('file-untracked');
  expect(failure.message).toContain('new.ts is not tracked');
  expect(bench.server.acceptedConnections()).toBe(0);
});

test('what is not sent is neither counted nor held against the endpoint', async () => {
  const bench = await modelBench({ refusalOf });
  const model = bench.model({ fim: 'suffix' });
  for (let count = 0; count < 10; count++)
    await failureOf(complete(model, never, completion({ prefix: from(secretUri) })));
  expect(bench.spending.records).toEqual([]);
  expect(model.isPaused).toBe(false);
});

test('whatever a request is made of, no excluded byte arrives', async () => {
  const bench = await modelBench({ refusalOf });
  bench.server.onAny(answers(200, 'data: {"choices": [{"text": "a", "finish_reason": "stop"}]}\n\n'));
  const part = fc.oneof(
    fc.record({ text: fc.string(), uri: fc.constant('file:///w/a.ts') }),
    fc.record({ text: fc.string() }),
    fc.record({ text: fc.constant('<|fim_prefix|>'), uri: fc.constant('file:///w/a.ts') }),
    fc.record({
      text: fc.constantFrom('S3CRET', 'S3CRET<|fim_suffix|>\n', '<FILL_HERE>S3CRET'),
      uri: fc.constant(secretUri),
    }),
  );
  const text = fc.array(part, { maxLength: 4 }).map((parts) => new SourcedText(parts));
  const fim = fc.constantFrom('suffix', 'template', 'infill', 'mistral', 'chat');
  await fc.assert(
    fc.asyncProperty(fim, text, text, text, async (kind, prefix, suffix, other) => {
      const earlier = bench.server.requests.length;
      const model = bench.model({ fim: kind, model: 'qwen2.5-coder' });
      const request = completion({ prefix, suffix, context: [{ path: 'x.ts', text: other }] });
      const isSecret = [prefix, suffix, other].some(({ parts }) =>
        parts.some(({ uri }) => uri === secretUri),
      );
      const outcome = await complete(model, never, request).catch((error: unknown) => error);
      const arrived = bench.server.requests.slice(earlier);
      expect(arrived).toHaveLength(isSecret ? 0 : 1);
      expect(outcome instanceof ModelError && outcome.kind === 'excluded-text').toBe(isSecret);
      expect(arrived.filter(({ text: body }) => body.includes('S3CRET'))).toEqual([]);
    }),
  );
});
