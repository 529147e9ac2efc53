import { nothing, type Outcome, ok } from '../../base/outcome.ts';
import { isSafeText } from '../../base/safe-text.ts';
import { type TextChange, TextDocument } from '../../base/text-document.ts';
import { reasonInTextPath } from '../../context/files/source-path.ts';
import { reasonInText } from '../../context/files/source-text.ts';
import { RememberingSyntaxReader } from '../../edits/remembering-syntax-reader.ts';
import { languageOf } from '../../syntax/languages.ts';
import type { SourceShape } from '../../syntax/source-shape.ts';
import { Dismissals } from './dismissals.ts';
import type { EditHistory } from './edit-history.ts';
import type { EditScene } from './edit-scene.ts';
import type { NextEditSilence } from './next-edit-silence.ts';
import type { NextEditPorts } from './ports.ts';
import { importToAdd } from './rules/import-to-add.ts';
import { renamedDefinition } from './rules/renamed-definition.ts';
import { repeatedReplacement } from './rules/repeated-replacement.ts';
import { signatureCallers } from './rules/signature-callers.ts';
import type { EditPlace, NextEditRequest, SuggestedEdit } from './suggested-edit.ts';
import { textKinds } from './text-kinds.ts';

export interface NextEditParts {
  /** Whoever builds it tells it of all documents, also before the first question. */
  readonly history: EditHistory;
  readonly ports: NextEditPorts;
}

/** Says which change follows from what the person has just changed, without any model; silent when unsure. */
export class NextEdit {
  readonly #history: EditHistory;
  readonly #ports: NextEditPorts;
  readonly #shapes: RememberingSyntaxReader;
  readonly #dismissals: Dismissals;
  /** The last few that were offered, by id. */
  readonly #offered = new Map<string, SuggestedEdit>();

  constructor({ history, ports }: NextEditParts) {
    this.#history = history;
    this.#ports = ports;
    this.#shapes = new RememberingSyntaxReader(ports.syntax);
    this.#dismissals = new Dismissals(ports.clock);
  }

  documentChanged(document: TextDocument, changes: readonly TextChange[]): void {
    this.#dismissals.documentChanged(document.uri, changes);
  }

