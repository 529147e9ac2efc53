import { nameOf } from '../../../base/relative-paths.ts';
import { languageOf } from '../../../syntax/languages.ts';
import type { ActionCall, ActionName, ActionOffer, OfferRequest } from '../code-action.ts';
import { testFamilyOf } from '../tests/test-family.ts';
import type { CursorScene } from './cursor-scene.ts';
import { isUnimplemented } from './is-unimplemented.ts';
import { actionKinds, isRequestedKind } from './requested-kinds.ts';
import { shortened, subjectWords } from './subject-words.ts';

/** What is known of a place when its actions are offered. */
export interface OfferFacts {
  readonly scene: CursorScene;
  /** A model of others is set, so that what needs one can be offered. */
  readonly hasModel: boolean;
  /** Of the diagnostics, the preferred ones first. */
  readonly fixes: readonly ActionOffer[];
  /** Of the person's own, those that fit the place. */
  readonly custom: readonly ActionOffer[];
  /** What the documentation of the function at the place is like; `complete` also where none can be written. */
  readonly documentation: 'missing' | 'incomplete' | 'complete';
}

/**
 * What can be done at a place, in the order in which it fits the cursor. When nobody has asked, only a quick fix is
 * offered, so that no light bulb is always on.
 */
export function offersFor(request: OfferRequest, facts: OfferFacts): readonly ActionOffer[] {
  const { document } = request;
  const all = request.trigger === 'automatic' ? facts.fixes : allOffers(request, facts);
  const wanted = all.filter(({ kind }) => isRequestedKind(kind, request.only));
  // An empty file has nothing to explain; the person's own actions may fill it.
  return document.text.trim() === '' ? wanted.filter(({ call }) => call.name === 'custom') : wanted;
}

function allOffers(request: OfferRequest, facts: OfferFacts): readonly ActionOffer[] {
  if (isCommitMessage(request)) {
    const title = 'Write the commit message from the staged changes';
    const written = { title, kind: actionKinds.commitMessage, usesModel: facts.hasModel };
    return [offer(request, 'commit-message', written), ...facts.custom];
  }
  const documenting = documentOffers(request, facts);
  const isUndocumented = facts.documentation === 'missing';
  return [
    ...facts.fixes,
    ...implementOffers(request, facts),
    ...(isUndocumented ? documenting : []),
    ...testOffers(request, facts),
    ...explainOffers(request, facts),
    ...(isUndocumented ? [] : documenting),
    ...improveOffers(request, facts),
    ...facts.custom,
  ];
}

/** Whether a document is the message of a commit that is being written. */
function isCommitMessage({ document }: Pick<OfferRequest, 'document'>): boolean {
  const name = nameOf(document.uri);
  return (
    document.languageId === 'gitcommit' || document.languageId === 'git-commit' || name === 'COMMIT_EDITMSG'
  );
}

function implementOffers(request: OfferRequest, { scene, hasModel }: OfferFacts): ActionOffer[] {
  if (!hasModel) return [];
  const { shape, around, comment, document } = scene;
  if (comment?.isAtPlace === true && comment.isInstruction && !isDocumentation(scene))
    return [modelOffer(request, 'implement', 'Implement from this comment', actionKinds.implement)];
  if (shape === undefined || around === undefined || !isUnimplemented(shape, around, document.text))
    return [];
  return [modelOffer(request, 'implement', `Implement ${shortened(around.name)}`, actionKinds.implement)];
}

/** Documentation of a function that is there says what it does, and asks for nothing. */
function isDocumentation({ shape, comment, document }: CursorScene): boolean {
  if (shape === undefined || comment === undefined) return false;
  return shape.functions.some(
    (each) =>
      each.documentation !== undefined &&
      each.documentation.start <= comment.range.end &&
      comment.range.start <= each.documentation.end &&
      !isUnimplemented(shape, each, document.text) &&
      !/\b(TODO|FIXME)\b/.test(comment.text),
  );
}

function documentOffers(request: OfferRequest, facts: OfferFacts): ActionOffer[] {
  const { around } = facts.scene;
  if (around === undefined || facts.documentation === 'complete') return [];
  const name = shortened(around.name);
  const title =
    facts.documentation === 'missing' ? `Document ${name}` : `Complete the documentation of ${name}`;
  return [offer(request, 'document', { title, kind: actionKinds.document, usesModel: facts.hasModel })];
}

function testOffers(request: OfferRequest, { scene, hasModel }: OfferFacts): ActionOffer[] {
  const { shape, isTestFile, path, document } = scene;
  if (isTestFile || shape?.functions.length === 0) return [];
  // Before the syntax is known, what stands at the cursor is found out when the tests are made.
  if (shape === undefined && !hasTestFrameworks(path, document.languageId)) return [];
  const title = `Generate tests for ${shape === undefined ? 'the code here' : subjectWords(scene)}`;
  return [offer(request, 'generate-tests', { title, kind: actionKinds.tests, usesModel: hasModel })];
}

/** Whether tests can be written for files of this kind. */
function hasTestFrameworks(path: string, languageId: string): boolean {
  const language = languageOf(path, languageId);
  return language !== undefined && testFamilyOf(language) !== undefined;
}

/** Without a model, what can be explained is what the syntax tells. */
function explainOffers(request: OfferRequest, { scene, hasModel }: OfferFacts): ActionOffer[] {
  if (!hasModel && scene.around === undefined && scene.definition === undefined) return [];
  const title = `Explain ${subjectWords(scene)}`;
  return [offer(request, 'explain', { title, kind: actionKinds.explain, usesModel: hasModel })];
}

function improveOffers(request: OfferRequest, { scene, hasModel }: OfferFacts): ActionOffer[] {
  if (!hasModel) return [];
  const isAsked = scene.comment?.isInstruction === true && !isDocumentation(scene);
  const title = isAsked ? 'Do what the comment asks' : `Improve ${subjectWords(scene)}`;
  return [modelOffer(request, 'improve', title, actionKinds.improve)];
}

function modelOffer(request: OfferRequest, name: ActionName, title: string, kind: string): ActionOffer {
  return offer(request, name, { title, kind, usesModel: true });
}

/** An action at the place of a request. */
function offer(
  request: OfferRequest,
  name: ActionName,
  shown: Pick<ActionOffer, 'title' | 'kind' | 'usesModel'>,
): ActionOffer {
  return { ...shown, call: callOf(request, name), isPreferred: false, fixes: [] };
}

/** What the editor sends back for an action at the place of a request. */
export function callOf({ document, range }: OfferRequest, name: ActionName, argument?: unknown): ActionCall {
  const { uri, version } = document;
  const call = { name, uri, version, start: range.start, end: range.end };
  return argument === undefined ? call : { ...call, argument };
}
