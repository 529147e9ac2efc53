import { TextDocument } from '../base/text-document.ts';
import type { Server } from './handler.ts';

/** The open document, or the preview that the client shows without telling us that it is open. */
export function askedDocument(uri: string, { session, application }: Server): TextDocument | undefined {
  const open = session.document(uri);
  if (open !== undefined) return open;
  const text = application.actions.contentOf(uri);
  return text === undefined ? undefined : new TextDocument({ uri, languageId: '', version: 0 }, text);
}