  /** The change nearest to the last edit; it stands in the document of that edit, or in one that depends on it. */
  async suggest(
    request: NextEditRequest,
    signal: AbortSignal,
  ): Promise<Outcome<readonly SuggestedEdit[], NextEditSilence>> {
    const document = this.#history.lastDocument;
    const [edit] = document === undefined ? [] : this.#history.editsOf(document.uri);
    if (document === undefined || edit === undefined) return nothing('no-edit');
    if (request.document.uri === document.uri && request.document.version !== document.version)
      return nothing('text-changed');
    const closed = this.#closedFor(document) ?? this.#closedFor(request.document);
    if (closed !== undefined) return nothing(closed);
    const shape = await this.#shapes.shapeOf(document, signal);
    if (shape !== undefined && isUnfinished(shape, edit.place)) return nothing('unfinished');
    const language = languageOf(document.uri, document.languageId) ?? '';
    const kindAt = textKinds(document.text, language);
    const edits = this.#history.editsOf(document.uri);
    const cursor = request.document.uri === document.uri ? request.offset : undefined;
    const scene = { document, edit, edits, cursor, language, shape, kindAt, ports: this.#ports };
    const found = await this.#placesFor(scene, signal);
    return found.kind === 'nothing' ? found : this.#offer(found.value, scene, signal);
  }

  shown(id: string): void {
    const edit = this.#offered.get(id);
    if (edit !== undefined) this.#dismissals.shown(edit);
  }

  accepted(id: string): void {
    this.#dismissals.accepted(id);
  }

  /** The person does not want it, as the client says. */
  dismissed(id: string): void {
    const edit = this.#offered.get(id);
    if (edit !== undefined) this.#dismissals.dismissed(edit);
  }

  #closedFor({ uri, text }: TextDocument): 'excluded' | 'generated' | undefined {
    if (this.#ports.isExcluded(uri) || text.length > longestDocument) return 'excluded';
    const path = this.#ports.files.pathOf(uri);
    return reasonInTextPath(path) !== undefined || reasonInText(text) !== undefined ? 'generated' : undefined;
  }

  /** What was just written needs its import before anything else; whoever does not want it is asked no more. */
  async #placesFor(
    scene: EditScene,
    signal: AbortSignal,
  ): Promise<Outcome<readonly EditPlace[], NextEditSilence>> {
    const added = await importToAdd(scene, signal);
    signal.throwIfAborted();
    const isWanted = added.kind === 'ok' && !added.value.every((place) => this.#dismissals.has(place));
    return isWanted ? added : placesBy(scene, signal);
  }

  async #offer(
    places: readonly EditPlace[],
    scene: EditScene,
    signal: AbortSignal,
  ): Promise<Outcome<readonly SuggestedEdit[], NextEditSilence>> {
    const wanted = places.filter((place) => !this.#dismissals.has(place));
    const [place] = wanted;
    if (place === undefined) return nothing('dismissed');
    if (!isSafeText(place.text)) return nothing('unsafe');
    const target = await this.#targetOf(place, scene, signal);
    if (target.kind === 'nothing') return target;
    const edit = { ...place, id: this.#ports.makeId(), ...target.value };
    this.#offered.set(edit.id, edit);
    for (const oldest of this.#offered.keys()) {
      if (this.#offered.size <= mostOffered) break;
      this.#offered.delete(oldest);
    }
    return ok([edit]);
  }

  /** Of the document that the place is in, looked at once more: it must be as it was, and still parse as well. */
  async #targetOf(
    place: EditPlace,
    { document, shape }: EditScene,
    signal: AbortSignal,
  ): Promise<Outcome<Pick<SuggestedEdit, 'document' | 'version'>, NextEditSilence>> {
    const { start, end } = place.range;
    if (place.uri !== document.uri) {
      if (this.#ports.isExcluded(place.uri)) return nothing('excluded');
      const look = await this.#ports.files.look(place.uri, signal);
      if (look.kind !== 'text') return nothing('excluded');
      if (look.text.slice(start, end) !== place.replaced) return nothing('text-changed');
      const { text, languageId, version } = look;
      const other = new TextDocument({ uri: place.uri, languageId, version: version ?? 0 }, text);
      return ok({ document: other, version });
    }
    const text = document.text.slice(0, start) + place.text + document.text.slice(end);
    const { uri, languageId } = document;
    const after = shape && (await this.#ports.syntax.shapeOf({ uri, languageId, text }, signal));
    if (shape !== undefined && (after?.faults.length ?? 0) > shape.faults.length)
      return nothing('unfinished');
    return ok({ document, version: document.version });
  }
}

/** What the rule says that knows most about the edit; those behind it are asked only where it does not apply. */
async function placesBy(
  scene: EditScene,
  signal: AbortSignal,
): Promise<Outcome<readonly EditPlace[], NextEditSilence>> {
  const callers = await signatureCallers(scene, signal);
  signal.throwIfAborted();
  if (callers.kind === 'ok' || (isUnsure(callers.reason) && !isRepeated(scene))) return callers;
  const references = await renamedDefinition(scene, signal);
  signal.throwIfAborted();
  if (references.kind === 'ok' || references.reason === 'no-place') return references;
  if (isUnsure(references.reason) && !isRepeated(scene)) return references;
  const repeated = await repeatedReplacement(scene, signal);
  const isSilent = repeated.kind === 'nothing' && repeated.reason === 'not-distinctive';
  return isSilent ? callers : repeated;
}

function isUnsure(reason: NextEditSilence): boolean {
  return reason === 'still-defined' || reason === 'argument-unknown';
}

/** What the person has done twice they mean, whatever the names stand for. */
function isRepeated({ edit, edits }: EditScene): boolean {
  return edits.filter(({ before, after }) => before === edit.before && after === edit.after).length > 1;
}

function isUnfinished(
  { faults }: SourceShape,
  place: { readonly start: number; readonly end: number },
): boolean {
  return faults.some(({ range }) => range.start <= place.end && place.start <= range.end);
}

/** UTF-16 units. */
const longestDocument = 1_000_000;
const mostOffered = 50;
