import { neverAborted } from '../../../../server/base/cancellation.ts';
import type { UserError } from '../../../../server/base/error-codes.ts';
import { TextDocument } from '../../../../server/base/text-document.ts';
import { applyEdits } from '../../../../server/base/text-edit.ts';
import type { ContextItem } from '../../../../server/context/context-item.ts';
import { noContext } from '../../../../server/context/no-context.ts';
import { parseCheck } from '../../../../server/edits/parse-check.ts';
import type { SyntaxReader } from '../../../../server/edits/ports.ts';
import type {
  ActionCall,
  ActionDiagnostic,
  ActionName,
  ActionOffer,
  ActionResult,
  OfferRequest,
} from '../../../../server/features/code-actions/code-action.ts';
import { CodeActions } from '../../../../server/features/code-actions/code-actions.ts';
import type {
  ActionPlace,
  CustomActionFile,
  StagedSet,
} from '../../../../server/features/code-actions/ports.ts';
import type { ModelError } from '../../../../server/model/model-error.ts';
import { ManualClock } from '../../../support/manual-clock.ts';
import { type MemoryProject, memoryProject } from '../../../support/memory-project.ts';
import { watchedModel } from '../../../support/watched-model.ts';
import type { ActionModel } from './action-model.ts';
import { installedSyntax } from './installed-syntax.ts';
import { markedFiles } from './marked-files.ts';
import { memorySymbols } from './memory-symbols.ts';

export interface BenchOptions {
  readonly models?: readonly ActionModel[];
  readonly diagnostics?: readonly Partial<ActionDiagnostic>[];
  readonly context?: readonly ContextItem[];
  /** Files, by path, that may be read and not sent. */
  readonly unsendable?: readonly string[];
  readonly custom?: readonly CustomActionFile[];
  readonly staged?: StagedSet;
  readonly syntax?: SyntaxReader;
  readonly readOnly?: readonly string[];
  readonly excluded?: readonly string[];
}

/** Code actions over files in memory, at the place that is marked in one of them (see `markedFiles`). */
export class ActionBench {
  readonly project: MemoryProject;
  readonly actions: CodeActions;
  readonly document: TextDocument;
  readonly clock = new ManualClock();
  readonly failures: ModelError[] = [];
  readonly refused: UserError[] = [];
  readonly places: ActionPlace[] = [];
  readonly progress: string[] = [];
  readonly #range: { readonly start: number; readonly end: number };
  readonly #options: BenchOptions;

  constructor(texts: Readonly<Record<string, string>>, options: BenchOptions = {}) {
    const { files, path, range } = markedFiles(texts);
    const {
      models = [],
      context = [],
      unsendable = [],
      custom = [],
      staged,
      syntax = installedSyntax,
    } = options;
    const { readOnly = [], excluded = [] } = options;
    this.project = memoryProject(files, { open: { [path]: { version: 1 } }, readOnly, excluded });
    this.#range = range;
    this.#options = options;
    const uri = this.project.at(path);
    const languageId = languageIds[path.slice(path.lastIndexOf('.') + 1)] ?? '';
    this.document = new TextDocument({ uri, languageId, version: 1 }, files[path] ?? '');
    const maySend = (each: string) => !unsendable.some((one) => this.project.at(one) === each);
    const isWithheld = (each: string) => !maySend(each) || this.project.isExcluded(each);
    const watched = models.map((model) =>
      watchedModel(model, () => ({ texts: this.project.texts, isWithheld })),
    );
    this.actions = new CodeActions({
      files: this.project,
      syntax,
      symbols: memorySymbols(this.project, installedSyntax),
      checks: parseCheck(installedSyntax),
      context: {
        gather: async (place) => {
          this.places.push(place);
          return { ...noContext(place.task, place.maxTokens), items: context };
        },
      },
      models: {
        route: () => watched.filter(({ name }) => name !== 'spare'),
        named: (name) => watched.find((model) => model.name === name),
        failed: (error) => this.failures.push(error),
        maySend: async ({ uri: each }) => maySend(each),
        mayShow: async (each) => maySend(each),
      },
      staged: { read: async () => staged },
      customActions: { read: async () => custom, refused: (problem) => this.refused.push(problem) },
      clock: this.clock,
    });
  }

  get request(): OfferRequest {
    const { diagnostics = [] } = this.#options;
    return {
      document: this.document,
      range: this.#range,
      diagnostics: diagnostics.map((each) => ({ ...plainDiagnostic, range: this.#range, ...each })),
      only: undefined,
      trigger: 'invoked',
    };
  }

  offer(request: Partial<OfferRequest> = {}): Promise<readonly ActionOffer[]> {
    return this.actions.offer({ ...this.request, ...request }, neverAborted);
  }

  /** Titles, in their order. */
  async titles(request: Partial<OfferRequest> = {}): Promise<readonly string[]> {
    return (await this.offer(request)).map(({ title }) => title);
  }

  call(name: ActionName, argument?: unknown): ActionCall {
    const { uri, version } = this.document;
    return { name, uri, version, ...this.#range, ...(argument === undefined ? {} : { argument }) };
  }

  run(call: ActionCall): Promise<ActionResult> {
    return this.actions.run(call, (message) => this.progress.push(message), neverAborted);
  }

  /** Takes the offer with this title; what came out, as the changed texts or what there is to read. */
  async take(title: string): Promise<string> {
    const offers = await this.offer();
    const offer = offers.find((each) => each.title === title);
    if (offer === undefined)
      throw new Error(`not offered: ${title}; but ${offers.map((each) => each.title).join(', ')}`);
    // An editor keeps what it was given as JSON.
    return rendered(await this.run(JSON.parse(JSON.stringify(offer.call))));
  }

  /** Runs an action that was not offered. */
  async do(name: ActionName, argument?: unknown): Promise<string> {
    return rendered(await this.run(this.call(name, argument)));
  }
}

const plainDiagnostic: Omit<ActionDiagnostic, 'range'> = {
  message: '',
  code: '',
  source: '',
  related: [],
  severity: 'error',
  original: { from: 'editor' },
};

const languageIds: Readonly<Record<string, string>> = {
  ts: 'typescript',
  js: 'javascript',
  py: 'python',
  go: 'go',
  md: 'markdown',
};

function rendered(result: ActionResult): string {
  if (result.kind === 'text') return result.markdown;
  return result.change.files
    .map(({ path, before, edits }) => `-- ${path} --\n${applyEdits(before ?? '', edits)}`)
    .join('\n');
}
