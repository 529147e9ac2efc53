import type { ChatRequest, LanguageModel } from '../../server/model/language-model.ts';

/** Files as a test has them, and which of them no model may be shown. */
interface WatchedTexts {
  /** By URI. */
  readonly texts: ReadonlyMap<string, string>;
  readonly isWithheld: (uri: string) => boolean;
}

/**
 * A model that fails the test in which it is asked with a line of a withheld file, whatever the test is about. Parts
 * that name the file itself are left out: the sender asks policy for those, and refuses the question.
 */
export function watchedModel(model: LanguageModel, files: () => WatchedTexts): LanguageModel {
  return {
    name: model.name,
    get isPaused() {
      return model.isPaused;
    },
    abilities: () => model.abilities(),
    fillInMiddle: (...asked) => model.fillInMiddle(...asked),
    chat(request, ...asked) {
      const line = withheldLine(request, files());
      if (line !== undefined) throw new Error(`a model was told a line of a withheld file: ${line}`);
      return model.chat(request, ...asked);
    },
    embed: (...asked) => model.embed(...asked),
  };
}

function withheldLine({ messages }: ChatRequest, { texts, isWithheld }: WatchedTexts): string | undefined {
  const parts = messages.flatMap(({ content }) => content.parts);
  const told = parts.filter(({ uri }) => uri === undefined || !isWithheld(uri)).map(({ text }) => text);
  const [withheld, open] = [[...texts].filter(([uri]) => isWithheld(uri)), [...texts]];
  const shown = open.filter(([uri]) => !isWithheld(uri)).map(([, text]) => text);
  return withheld
    .flatMap(([, text]) => text.split(/\r?\n/))
    .map((line) => line.trim())
    .filter((line) => line.length >= shortestTelling && !shown.some((text) => text.includes(line)))
    .find((line) => told.some((text) => text.includes(line)));
}

/** A brace says nothing. */
const shortestTelling = 5;
