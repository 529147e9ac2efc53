import { neverAborted } from '../base/cancellation.ts';
import { documentKey } from '../base/document-key.ts';
import { UserError } from '../base/error-codes.ts';
import type { TextDocument } from '../base/text-document.ts';
import { type CheckPorts, checkedChange } from '../edits/checked-change.ts';
import { type PendingChange, PendingChanges } from '../edits/pending-changes.ts';
import { changeSummary, previewDiff } from '../edits/preview.ts';
import type { ProposedChange } from '../edits/proposed-change.ts';
import { refusalError } from '../edits/refusal.ts';
import type { ActionCall, ActionOffer } from '../features/code-actions/code-action.ts';
import { type Lens, previewScheme } from './action-application.ts';
import type { UserChannel } from './user-channel.ts';

/** Files of the user's cache that show changes where a client knows no other way. */
export interface PreviewFiles {
  /** Writes a new file that only the user can read; gives its URI. */
  write(stem: string, ending: string, text: string): Promise<string>;
  remove(uri: string): Promise<void>;
}

export interface ChangeDecisionsParts extends CheckPorts {
  readonly user: UserChannel;
  readonly previews: PreviewFiles;
}

/**
 * Shows changes and applies them when the person says so. Invariant: what a model wrote is applied on a second,
 * explicit step only; a change is checked against the files as they are at that moment; one that could not be applied
 * goes on waiting.
 */
export class ChangeDecisions {
  readonly #parts: ChangeDecisionsParts;
  readonly #pending = new PendingChanges();
  /** The ids of changes that are being applied. */
  readonly #underWay = new Set<string>();
  /** The URIs of texts that were written to be read, oldest first. */
  readonly #texts = new Set<string>();

  constructor(parts: ChangeDecisionsParts) {
    this.#parts = parts;
  }

  /** Brings a change to the person: what a model wrote is shown first, all else is applied. */
  async take(change: ProposedChange): Promise<void> {
    if (change.model === undefined) await this.#apply(await this.#add(change));
    else await this.show(change);
  }

  /** Shows a change, to be decided on. */
  async show(change: ProposedChange): Promise<void> {
    const waiting = await this.#add(change);
    const { can } = this.#parts.user;
    if (can.showDocuments && (await this.#show(waiting))) return;
    if (can.confirmEdits) await this.#apply(waiting, 'needed');
    else await this.#ask(waiting);
  }

  /** Applies a change that waits; undefined means the newest. One that is being applied already is left to that. */
  async apply(id: string | undefined): Promise<void> {
    await this.#apply(this.#find(id));
  }

  /** Forgets a change that waits; undefined means the newest. */
  async discard(id: string | undefined): Promise<void> {
    await this.#settle(this.#find(id));
  }

  /** What can be decided in a document: a file that waits to be changed, or a preview. */
  offers({ uri, version }: TextDocument): readonly ActionOffer[] {
    return this.#about(uri).flatMap((waiting) =>
      decisions(waiting).map(({ title, name }) => ({
        title,
        kind: 'quickfix',
        call: { name, uri, version, start: 0, end: 0, argument: waiting.id },
        isPreferred: false,
        usesModel: false,
        fixes: [],
      })),
    );
  }

  /** What can be decided in a preview, above its first line. */
  lenses({ uri, version }: TextDocument): readonly Lens[] {
    return this.#about(uri)
      .filter(({ preview }) => preview !== undefined && documentKey(preview.uri) === documentKey(uri))
      .flatMap((waiting) =>
        decisions(waiting).map(({ title, name }) => {
          return { offset: 0, title, call: { name, uri, version, start: 0, end: 0, argument: waiting.id } };
        }),
      );
  }

  /** The text of a preview that lies nowhere; undefined for any other URI. */
  contentOf(uri: string): string | undefined {
    if (!uri.startsWith(`${previewScheme}:`)) return undefined;
    return this.#about(uri)[0]?.preview?.text;
  }

  /** Whether a document only shows a change. */
  isPreview(uri: string): boolean {
    const key = documentKey(uri);
    if (uri.startsWith(`${previewScheme}:`)) return true;
    return this.#pending
      .all()
      .some(({ preview }) => preview !== undefined && documentKey(preview.uri) === key);
  }

  /** Opens a text to be read; where the editor opens nothing, it is shown as a message. */
  async showText(title: string, markdown: string): Promise<void> {
    const { user, previews } = this.#parts;
    if (user.can.showDocuments) {
      const uri = await previews.write(stemOf(title), '.md', markdown);
      this.#texts.add(uri);
      const [oldest] = this.#texts;
      if (this.#texts.size > mostTexts && oldest !== undefined) await this.#removeText(oldest);
      if (await user.showDocument(uri, { selection: undefined, takeFocus: true })) return;
      await this.#removeText(uri);
    }
    user.show('info', markdown);
  }

  /** Removes the previews and texts; what waits is forgotten. */
  async dispose(): Promise<void> {
    for (const waiting of this.#pending.all()) await this.#settle(waiting);
    for (const uri of [...this.#texts]) await this.#removeText(uri);
  }

  async #removeText(uri: string): Promise<void> {
    this.#texts.delete(uri);
    await this.#parts.previews.remove(uri);
  }

  async #add(change: ProposedChange): Promise<PendingChange> {
    const { added, dropped } = this.#pending.add(change);
    if (dropped !== undefined) await this.#settle(dropped);
    return added;
  }

  /** Newest first. */
  #about(uri: string): readonly PendingChange[] {
    const key = documentKey(uri);
    return this.#pending.all().filter(({ change, preview }) => {
      const uris = change.files.map((file) => file.uri);
      const all = preview === undefined ? uris : [...uris, preview.uri];
      return all.some((each) => documentKey(each) === key);
    });
  }

