import { describe, expect, test } from 'vitest';

import { neverAborted } from '../../../server/base/cancellation.ts';
import { nothing, ok } from '../../../server/base/outcome.ts';
import { TextDocument } from '../../../server/base/text-document.ts';
import { placeOf } from '../../../server/features/completion/attention/place.ts';
import { Completion } from '../../../server/features/completion/completion.ts';
import type { CompletionOptions } from '../../../server/features/completion/completion-options.ts';
import type { EmbeddedCompleter } from '../../../server/features/completion/completion-parts.ts';
import type { SyntaxVerdict } from '../../../server/syntax/syntax-verdict.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { modelsOf, ScriptedModel, saying } from './scripted-models.ts';
import { standardOptions } from './standard-options.ts';

interface SceneParts {
  readonly own?: EmbeddedCompleter;
  readonly options?: Partial<CompletionOptions>;
  readonly isLocal?: boolean;
  readonly verdictOf?: (text: string) => SyntaxVerdict;
}

const unsure: EmbeddedCompleter = { complete: () => nothing('unsure') };

/** The pipeline over one model, and a person who types. */
class Scene {
  readonly clock = new ManualClock();
  readonly model: ScriptedModel;
  readonly completion: Completion;
  document: TextDocument;

  constructor(
    text: string,
    model: ScriptedModel,
    { own = unsure, options, isLocal, verdictOf }: SceneParts = {},
  ) {
    this.model = model;
    this.document = new TextDocument({ uri: 'file:///w/a.ts', languageId: 'typescript', version: 1 }, text);
    this.completion = new Completion({
      model: own,
      models: { ...modelsOf(model), isLocal: () => isLocal ?? false },
      syntax: { verdicts: async (_, __, texts) => texts.map((each) => verdictOf?.(each) ?? 'parses') },
      clock: this.clock,
      isExcluded: () => false,
      options: () => ({ ...standardOptions, ...options }),
    });
  }

  type(text: string): void {
    const end = this.document.text.length;
    this.#change({ start: end, end, text });
  }

  takeAway(units: number): void {
    const end = this.document.text.length;
    this.#change({ start: end - units, end, text: '' });
  }

  /** What is shown at the end of the document, or why nothing is. */
  async ask(trigger: 'invoked' | 'automatic' = 'invoked'): Promise<string> {
    const offset = this.document.text.length;
    const outcome = await this.completion.complete(
      { document: this.document, offset, trigger },
      neverAborted,
    );
    return outcome.kind === 'ok' ? outcome.value.text : `nothing: ${outcome.reason}`;
  }

  #change(change: { readonly start: number; readonly end: number; readonly text: string }): void {
    const before = this.document;
    this.document = before.withChange(change, before.version + 1);
    this.completion.documentChanged(before, this.document, [change]);
  }
}

describe('what was suggested', () => {
  test('is typed along, across lines, without another question', async () => {
    const scene = new Scene('function f() {', new ScriptedModel('m', saying('\n  one();\n  two();\n}')));
    expect(await scene.ask()).toBe('\n  one();\n  two();\n}');
    for (const typed of ['\n  ', 'one();', '\n  t']) scene.type(typed);
    expect(await scene.ask('automatic')).toBe('wo();\n}');
    expect(scene.model.asked).toHaveLength(1);
  });

  test('comes back when the user goes back along it', async () => {
    const scene = new Scene('return ', new ScriptedModel('m', saying('value;')));
    await scene.ask();
    scene.type('va');
    scene.takeAway(1);
    expect(await scene.ask('automatic')).toBe('alue;');
    expect(scene.model.asked).toHaveLength(1);
  });

  test('is not used any more once what may be read has changed', async () => {
    const scene = new Scene('return ', new ScriptedModel('m', saying('value;')));
    await scene.ask();
    scene.completion.forget();
    scene.type('v');
    scene.model.script = saying('oid;');
    expect(await scene.ask()).toBe('oid;');
  });
});

describe('the answer of the own code', () => {
  const certain: EmbeddedCompleter = {
    complete: () => ok({ text: 'console.log(total);', confidence: 0.97, evidence: undefined }),
  };

  test('is shown at once where it is certain, and no model is asked', async () => {
    const scene = new Scene('  ', new ScriptedModel('m', saying('other();')), { own: certain });
    expect(await scene.ask('automatic')).toBe('console.log(total);');
    expect(scene.model.asked).toEqual([]);
  });

  test('gives way to a model where the user asks by hand, unless it is the better one', async () => {
    const likely: EmbeddedCompleter = {
      complete: () => ok({ text: 'console.log(total);', confidence: 0.8, evidence: undefined }),
    };
    const scene = new Scene('  ', new ScriptedModel('m', saying('other();')), { own: likely });
    expect(await scene.ask()).toBe('other();');
  });

  test('is shown where the text of the model would break the syntax', async () => {
    const own: EmbeddedCompleter = {
      complete: () => ok({ text: 'good();', confidence: 0.8, evidence: undefined }),
    };
    const verdictOf = (text: string) => (text.startsWith('bad') ? 'breaks' : 'parses');
    const scene = new Scene('  ', new ScriptedModel('m', saying('bad);')), { own, verdictOf });
    expect(await scene.ask()).toBe('good();');
  });
});

test('a text that breaks the syntax is not shown, and why says so', async () => {
  const scene = new Scene('  ', new ScriptedModel('m', saying('bad);')), { verdictOf: () => 'breaks' });
  expect(await scene.ask()).toBe('nothing: breaks-syntax');
  expect(scene.completion.why()?.candidates).toMatchObject([{ source: 'm', dropped: 'breaks-syntax' }]);
});

test('a text that was not wanted at a place is not offered there again, by nobody', async () => {
  const scene = new Scene('return ', new ScriptedModel('m', saying('value;')));
  await scene.ask();
  scene.completion.attention.ended({
    place: placeOf(scene.document, scene.document.text.length),
    text: 'value;',
    how: 'dismissed',
    shownMs: 10,
  });
  expect(await scene.ask('automatic')).toBe('nothing: dismissed-before');
  expect(await scene.ask('invoked')).toBe('value;');
});

describe('what comes after a suggestion', () => {
  test('is asked ahead of a model of this machine where settings say so, and waits there', async () => {
    const model = new ScriptedModel('m', saying('one();'));
    const scene = new Scene('  ', model, { isLocal: true, options: { speculate: 'local' } });
    expect(await scene.ask()).toBe('one();');
    model.script = saying('\n  two();');
    await untilAsked(scene, 2);
    scene.type('one();');
    expect(await scene.ask()).toBe('\n  two();');
    expect(model.asked).toHaveLength(2);
  });

  test('is not asked ahead by default, nor of a model elsewhere', async () => {
    for (const parts of [{ isLocal: true }, { isLocal: false, options: { speculate: 'local' } }] as const) {
      const model = new ScriptedModel('m', saying('one();'));
      const scene = new Scene('  ', model, parts);
      await scene.ask();
      for (let turn = 0; turn < 5; turn++) await settled(scene);
      expect(model.asked).toHaveLength(1);
    }
  });
});

async function untilAsked(scene: Scene, count: number): Promise<void> {
  while (scene.model.asked.length < count) await settled(scene);
  for (let turn = 0; turn < 5; turn++) await settled(scene);
}

/** Lets everything happen, with time passing. */
async function settled({ clock }: Scene): Promise<void> {
  clock.advance(100);
  await new Promise((resolve) => setImmediate(resolve));
}
