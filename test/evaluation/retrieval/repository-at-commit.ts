import { bareDocument } from '../../../server/base/text-document.ts';
import { sourceChunks } from '../../../server/context/index/source-chunks.ts';
import { TermCollector } from '../../../server/context/lexical/chunk-terms.ts';
import { LexicalIndex } from '../../../server/context/lexical/lexical-index.ts';
import { blobsOf, readBlobs } from './git-objects.ts';
import { SourceOutlines } from './source-outlines.ts';

/** An index that goes from commit to commit of one repository, reading again only what differs. */
export class RepositoryAtCommit {
  readonly index = new LexicalIndex();
  readonly #folder: string;
  readonly #collector = new TermCollector();
  readonly #outlines = new SourceOutlines();
  #blobs: ReadonlyMap<string, string> = new Map();

  constructor(folder: string) {
    this.#folder = folder;
  }

  get paths(): ReadonlySet<string> {
    return new Set(this.#blobs.keys());
  }

  /** The text of a file of this commit. */
  async text(path: string): Promise<string | undefined> {
    const blob = this.#blobs.get(path);
    let text: string | undefined;
    if (blob !== undefined)
      await readBlobs(this.#folder, [blob], (_, bytes) => {
        if (isText(bytes)) text = bytes.toString('utf8');
      });
    return text;
  }

  async goTo(commit: string): Promise<void> {
    const blobs = await blobsOf(this.#folder, commit);
    for (const path of this.#blobs.keys()) if (!blobs.has(path)) this.index.remove(path);
    const changed = [...blobs].filter(([path, blob]) => this.#blobs.get(path) !== blob && isTextPath(path));
    await this.#outlines.prepare(changed.map(([path]) => path));
    const pathsOfBlob = new Map<string, string[]>();
    for (const [path, blob] of changed) pathsOfBlob.set(blob, [...(pathsOfBlob.get(blob) ?? []), path]);
    await readBlobs(this.#folder, [...pathsOfBlob.keys()], (blob, bytes) => {
      for (const path of pathsOfBlob.get(blob) ?? []) this.#take(path, bytes);
    });
    this.#blobs = blobs;
    if (this.index.wantsCompaction) this.index.compact();
  }

  #take(path: string, bytes: Buffer): void {
    if (!isText(bytes)) {
      this.index.remove(path);
      return;
    }
    const text = bytes.toString('utf8');
    const chunks = sourceChunks(path, bareDocument(text), this.#outlines.of(path, text));
    this.index.replace(this.#collector.fileTerms(path, chunks));
  }
}

/** Whether a file's bytes are text of a size that is searched. */
export function isText(bytes: Buffer): boolean {
  return bytes.length <= maxBytes && !bytes.subarray(0, 8_000).includes(0);
}

/** Whether a file's name speaks for text that someone wrote. */
export function isTextPath(path: string): boolean {
  return !/\.(?:png|jpe?g|gif|ico|webp|svg|pdf|woff2?|ttf|eot|zip|gz|jar|wasm|mp[34]|mov|lock|snap|map|min\.js|csv|ipynb)$|(?:^|\/)(?:package-lock\.json|pnpm-lock\.yaml)$/i.test(
    path,
  );
}

const maxBytes = 400_000;
