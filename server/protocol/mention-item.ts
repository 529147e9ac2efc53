import type { CompletionItem } from 'vscode-languageserver';

import type { TextDocument } from '../base/text-document.ts';
import type { MentionChoice } from '../features/chat/mention-choices.ts';
import type { ClientAbilities } from './client-abilities.ts';
import { positionAt } from './to-lsp.ts';

/** An item of the popup in a chat document; its range holds all that is typed of it, so that editors can match it. */
export function mentionItem(
  { text, detail, kind, replace }: MentionChoice,
  document: TextDocument,
  { positionEncoding }: ClientAbilities,
): CompletionItem {
  const range = {
    start: positionAt(document, replace.start, positionEncoding),
    end: positionAt(document, replace.end, positionEncoding),
  };
  const typed = document.text.slice(replace.start, replace.end);
  return {
    label: text,
    detail,
    kind: itemKinds[kind],
    filterText: text.startsWith(typed) ? text : `${typed} ${text}`,
    textEdit: { range, newText: text },
  };
}

/** `CompletionItemKind` of LSP. */
const itemKinds = { file: 17, symbol: 18, reference: 14 } as const;
