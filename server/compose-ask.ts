import { fileURLToPath } from 'node:url';

import type { AskedAnswer, AskListener, AskOptions, Problem } from './cli/actions.ts';
import { languageOf } from './cli/language-of.ts';
import { type CommandIndex, type CommandWorkspace, withIndex } from './compose-context.ts';
import { fileStanding } from './compose-file-standing.ts';
import { unknownModel } from './compose-models.ts';
import { SessionModels } from './compose-session-models.ts';
import { SessionSyntax } from './compose-session-syntax.ts';
import { RememberingSyntaxReader } from './edits/remembering-syntax-reader.ts';
import { Chat } from './features/chat/chat.ts';
import type { ChatPorts } from './features/chat/ports.ts';
import { projectFiles, projectRoot } from './host/project-files.ts';
import { systemClock } from './host/system-clock.ts';
import { workingTree } from './host/working-tree.ts';
import { ModelError } from './model/model-error.ts';
import type { WorkspacePolicy } from './policy/workspace-policy.ts';

/** A workspace that questions are asked about, and where things are kept. */
export interface AskedWorkspace extends CommandWorkspace {
  readonly policy: WorkspacePolicy;
  readonly stateDirectory: string;
  readonly keyRunFolder: string;
}

/** Reads the workspace, then answers one question about it, as an editor's chat would. */
export function answerQuestion(
  workspace: AskedWorkspace,
  { question, model, maxTokens }: AskOptions,
  { progress, onText }: AskListener,
  signal: AbortSignal,
): Promise<AskedAnswer> {
  return withIndex({ workspace }, progress, signal, async (index) => {
    const models = await modelsOf(workspace, model, index.problems);
    const chat = new Chat(chatPorts(workspace, index, models));
    const request = {
      message: question,
      turns: [],
      document: undefined,
      selection: undefined,
      references: [],
      maxTokens,
    };
    const answer = await chat.answer(request, (text) => onText(text, workspace.root), signal);
    return { answer, indexMs: index.indexMs, problems: index.problems };
  });
}

/** The models of the settings; throws why the one that is asked for by its name cannot be asked. */
async function modelsOf(
  { root, settings, version, stateDirectory, keyRunFolder, policy }: AskedWorkspace,
  onlyModel: string | undefined,
  problems: Problem[],
): Promise<SessionModels> {
  const isExcluded = (uri: string) => policy.exclusionOf(fileURLToPath(uri)) !== undefined;
  const models = new SessionModels({
    ...{ version, stateDirectory, keyRunFolder, isExcluded, onlyModel },
    inspect: (path, known, signal) =>
      fileStanding({ path, known }, settings['files.exclude'], isExcluded, signal),
    roots: () => [root],
    show: (_, error) => problems.push(error),
    onLoading: (name) => {
      process.stderr.write(`${name} is being loaded by its server, which may take a while …\n`);
      return () => undefined;
    },
  });
  await models.follow(settings);
  if (onlyModel === undefined || models.named(onlyModel) !== undefined) return models;
  const own = problems.find((problem) => problem instanceof ModelError && problem.model === onlyModel);
  throw own instanceof ModelError ? own : unknownModel(onlyModel, Object.keys(settings.models));
}

function chatPorts(
  { root, policy }: AskedWorkspace,
  { worker }: CommandIndex,
  models: SessionModels,
): ChatPorts {
  const symbols = new SessionSyntax(() => worker);
  const roots = () => [root];
  const files = projectFiles({
    roots,
    documentAt: () => undefined,
    isExcluded: (uri) => policy.exclusionOf(fileURLToPath(uri)) !== undefined,
    pathsIn: (rootUri, signal) => symbols.paths(rootUri, signal),
    languageIdOf: languageOf,
  });
  return {
    files,
    symbols,
    syntax: new RememberingSyntaxReader(symbols),
    roots: () => [projectRoot(root)],
    context: {
      gather: (query, maxTokens, signal) =>
        worker.gather({ kind: 'query', query, task: 'chat', maxTokens }, signal),
      search: (query, limit, signal) => worker.search({ query, limit }, signal),
    },
    models: { route: (languageId) => models.chatRoute(languageId), failed: (error) => models.failed(error) },
    policy: { maySend: (uri, known) => models.mayShow(uri, known) },
    workingTree: workingTree({ roots, files, openUris: () => [] }),
    // The editor's problems are in no file.
    problems: () => [],
    clock: systemClock,
    makeId: () => crypto.randomUUID(),
  };
}
