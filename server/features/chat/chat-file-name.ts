/** The name of a chat document: its day and the first words of its question, or the time where there is none yet. */
export function chatFileName(question: string, wallMs: number): string {
  const time = new Date(wallMs).toISOString();
  const words = slugOf(question);
  const rest = words === '' ? time.slice(11, 16).replace(':', '') : words;
  return `${time.slice(0, 10)}-${rest}${chatFileEnding}`;
}

/** The end of every chat document's name, by which it is known. */
export const chatFileEnding = '.chat.md';

/** Whether a document is a chat, by its name. */
export function isChatDocument(uri: string): boolean {
  return uri.endsWith(chatFileEnding);
}

/** A text as part of a file's name: its first words in small letters, with `-` between; empty where it has none. */
export function slugOf(text: string): string {
  const words =
    text
      .normalize('NFKD')
      .toLowerCase()
      .match(/[a-z0-9]+/g) ?? [];
  let slug = '';
  for (const word of words) {
    if (slug.length + word.length + 1 > longestSlug) break;
    slug += slug === '' ? word : `-${word}`;
  }
  return slug || (words[0] ?? '').slice(0, longestSlug);
}

const longestSlug = 48;
