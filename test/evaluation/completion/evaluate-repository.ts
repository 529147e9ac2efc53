import { neverAborted } from '../../../server/base/cancellation.ts';
import { TextDocument } from '../../../server/base/text-document.ts';
import { buildCorpusSegment } from '../../../server/embedded/corpus-segment.ts';
import { EmbeddedModel } from '../../../server/embedded/embedded-model.ts';
import { languageFamilyOf } from '../../../server/embedded/language-family.ts';
import { seededRandom } from '../../../server/evaluation/seeded-random.ts';
import { Judge, silent } from './answer-judge.ts';
import type { Answer, CaseResult, FilterEffect, RepositoryResults, TypedHole } from './case-results.ts';
import type { EvaluatedRepository } from './evaluated-repositories.ts';
import { filterEffects } from './filter-effects.ts';
import { codeKinds, type Hole, pickHoles, silentKinds, textWithHole } from './holes.ts';
import { piecesOf, type SyntheticReply, syntheticReply } from './noise.ts';
import { openPipeline } from './open-pipeline.ts';
import { openParseCheck } from './parse-check.ts';
import type { RepositorySources } from './repository-sources.ts';
import { noCost, SyntheticModel } from './synthetic-model.ts';
import { typeHole } from './type-hole.ts';
import { VirtualClock } from './virtual-clock.ts';

/** How many holes are cut, of each kind. */
export interface HoleCounts {
  readonly code: number;
  readonly silent: number;
  /** Of the code ones, how many are also typed. */
  readonly typed: number;
}

/** Cuts holes into the files that were held out, and asks at each of them. */
export async function evaluateRepository(
  evaluated: EvaluatedRepository,
  { learnt, heldOut }: RepositorySources,
  counts: HoleCounts,
): Promise<RepositoryResults> {
  const { repository, languageId, ending } = evaluated;
  const family = languageFamilyOf(`file${ending}`);
  const embedded = new EmbeddedModel();
  embedded.setSegments([await buildCorpusSegment(family, learnt, neverAborted)]);
  const bench = new Bench(evaluated, embedded, new Judge(await openParseCheck(languageId)));
  for (const [at, kind] of codeKinds.entries()) {
    const holes = pickHoles(heldOut, { kind, count: counts.code, seed: at + 1 });
    for (const hole of holes) await bench.ask(hole);
    for (const hole of holes.slice(0, counts.typed)) await bench.type(hole);
  }
  for (const [at, kind] of silentKinds.entries()) {
    for (const hole of pickHoles(heldOut, { kind, count: counts.silent, seed: at + 11 }))
      await bench.ask(hole);
  }
  const learntCharacters = learnt.reduce((sum, { text }) => sum + text.length, 0);
  return { repository, learntCharacters, ...bench.results() };
}

/** One repository's models and pipelines, and what they came to. */
class Bench {
  readonly #evaluated: EvaluatedRepository;
  readonly #embedded: EmbeddedModel;
  readonly #judge: Judge;
  readonly #clock = new VirtualClock();
  readonly #model = new SyntheticModel(this.#clock);
  readonly #costs = { synthetic: noCost(), both: noCost() };
  readonly #cases: CaseResult[] = [];
  readonly #effects: FilterEffect[] = [];
  readonly #typed: TypedHole[] = [];
  #version = 0;

  constructor(evaluated: EvaluatedRepository, embedded: EmbeddedModel, judge: Judge) {
    this.#evaluated = evaluated;
    this.#embedded = embedded;
    this.#judge = judge;
  }

  results() {
    const { synthetic, both } = this.#costs;
    return { cases: this.#cases, effects: this.#effects, typed: this.#typed, costs: { synthetic, both } };
  }

  /** Asks all sets at a hole. */
  async ask(hole: Hole): Promise<void> {
    const document = this.#open(hole);
    const random = seededRandom(seedOf(hole));
    const reply = syntheticReply({ ...hole, ...this.#evaluated, text: hole.file.text }, random);
    const pieces = piecesOf(reply.text, random);
    this.#model.reply = () => ({ pieces, isCutOff: reply.isCutOff });
    const answers = {
      embedded: await this.#answer(hole, document, 'embedded'),
      synthetic: await this.#answer(hole, document, 'synthetic'),
      both: await this.#answer(hole, document, 'both'),
      raw: this.#rawAnswer(hole, reply),
    };
    this.#cases.push({ hole, noise: reply.kind, answers });
    this.#effects.push(...filterEffects({ hole, document, reply }, this.#judge));
    this.#embedded.documentClosed(hole.file.uri);
  }

  /** Types what is missing, with both to answer. */
  async type(hole: Hole): Promise<void> {
    this.#model.cost = noCost();
    const document = this.#open(hole);
    const parts = { pipeline: this.#pipeline('both'), clock: this.#clock, model: this.#model };
    const { languageId } = this.#evaluated;
    const typed = await typeHole({ hole, document, languageId, seed: seedOf(hole) }, parts);
    this.#typed.push({ kind: hole.kind, ...typed, requests: this.#model.cost.requests });
    this.#embedded.documentClosed(hole.file.uri);
  }

  #open(hole: Hole): TextDocument {
    this.#version += 1;
    const identity = { uri: hole.file.uri, languageId: this.#evaluated.languageId, version: this.#version };
    const document = new TextDocument(identity, textWithHole(hole));
    this.#embedded.documentOpened(document);
    while (this.#embedded.pendingWork()) this.#embedded.workABit(linesAtOnce);
    return document;
  }

  /** A pipeline that remembers nothing of other holes. */
  #pipeline(set: 'embedded' | 'synthetic' | 'both') {
    return openPipeline({
      embedded: this.#embedded,
      model: set === 'embedded' ? undefined : this.#model,
      isEmbeddedOn: set !== 'synthetic',
      clock: this.#clock,
      repository: this.#evaluated.repository,
    });
  }

  async #answer(hole: Hole, document: TextDocument, set: 'embedded' | 'synthetic' | 'both'): Promise<Answer> {
    if (set !== 'embedded') this.#model.cost = this.#costs[set];
    const outcome = await this.#pipeline(set).ask(document, hole.start, neverAborted);
    return outcome.kind === 'ok' ? this.#judge.answer(hole, outcome.value) : silent(outcome.reason);
  }

  #rawAnswer(hole: Hole, { text }: SyntheticReply): Answer {
    if (text.trim() === '') return silent('blank');
    return this.#judge.answer(hole, { text, replace: { start: hole.start, end: hole.start } });
  }
}

/** The same for the same place, so that a hole's reply does not depend on the others. */
function seedOf({ file, start, kind }: Hole): number {
  let seed = 7;
  for (const character of `${kind} ${file.path} ${start}`)
    seed = (Math.imul(seed, 31) + (character.codePointAt(0) ?? 0)) | 0;
  return seed;
}

const linesAtOnce = 2_000;
