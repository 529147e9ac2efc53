import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

import { TextDocument } from '../base/text-document.ts';

import { offsetOf, parseFilePosition } from './file-position.ts';
import { languageOf } from './language-of.ts';
import { readSourceFile } from './read-source-file.ts';

/** A place in a file that a command line names. */
export interface NamedPlace {
  /** Absolute. */
  readonly path: string;
  /** The file as it lies on disk; its language id goes by its ending. */
  readonly document: TextDocument;
  readonly offset: number;
}

/** Reads the file of `FILE:LINE:COL`. Throws UserErrors for what is no place and for places that are not there. */
export async function readNamedPlace(given: string, workingFolder: string): Promise<NamedPlace> {
  const position = parseFilePosition(given);
  const path = resolve(workingFolder, position.file);
  const text = await readSourceFile(path, position.file, workingFolder);
  const identity = { uri: pathToFileURL(path).href, languageId: languageOf(path), version: 0 };
  const document = new TextDocument(identity, text);
  return { path, document, offset: offsetOf(position, document) };
}
