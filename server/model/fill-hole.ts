import { concat, type SourcedText } from '../base/sourced-text.ts';

import { fillHolePrompt } from './fill-hole-prompt.ts';
import type { ChatMessage, FillInMiddleRequest } from './language-model.ts';
import { neutralizeMarkers } from './neutralize-markers.ts';

/** What encloses the answer, and what marks the gap. */
export const holeMarkers = ['<COMPLETION>', '</COMPLETION>', '<FILL_HERE>'] as const;

/** The messages that ask a chat model, which was never trained to fill a middle, for the text of a gap. */
export function fillHoleMessages(request: FillInMiddleRequest): readonly ChatMessage[] {
  const safe = (text: SourcedText) => neutralizeMarkers(text, holeMarkers);
  const holes: Readonly<Record<string, SourcedText | string>> = {
    context: concat(...request.context.map(({ path, text }) => fileBlock(path, safe(text)))),
    file: fileBlock(request.path, concat(safe(request.prefix), '<FILL_HERE>', safe(request.suffix))),
  };
  const [system = '', user = ''] = fillHolePrompt.split('\n---\n');
  return [
    { role: 'system', content: concat(system.trim()) },
    { role: 'user', content: filled(user.trim(), holes) },
  ];
}

function fileBlock(path: string, text: SourcedText): SourcedText {
  return concat(`File: ${path.replace(/[\r\n]/g, ' ')}\n`, text, '\n\n');
}

function filled(template: string, holes: Readonly<Record<string, SourcedText | string>>): SourcedText {
  const parts = template.split(/\{(\w+)\}/);
  return concat(...parts.map((part, index) => (index % 2 === 0 ? part : (holes[part] ?? ''))));
}