  #find(id: string | undefined): PendingChange {
    const waiting = id === undefined ? this.#pending.all()[0] : this.#pending.get(id);
    if (waiting === undefined) throw new UserError(id === undefined ? 'change-none' : 'preview-gone');
    return waiting;
  }

  async #show(waiting: PendingChange): Promise<boolean> {
    const { user, previews } = this.#parts;
    const { id, change } = waiting;
    const [apply, discard] = decisions(waiting).map(({ title }) => title);
    const text = previewDiff(change, {
      apply: `To apply it, choose "${apply}" in this document, or run innerloop.applyChange.`,
      discard: `To forget it, choose "${discard}", or run innerloop.discardChange.`,
    });
    const stem = stemOf(change.title);
    const uri = user.can.virtualDocuments
      ? `${previewScheme}:/${id}/${stem}.diff`
      : await previews.write(stem, '.diff', text);
    waiting.preview = { uri, text };
    if (this.#pending.get(id) === undefined) {
      // It was decided, or all was ended, while its preview was written.
      await this.#settle(waiting);
      return true;
    }
    if (!(await user.showDocument(uri, { selection: undefined, takeFocus: true }))) return false;
    user.codeLensesChanged();
    return true;
  }

  /** For editors that neither open a document when asked nor let an edit be confirmed. */
  async #ask(waiting: PendingChange): Promise<void> {
    const { user } = this.#parts;
    const { change } = waiting;
    const files = change.files.map(({ path }) => path).join(', ');
    const summary = `${change.title}: ${files}. ${changeSummary(change)}`;
    const choice = await user.ask(summary, ['Apply', 'Discard']);
    if (choice === 'Apply') return this.#apply(waiting);
    if (choice === 'Discard') return this.#settle(waiting);
    user.show('info', `${summary} To apply it, choose the code action "Apply: ${change.title}".`);
  }

  async #apply(waiting: PendingChange, confirmation: 'given' | 'needed' = 'given'): Promise<void> {
    const { id, change } = waiting;
    if (this.#underWay.has(id)) return;
    if (this.#pending.get(id) === undefined) throw new UserError('preview-gone');
    this.#underWay.add(id);
    try {
      const { user } = this.#parts;
      const outcome = await checkedChange(change, this.#parts, neverAborted);
      if (outcome.kind === 'refused') throw refusalError(outcome.refusal);
      const { applied, reason } = await user.applyChange(outcome.change, confirmation);
      if (!applied) throw new UserError('change-refused', { title: change.title, reason });
      await this.#reveal(waiting).finally(() => this.#settle(waiting));
    } finally {
      this.#underWay.delete(id);
    }
  }

  /** What was changed, where it is not what the person looks at. */
  async #reveal({ preview, change: { files } }: PendingChange): Promise<void> {
    const created = files.find(({ before }) => before === undefined);
    const file = created ?? (preview === undefined ? undefined : files[0]);
    if (file !== undefined)
      await this.#parts.user.showDocument(file.uri, { selection: undefined, takeFocus: true });
  }

  /** The change waits no more, and its preview is removed. */
  async #settle({ id, preview }: PendingChange): Promise<void> {
    this.#pending.remove(id);
    if (preview === undefined) return;
    const { user, previews } = this.#parts;
    if (!preview.uri.startsWith(`${previewScheme}:`)) await previews.remove(preview.uri);
    user.codeLensesChanged();
  }
}

function decisions({
  change: { title },
}: PendingChange): readonly { readonly title: string; readonly name: ActionCall['name'] }[] {
  return [
    { title: `Apply: ${title}`, name: 'apply-change' },
    { title: `Discard: ${title}`, name: 'discard-change' },
  ];
}

/** A name that every file system takes. */
function stemOf(title: string): string {
  const words = title.toLowerCase().match(/[a-z0-9]+/g) ?? [];
  return words.join('-').slice(0, longestStem).replace(/-$/, '') || 'change';
}

const longestStem = 40;
/** More texts than anybody has open. */
const mostTexts = 50;
