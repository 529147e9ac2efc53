import { resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { serveStdio } from '@modelcontextprotocol/server/stdio';

import { withSignal } from './base/cancellation.ts';
import { UserError } from './base/error-codes.ts';
import { readNamedPlace } from './cli/named-place.ts';
import type { CommandWorkspace } from './compose-context.ts';
import { fileStanding } from './compose-file-standing.ts';
import { SessionContext } from './compose-session-context.ts';
import { SessionModels } from './compose-session-models.ts';
import { SessionSyntax } from './compose-session-syntax.ts';
import type { ContextBundle, ContextItem } from './context/context-item.ts';
import { systemClock } from './host/system-clock.ts';
import { mcpServer } from './mcp/mcp-server.ts';
import type { McpEngine, McpPlace } from './mcp/ports.ts';
import type { FileKnowledge } from './policy/outbound-gate.ts';
import type { WorkspacePolicy } from './policy/workspace-policy.ts';

/** A workspace whose engine is served, and where things are kept. */
export interface ServedWorkspace extends CommandWorkspace {
  readonly policy: WorkspacePolicy;
  readonly stateDirectory: string;
  readonly keyRunFolder: string;
}

/** Serves the engine over a workspace to one MCP client on standard input and output, until that closes or the signal ends it. */
export async function serveMcp(workspace: ServedWorkspace, signal: AbortSignal): Promise<void> {
  const engine = new WorkspaceEngine(workspace);
  await engine.start();
  const closed = new Promise<void>((resolve) => process.stdin.once('close', () => resolve()));
  const handle = serveStdio(() => mcpServer(engine, workspace.version), {
    onerror: (error) => process.stderr.write(`innerloop: ${error.name} on the MCP connection\n`),
  });
  try {
    await withSignal(closed, signal);
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    await handle.close();
    await engine.dispose();
  }
}

/** The engine over one workspace for as long as a client is there; files are followed as they change on disk. */
class WorkspaceEngine implements McpEngine {
  readonly #workspace: ServedWorkspace;
  readonly #models: SessionModels;
  readonly #context: SessionContext;
  readonly #syntax: SessionSyntax;
  readonly #read: Promise<void>;

  constructor(workspace: ServedWorkspace) {
    this.#workspace = workspace;
    const { root, policy, settings } = workspace;
    const isExcluded = (uri: string) => policy.exclusionOf(fileURLToPath(uri)) !== undefined;
    this.#models = new SessionModels({
      version: workspace.version,
      stateDirectory: workspace.stateDirectory,
      keyRunFolder: workspace.keyRunFolder,
      isExcluded,
      inspect: (path, known, signal) =>
        fileStanding({ path, known }, settings['files.exclude'], isExcluded, signal),
      roots: () => [root],
      show: () => undefined,
      onLoading: () => () => undefined,
    });
    let settle: () => void = () => undefined;
    this.#read = new Promise((resolve) => {
      settle = resolve;
    });
    this.#context = new SessionContext({
      version: workspace.version,
      cacheDirectory: workspace.cacheDirectory,
      workerUrl: workspace.workerUrl,
      clock: systemClock,
      roots: () => [root],
      documents: () => [],
      editorWatches: false,
      onFilesChanged: () => undefined,
      onEvent: (event) => {
        if (event.kind === 'ready') settle();
        if (event.kind === 'notice') process.stderr.write(`innerloop: ${event.notice.message}\n`);
      },
      models: this.#models,
      log: (line) => process.stderr.write(`innerloop: ${line}\n`),
    });
    this.#syntax = new SessionSyntax(() => this.#context.startedWorker());
  }

  async start(): Promise<void> {
    await this.#context.follow(this.#workspace.settings);
    this.#context.start();
  }

  async search(query: string, limit: number, signal: AbortSignal) {
    await this.#untilRead(signal);
    const found = await this.#context.search(query, limit, signal);
    return this.#sendable(found, () => 'nothing');
  }

  async contextFor(query: string, maxTokens: number, signal: AbortSignal): Promise<ContextBundle> {
    await this.#untilRead(signal);
    const bundle = await this.#context.gatherFor({ query, task: 'chat', maxTokens }, signal);
    return { ...bundle, items: await this.#sendable(bundle.items, knownOf) };
  }

  async contextAt(place: McpPlace, maxTokens: number, signal: AbortSignal): Promise<ContextBundle> {
    const { root } = this.#workspace;
    const absolute = resolve(root, place.path);
    if (!absolute.startsWith(root + sep))
      throw new UserError('mcp-outside', { file: place.path, folder: root });
    const { document, offset } = await readNamedPlace(`${absolute}:${place.line}:${place.column}`, root);
    await this.#untilRead(signal);
    const bundle = await this.#context.gatherFor({ document, offset, task: 'chat', maxTokens }, signal);
    return { ...bundle, items: await this.#sendable(bundle.items, knownOf) };
  }

  async symbols(query: string, limit: number, signal: AbortSignal) {
    await this.#untilRead(signal);
    return this.#sendable(await this.#syntax.symbolsLike(query, limit, signal), () => 'nothing');
  }

  dispose(): Promise<void> {
    return this.#context.dispose();
  }

  /** The first question waits a while for the rest of the files, since its caller will hardly ask again. */
  async #untilRead(signal: AbortSignal): Promise<void> {
    await withSignal(Promise.race([this.#read, systemClock.sleep(mostPatienceMs, signal)]), signal);
  }

  /** What a client of MCP is given goes to a model: the same files are held back. */
  async #sendable<Found extends { readonly uri: string }>(
    found: readonly Found[],
    known: (each: Found) => FileKnowledge,
  ): Promise<readonly Found[]> {
    const maySend = await Promise.all(found.map((each) => this.#models.mayShow(each.uri, known(each))));
    return found.filter((_, at) => maySend[at]);
  }
}

/** A bundle holds files that git tracks only; what is searched holds others too. */
function knownOf({ retriever }: ContextItem): FileKnowledge {
  return retriever === 'dependencies' ? 'dependency' : 'listed';
}

/** Clients give a tool up after a minute or so. */
const mostPatienceMs = 15_000;
