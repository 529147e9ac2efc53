import type { ContextBundle } from '../../context/context-item.ts';
import type { RouteAnswer } from '../../model/ask-route.ts';
import type { LanguageModel } from '../../model/language-model.ts';
import type { ModelError } from '../../model/model-error.ts';

/** What is to be said of the way in which an answer ended. */
export function endRemarks({ end, failure, model }: RouteAnswer): readonly string[] {
  switch (end) {
    case 'broken':
      return [
        `The answer breaks off here: ${failure?.message ?? `${model} failed.`} ${failure?.remedy ?? ''}`.trim(),
      ];
    case 'length':
      return ['The answer was cut because it became too long. Ask it to go on.'];
    case 'filtered':
      return [`The server of ${model} has withheld the rest of the answer.`];
    case 'complete':
    case 'unknown':
      return [];
  }
}

/** What is to be said of the context that a model was given; `late` did not come in time. */
export function contextRemarks(bundle: ContextBundle | 'late' | undefined): readonly string[] {
  if (bundle === 'late')
    return ['The index did not answer in time, so the model has seen only what the question points at.'];
  return bundle?.isComplete === false ? ['Not all files of the workspace were read yet.'] : [];
}

/** How many files were not shown. */
export function withheldRemark(files: number): string {
  const subject = files === 1 ? '1 file was' : `${files} files were`;
  return `${subject} left out, because a rule excludes ${files === 1 ? 'it' : 'them'} or git does not track ${files === 1 ? 'it' : 'them'}.`;
}

/** Why no model has answered. */
export function reasonWithout(route: readonly LanguageModel[], failures: readonly ModelError[]): string {
  if (route.length === 0)
    return 'No model is connected, so this is what the index finds, best first. For an answer in words, name a model in "routes.chat" of your settings; `innerloop doctor` shows which models this machine has.';
  const [first] = failures;
  const why =
    first === undefined
      ? `No model has answered (${route.map(({ name }) => name).join(', ')}).`
      : `No model has answered: ${first.message} ${first.remedy}`;
  return `${why} So this is what the index finds, best first.`;
}
