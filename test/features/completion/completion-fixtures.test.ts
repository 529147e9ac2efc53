import { neverAborted } from '../../../server/base/cancellation.ts';
import { buildCorpusSegment } from '../../../server/embedded/corpus-segment.ts';
import { EmbeddedModel } from '../../../server/embedded/embedded-model.ts';
import { languageFamilyOf } from '../../../server/embedded/language-family.ts';
import { Completion } from '../../../server/features/completion/completion.ts';
import { cursorDocument, type Fixture, fixtureUri, renderInsertion } from '../../support/fixture.ts';
import { fixtureSuite } from '../../support/fixture-suite.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { noModels } from './scripted-models.ts';
import { standardOptions } from './standard-options.ts';

fixtureSuite(import.meta.dirname, async (fixture) => {
  const document = cursorDocument(fixture);
  const model = await modelOf(fixture);
  model.documentOpened(document);
  const options = { ...standardOptions, minimumConfidence: 0.6 };
  const settings = JSON.parse(fixture.sections.get('settings') ?? '{}');
  const completion = new Completion({
    model,
    models: noModels,
    clock: new ManualClock(),
    isExcluded: () => false,
    options: () => ({ ...options, ...settings }),
  });
  const request = { document, offset: fixture.cursor.offset, trigger: 'invoked' } as const;
  const outcome = await completion.complete(request, neverAborted);
  if (outcome.kind === 'nothing') return { nothing: outcome.reason };
  const { replace, text, explanation } = outcome.value;
  return { result: renderInsertion(document, replace, text), explanation };
});

/** A model that has learned the fixture's other files, as the worker would have it. */
async function modelOf({ files, cursor }: Fixture): Promise<EmbeddedModel> {
  const model = new EmbeddedModel();
  const others = files
    .filter(({ path }) => path !== cursor.path)
    .map(({ path, text }) => ({ uri: fixtureUri(path), text }));
  const families = [...new Set(others.map(({ uri }) => languageFamilyOf(uri)))];
  const segments = families.map((family) => {
    const texts = others.filter(({ uri }) => languageFamilyOf(uri) === family);
    return buildCorpusSegment(family, texts, neverAborted);
  });
  model.setSegments(await Promise.all(segments));
  return model;
}
