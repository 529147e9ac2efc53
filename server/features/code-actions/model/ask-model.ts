import { askRoute, type RouteAnswer } from '../../../model/ask-route.ts';
import type { ChatMessage, LanguageModel, ModelAbilities } from '../../../model/language-model.ts';
import type { ModelError } from '../../../model/model-error.ts';
import type { ReportProgress } from '../code-action.ts';
import type { ActionModels } from '../ports.ts';

/** A question that somebody asked for by choosing an action. */
export interface ModelQuestion {
  readonly models: readonly LanguageModel[];
  readonly messagesFor: (abilities: ModelAbilities) => readonly ChatMessage[];
  readonly maxTokens: number;
}

/** Who is told how it goes. */
export interface Listeners {
  readonly models: Pick<ActionModels, 'failed'>;
  readonly report: ReportProgress;
}

/** Asks the first model that answers; undefined when none says anything. A failure of all of them is thrown. */
export async function askModel(
  { models, messagesFor, maxTokens }: ModelQuestion,
  { models: listener, report }: Listeners,
  signal: AbortSignal,
): Promise<RouteAnswer | undefined> {
  let failure: ModelError | undefined;
  let lines = 0;
  report('Asking a model');
  const answer = await askRoute(
    {
      ...{ models, messagesFor, maxTokens },
      purpose: { feature: 'action', trigger: 'invoked' },
      onText: (text) => {
        const more = text.split('\n').length - 1;
        lines += more;
        if (more > 0) report(lines === 1 ? '1 line written' : `${lines} lines written`);
      },
      onFailure: (error) => {
        failure = error;
        listener.failed(error);
      },
    },
    signal,
  );
  if (answer === undefined && failure !== undefined) throw failure;
  return answer;
}
