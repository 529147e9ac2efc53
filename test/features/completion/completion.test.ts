import { describe, expect, test } from 'vitest';
import { neverAborted } from '../../../server/base/cancellation.ts';
import { nothing, ok } from '../../../server/base/outcome.ts';
import { TextDocument } from '../../../server/base/text-document.ts';
import { Completion } from '../../../server/features/completion/completion.ts';
import type { CompletionOptions } from '../../../server/features/completion/completion-options.ts';
import type { EmbeddedCompleter } from '../../../server/features/completion/completion-parts.ts';
import { maxDocumentLength, maxLineLength } from '../../../server/features/completion/document-limits.ts';
import { cursorDocument, type Fixture, fixture, renderInsertion } from '../../support/fixture.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { noModels } from './scripted-models.ts';
import { standardOptions } from './standard-options.ts';

const standard: CompletionOptions = { ...standardOptions, minimumConfidence: 0.8, maxLines: 5 };

/** Runs the pipeline over a model that always says `answer`. */
async function check(
  scene: Fixture,
  answer: string,
  options: Partial<CompletionOptions> = {},
): Promise<string> {
  const document = cursorDocument(scene);
  const request = { document, offset: scene.cursor.offset, trigger: 'automatic' } as const;
  const outcome = await completionOver(says(answer), options).complete(request, neverAborted);
  if (outcome.kind === 'nothing') return `nothing: ${outcome.reason}`;
  return renderInsertion(document, outcome.value.replace, outcome.value.text);
}

function says(text: string): EmbeddedCompleter {
  return {
    complete: () =>
      ok({ text, confidence: 0.9, evidence: { uri: 'file:///w/a%20b.ts', line: 19, count: 14 } }),
  };
}

function completionOver(model: EmbeddedCompleter, options: Partial<CompletionOptions> = {}): Completion {
  return new Completion({
    model,
    models: noModels,
    clock: new ManualClock(),
    isExcluded: (uri) => uri.includes('.env'),
    options: () => ({ ...standard, ...options }),
  });
}

function documentOf(text: string, uri = 'file:///w/a.ts', languageId = 'typescript'): TextDocument {
  return new TextDocument({ uri, languageId, version: 1 }, text);
}

describe('a suggestion', () => {
  test('stands at the cursor', async () => {
    expect(await check(fixture`return a █`, '+ b;')).toBe('return a ├+ b;┤');
  });

  test('leaves out what already follows the cursor', async () => {
    expect(await check(fixture`call(█)`, 'name)')).toBe('call(├name┤)');
  });

  test('is dropped when all of it already follows', async () => {
    expect(await check(fixture`call(█)`, ')')).toBe('nothing: already-there');
  });

  test('takes the line ends of the document', async () => {
    const request = { document: documentOf('if (a) {\r\n'), offset: 10, trigger: 'invoked' } as const;
    const outcome = await completionOver(says('  b();\n}')).complete(request, neverAborted);
    expect(outcome).toMatchObject({ value: { text: '  b();\r\n}' } });
  });

  test('says where it comes from', async () => {
    const request = { document: documentOf('a.'), offset: 2, trigger: 'invoked' } as const;
    const outcome = await completionOver(says('begin')).complete(request, neverAborted);
    expect(outcome).toMatchObject({
      value: { explanation: 'written 14 times here, for example in a b.ts:20' },
    });
  });

  test('has one line only where text follows the cursor', async () => {
    const asked: number[] = [];
    const model: EmbeddedCompleter = {
      complete: ({ maxLines }) => {
        asked.push(maxLines);
        return nothing('unsure');
      },
    };
    const completion = completionOver(model);
    const ask = (text: string, offset: number) =>
      completion.complete({ document: documentOf(text), offset, trigger: 'automatic' }, neverAborted);
    await ask('f();', 2);
    await ask('f()  ', 3);
    expect(asked).toEqual([1, 5]);
  });
});

describe('completion stays silent', () => {
  test('inside a word', async () => {
    expect(await check(fixture`con█sole`, 'fig')).toBe('nothing: inside-word');
  });

  test('when it is switched off', async () => {
    expect(await check(fixture`a.█`, 'b', { enabled: false })).toBe('nothing: completion-off');
  });

  test.each([
    ['in a language that is switched off', documentOf('a', 'file:///w/a.md', 'markdown'), 'completion-off'],
    ['in a secret place', documentOf('a', 'file:///w/.env'), 'file-excluded'],
    [
      'in a document that is too large',
      documentOf('a\n'.repeat(maxDocumentLength / 2 + 1)),
      'document-too-large',
    ],
    ['on a line that is too long', documentOf('a;'.repeat(maxLineLength / 2 + 1)), 'line-too-long'],
  ])('%s', async (_, document, reason) => {
    const completion = completionOver(says('b'), { disabledLanguages: ['markdown'] });
    const request = { document, offset: 1 + document.text.indexOf('a'), trigger: 'automatic' } as const;
    const outcome = await completion.complete(request, neverAborted);
    expect(outcome).toEqual(nothing(reason));
  });
});

test('counts what was offered, what was taken once, and why it was silent', async () => {
  const completion = completionOver(says('begin'));
  const ask = (offset: number) =>
    completion.complete({ document: documentOf('a.'), offset, trigger: 'automatic' }, neverAborted);
  const first = await ask(2);
  await ask(2);
  await ask(0);
  if (first.kind === 'nothing') throw new Error(first.reason);
  completion.accepted(first.value.id);
  completion.accepted(first.value.id);
  completion.accepted('never offered');
  expect(completion.counts()).toEqual({ offered: 2, accepted: 1, silent: { 'inside-word': 1 } });
});
