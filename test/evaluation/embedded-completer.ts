import { TextDocument } from '../../server/base/text-document.ts';
import type { CorpusSegment } from '../../server/embedded/corpus-segment.ts';
import { EmbeddedModel } from '../../server/embedded/embedded-model.ts';
import { type LineCase, textBefore } from '../../server/evaluation/line-cases.ts';
import type { Guess, LineCompleter } from '../../server/evaluation/line-completer.ts';

/** Our model behind the door that the server uses: an opened document that is edited, then asked. */
export function embeddedCompleter(segment: CorpusSegment): LineCompleter {
  const model = new EmbeddedModel();
  model.setSegments([segment]);
  return {
    name: 'innerloop',
    open(lineCase: LineCase) {
      const identity = { uri: lineCase.file.uri, languageId: '', version: 1 };
      let document = new TextDocument(identity, textBefore(lineCase));
      model.documentOpened(document);
      while (model.pendingWork()) model.workABit(2_000);
      let cursorNow = lineCase.cursor;
      return {
        guessAt(cursor: number): Guess {
          if (cursor > cursorNow) {
            const change = {
              start: cursorNow,
              end: cursorNow,
              text: lineCase.file.text.slice(cursorNow, cursor),
            };
            const after = document.withChange(change, document.version + 1);
            model.documentChanged(document, after, [change]);
            document = after;
            cursorNow = cursor;
          }
          return guessOf(model, document, cursor);
        },
        close() {
          model.documentClosed(lineCase.file.uri);
        },
      };
    },
  };
}

/** The pieces up to the lowest threshold that is evaluated. */
function guessOf(model: EmbeddedModel, document: TextDocument, offset: number): Guess {
  const outcome = model.complete({ document, offset, maxLines: 1, minimumConfidence: 0.3 });
  return { pieces: outcome.kind === 'ok' ? outcome.value.parts : [] };
}
