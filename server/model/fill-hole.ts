import { concat, type SourcedText } from '../base/sourced-text.ts';

import { fillHolePrompt } from './fill-hole-prompt.ts';
import type { ChatMessage, FillInMiddleRequest } from './language-model.ts';
import { neutralizeMarkers } from './neutralize-markers.ts';
import { type PromptHoles, promptMessages } from './prompt-template.ts';

/** What encloses the answer, and what marks the gap. */
export const holeMarkers = ['<COMPLETION>', '</COMPLETION>', '<FILL_HERE>'] as const;

/** The messages that ask a chat model, which was never trained to fill a middle, for the text of a gap. */
export function fillHoleMessages(request: FillInMiddleRequest): readonly ChatMessage[] {
  const safe = (text: SourcedText) => neutralizeMarkers(text, holeMarkers);
  const holes: PromptHoles = {
    context: concat(...request.context.map(({ path, text }) => fileBlock(path, safe(text)))),
    file: fileBlock(request.path, concat(safe(request.prefix), '<FILL_HERE>', safe(request.suffix))),
  };
  return promptMessages(fillHolePrompt, holes);
}

function fileBlock(path: string, text: SourcedText): SourcedText {
  return concat(`File: ${path.replace(/[\r\n]/g, ' ')}\n`, text, '\n\n');
}
