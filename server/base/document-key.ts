/**
 * The name under which a document is kept in maps, the same for all spellings of its URI that clients use
 * (`file:///c%3A/a.ts` and `file:///c:/a.ts`). Any string has a key; nothing is thrown for an odd one.
 */
export function documentKey(uri: string): string {
  try {
    return decodeURIComponent(uri);
  } catch {
    return uri;
  }
}
