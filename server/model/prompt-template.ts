import { concat, type SourcedText } from '../base/sourced-text.ts';
import type { ChatMessage } from './language-model.ts';

/** What stands in the holes of a prompt; plain strings are our own words. */
export type PromptHoles = Readonly<Record<string, SourcedText | string>>;

/**
 * The messages of a prompt: its text up to the line `---` is the system's, the rest the user's; `{name}` in either is a
 * hole. A hole that is given no text stays empty.
 */
export function promptMessages(template: string, holes: PromptHoles): readonly ChatMessage[] {
  const [system = '', user = ''] = template.split('\n---\n');
  return [
    { role: 'system', content: filled(system.trim(), holes) },
    { role: 'user', content: filled(user.trim(), holes) },
  ];
}

function filled(template: string, holes: PromptHoles): SourcedText {
  const parts = template.split(/\{(\w+)\}/);
  return concat(...parts.map((part, index) => (index % 2 === 0 ? part : (holes[part] ?? ''))));
}
