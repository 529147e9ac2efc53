import { UserError } from '../../base/error-codes.ts';
import type { TextDocument } from '../../base/text-document.ts';
import type { LanguageModel } from '../../model/language-model.ts';
import { type CalledPlace, calledPlace } from './action-document.ts';
import type { ActionCall, ActionOffer, ActionResult, OfferRequest, ReportProgress } from './code-action.ts';
import { commitMessage } from './commit/commit-action.ts';
import { CustomActions } from './custom/custom-actions.ts';
import { customOffers } from './custom/custom-offers.ts';
import { runCustomAction } from './custom/custom-run.ts';
import { document, documentationState } from './document/document-action.ts';
import { explain } from './explain/explain-action.ts';
import { fix } from './fix/fix-action.ts';
import { type DiagnosedFixes, fixOffers } from './fix/fix-offers.ts';
import { readyFixes } from './fix/ready-fixes.ts';
import { type CursorScene, cursorScene } from './offers/cursor-scene.ts';
import { KnownShapes } from './offers/known-shapes.ts';
import { offersFor } from './offers/offers.ts';
import { Patience } from './offers/patience.ts';
import { subjectWords } from './offers/subject-words.ts';
import type { ActionPorts } from './ports.ts';
import { implement } from './write/implement-action.ts';
import { improve, type WritePlace } from './write/improve-action.ts';
import { generate } from './write/tests-action.ts';

/**
 * What innerloop can do with code at a place. Offering asks no model and waits a moment at most for syntax and index;
 * doing it takes what it takes, and changes nothing by itself: a change is given back, checked.
 */
export class CodeActions {
  readonly #ports: ActionPorts;
  readonly #shapes: KnownShapes;
  readonly #custom: CustomActions;

  constructor(ports: ActionPorts) {
    this.#ports = ports;
    this.#shapes = new KnownShapes(ports.syntax);
    this.#custom = new CustomActions(ports.customActions, ports.clock);
  }

  /** What can be done there, in the order in which it fits. */
  async offer(request: OfferRequest, signal: AbortSignal): Promise<readonly ActionOffer[]> {
    if (request.trigger === 'automatic' && request.diagnostics.length === 0) {
      this.prepare(request.document);
      return [];
    }
    const patience = new Patience(this.#patienceMs(request), this.#ports.clock, signal);
    try {
      return await this.#offers(request, patience);
    } finally {
      patience.end();
    }
  }

  /** Who asks about a document for the first time rather waits a moment than to be shown half of what can be done. */
  #patienceMs({ document, trigger }: OfferRequest): number {
    const isFirstLook = trigger === 'invoked' && this.#shapes.last(document) === undefined;
    return isFirstLook ? firstLookMs : offerMs;
  }

  /** Reads the syntax of a document ahead, so that it is known when somebody asks what can be done. */
  prepare(document: TextDocument): void {
    this.#shapes.fresh(document).catch(() => undefined);
  }

  /** Does what was offered; throws a UserError that says what to do next where it cannot be done. */
  async run(call: ActionCall, report: ReportProgress, signal: AbortSignal): Promise<ActionResult> {
    if (call.name === 'commit-message') return commitMessage(call, this.#ports, report, signal);
    const place = await calledPlace(call, this.#ports.files, signal);
    if (call.name === 'fix') return fix(call, place, this.#ports, report, signal);
    const shape = await this.#ports.syntax.shapeOf(place.document, signal);
    signal.throwIfAborted();
    const scene = cursorScene(place, shape);
    if (call.name === 'custom') return this.#runCustom(call, scene, report, signal);
    if (place.document.text.trim() === '') throw new UserError('action-empty-file', { path: place.path });
    const models = this.#ports.models.route(place.document.languageId);
    return this.#write({ call, scene, models }, place, report, signal);
  }

  async #offers(request: OfferRequest, patience: Patience): Promise<readonly ActionOffer[]> {
    const { document, range, diagnostics } = request;
    const path = this.#ports.files.pathOf(request.document.uri);
    const hasModel = this.#ports.models.route(document.languageId).length > 0;
    // What was there a moment ago says well enough what can be done; doing it looks anew.
    const known = this.#shapes.last(document);
    const [shape, custom] = await Promise.all([
      known ?? patience.wait(this.#shapes.fresh(document)),
      patience.wait(this.#custom.read()),
    ]);
    const scene = cursorScene({ document, path, range }, shape);
    const ready =
      shape === undefined ? undefined : await patience.wait(this.#diagnosed(request, scene, patience.signal));
    // Behind what was asked for the fixes, since the same worker reads it.
    if (known !== undefined) this.prepare(document);
    const diagnosed = ready ?? diagnostics.map((diagnostic) => ({ diagnostic, ready: [] }));
    // One that names its model needs no route; that there is no such model is said when it is chosen.
    const usable = (custom ?? []).filter(({ model }) => model !== undefined || hasModel);
    return offersFor(request, {
      ...{ scene, hasModel, fixes: fixOffers(request, diagnosed, hasModel) },
      custom: customOffers(request, path, usable),
      documentation: documentationState(shape, scene.around, document.text),
    });
  }

  async #diagnosed(
    { diagnostics }: OfferRequest,
    { shape, document: text, path }: CursorScene,
    signal: AbortSignal,
  ): Promise<readonly DiagnosedFixes[]> {
    if (shape === undefined) return [];
    return Promise.all(
      diagnostics.slice(0, mostDiagnostics).map(async (diagnostic) => {
        const asked = { document: text, path, shape, diagnostic, ports: this.#ports };
        return { diagnostic, ready: await readyFixes(asked, signal) };
      }),
    );
  }

  async #runCustom(
    { argument }: ActionCall,
    scene: CursorScene,
    report: ReportProgress,
    signal: AbortSignal,
  ): Promise<ActionResult> {
    const actions = await this.#custom.readNow();
    const action = actions.find(({ path }) => path === argument);
    if (action === undefined) throw new UserError('custom-action-gone', { file: String(argument) });
    return runCustomAction({ action, scene }, this.#ports, report, signal);
  }

  async #write(
    asked: WritePlace,
    place: CalledPlace,
    report: ReportProgress,
    signal: AbortSignal,
  ): Promise<ActionResult> {
    const ports = this.#ports;
    switch (asked.call.name) {
      case 'generate-tests':
        return generate(asked, ports, report, signal);
      case 'explain':
        return explain(asked, ports, report, signal);
      case 'document':
        return document(asked, place, ports, report, signal);
      case 'improve':
        assertModel(`Improve ${subjectWords(asked.scene)}`, asked.models);
        return improve(asked, ports, report, signal);
      case 'implement':
        assertModel(`Implement ${subjectWords(asked.scene)}`, asked.models);
        return implement(asked, ports, report, signal);
      default:
        throw new UserError('action-not-here', { action: asked.call.name });
    }
  }
}

function assertModel(action: string, models: readonly LanguageModel[]): void {
  if (models.length === 0) throw new UserError('action-no-model', { action });
}

/** An editor waits for the list with its menu closed. */
const offerMs = 10;
/** Starting a worker and loading a grammar takes a few hundred milliseconds. */
const firstLookMs = 1_000;
/** Of more problems at one place, nobody reads the list. */
const mostDiagnostics = 5;
