import type { CorpusPorts } from '../../server/context/corpus/corpus-ports.ts';
import type {
  FileRead,
  ListedFile,
  SaveOutcome,
  Segment,
  SegmentBuilder,
  StoredCorpus,
} from '../../server/context/ports.ts';
import { builtInPolicy } from '../../server/policy/built-in-policy.ts';

/**
 * A workspace in memory behind the ports of the index. Paths are absolute; its segments hold their files as JSON, so
 * that a test can see what a reader of the segments would see.
 */
export class MemoryWorkspace implements CorpusPorts {
  readonly files = new Map<string, { text: string; stamp: number; modifiedMs: number }>();
  readonly stored = new Map<string, StoredCorpus>();
  readonly readPaths: string[] = [];
  /** Absolute paths of files that git does not track; undefined outside of a repository. */
  untracked: ReadonlySet<string> | undefined;
  /** Patterns of `files.exclude`, and lines of `.aiignore` files by root. */
  excludes: readonly string[] = [];
  readonly ignoreFiles = new Map<string, string>();
  /** Why nothing can be listed. */
  problem: string | undefined;
  /** What saving ends with instead of being done. */
  refusal: Exclude<SaveOutcome, { kind: 'saved' }> | undefined;
  /** Called between two steps of reading, so that a test can change files meanwhile. */
  whileReading: (path: string) => void = () => undefined;
  #clock = 0;

  write(path: string, text: string): void {
    this.#clock += 1;
    this.files.set(path, { text, stamp: this.#clock, modifiedMs: this.#clock });
  }

  remove(path: string): void {
    this.files.delete(path);
  }

  readonly lister: CorpusPorts['lister'] = {
    list: async (root, wants) => ({
      files: this.problem === undefined ? [...this.#listed(root)].filter(({ path }) => wants(path)) : [],
      leftOut: [],
      problem: this.problem,
    }),
  };

  readonly reader: CorpusPorts['reader'] = {
    read: async (root, path): Promise<FileRead> => {
      this.readPaths.push(path);
      const file = this.files.get(`${root}/${path}`);
      await Promise.resolve();
      this.whileReading(path);
      if (file === undefined) return { kind: 'left-out', reason: 'gone', stamp: '' };
      const stamp = String(file.stamp);
      if (file.text.includes('\0')) return { kind: 'left-out', reason: 'binary', stamp };
      return { kind: 'text', text: file.text, stamp };
    },
  };

  readonly declarations: CorpusPorts['declarations'] = {
    read: async (root, path) => this.files.get(`${root}/${path}`)?.text,
    names: async (root, folder) => {
      const start = folder === '' ? `${root}/` : `${root}/${folder}/`;
      const below = [...this.files.keys()].filter((path) => path.startsWith(start));
      return [...new Set(below.map((path) => path.slice(start.length).split('/')[0] ?? ''))].sort();
    },
    realPathOf: async (_, path) => path,
  };

  readonly roots: CorpusPorts['roots'] = {
    refusalOf: async () => undefined,
    policyOf: async (root) => {
      const text = this.ignoreFiles.get(root);
      const files = text === undefined ? [] : [{ kind: 'text', name: '.aiignore', text } as const];
      return { policy: builtInPolicy(this.excludes, files), problem: undefined };
    },
    uriOf: (root, path) => `file://${root}/${path}`,
  };

  /** Roots whose stored corpus was dropped. */
  readonly dropped: string[] = [];

  readonly store: NonNullable<CorpusPorts['store']> = {
    load: async (root) => this.stored.get(root),
    save: async (root, corpus) => {
      if (this.refusal !== undefined) return this.refusal;
      this.stored.set(root, corpus);
      return { kind: 'saved' };
    },
    drop: async (root) => {
      this.stored.delete(root);
      this.dropped.push(root);
    },
  };

  readonly builder: SegmentBuilder = plainBuilder;

  *#listed(root: string): Generator<ListedFile> {
    for (const [path, { text, stamp, modifiedMs }] of this.files) {
      if (!path.startsWith(`${root}/`)) continue;
      const isTracked = this.untracked === undefined ? undefined : !this.untracked.has(path);
      const facts = { size: text.length, modifiedMs, stamp: String(stamp), isTracked };
      yield { path: path.slice(root.length + 1), ...facts };
    }
  }
}

/** What a reader of the segments sees: the newest text of each file that is not gone. */
export function visibleIn(segments: readonly Segment[]): Record<string, string> {
  const latest = new Map(
    segments.flatMap((segment) => textsOf(segment.buffer).map((each) => [each.uri, each.text])),
  );
  return Object.fromEntries([...latest].filter(([, text]) => text !== '').sort());
}

/** Segments that hold their files as JSON. */
export const plainBuilder: SegmentBuilder = {
  familyOf: (path) => path.slice(path.lastIndexOf('.') + 1),
  bytesPerSourceByte: 6,
  build: async (family, texts) => segmentOf(family, texts),
  merge: async (segments) => {
    const texts = Object.entries(visibleIn(segments)).map(([uri, text]) => ({ uri, text }));
    return segmentOf(segments[0]?.family ?? '', texts);
  },
  open: (buffer) => {
    try {
      const { family, texts } = contentOf(buffer);
      return segmentOf(family, texts);
    } catch {
      return undefined;
    }
  },
};

interface Content {
  readonly family: string;
  readonly texts: readonly { readonly uri: string; readonly text: string }[];
}

function segmentOf(family: string, texts: Content['texts']): Segment {
  const bytes = new TextEncoder().encode(JSON.stringify({ family, texts }));
  const buffer = new SharedArrayBuffer(bytes.length);
  new Uint8Array(buffer).set(bytes);
  const files = texts.map(({ uri, text }) => ({ uri, sourceBytes: text.length }));
  return { family, buffer, files, sourceBytes: texts.reduce((sum, { text }) => sum + text.length, 0) };
}

function textsOf(buffer: SharedArrayBuffer): Content['texts'] {
  return contentOf(buffer).texts;
}

function contentOf(buffer: SharedArrayBuffer): Content {
  return JSON.parse(new TextDecoder().decode(new Uint8Array(buffer).slice()));
}
