import type { ProposedChange } from '../../../server/edits/proposed-change.ts';
import type {
  Confirmation,
  EditOutcome,
  UserAbilities,
  UserChannel,
} from '../../../server/protocol/user-channel.ts';

/** A person at an editor that does what a test says, and writes down what it was asked, one line each. */
export class FakeUser implements UserChannel {
  readonly can: UserAbilities;
  readonly seen: string[] = [];
  readonly applied: ProposedChange[] = [];
  /** Replaced by a test that wants another answer. */
  onApply: (change: ProposedChange) => EditOutcome = () => ({ applied: true, reason: '' });
  onInsert: UserChannel['insertText'] = async () => ({ applied: true, reason: '' });
  /** Called when a document is to be opened. */
  onOpen: () => void = () => undefined;
  choice: string | undefined;
  showsDocuments = true;

  constructor(can: Partial<UserAbilities> = {}) {
    const all = { applyEdits: true, showDocuments: true, virtualDocuments: false, confirmEdits: false };
    this.can = { ...all, ...can };
  }

  showOnce(severity: string, text: string): void {
    this.show(severity, text);
  }

  show(severity: string, text: string): void {
    this.seen.push(`${severity}: ${text}`);
  }

  async ask(text: string, choices: readonly string[]): Promise<string | undefined> {
    this.seen.push(`ask: ${text} [${choices.join('|')}]`);
    return this.choice;
  }

  log(): void {}

  beginProgress() {
    return { report: () => undefined, end: () => undefined };
  }

  async applyChange(change: ProposedChange, confirmation: Confirmation): Promise<EditOutcome> {
    this.seen.push(`apply ${change.title}, confirmation ${confirmation}`);
    const outcome = this.onApply(change);
    if (outcome.applied) this.applied.push(change);
    return outcome;
  }

  insertText(insertion: Parameters<UserChannel['insertText']>[0]): Promise<EditOutcome> {
    return this.onInsert(insertion);
  }

  async showDocument(uri: string): Promise<boolean> {
    this.seen.push(`open ${uri}`);
    this.onOpen();
    return this.showsDocuments;
  }

  statusChanged({ kind, message }: Parameters<UserChannel['statusChanged']>[0]): void {
    this.seen.push(`status ${kind}: ${message}`);
  }

  codeLensesChanged(): void {}
}
