import { breathe } from '../../base/cancellation.ts';
import { reasonInText } from '../files/source-text.ts';
import type { FileReader, LeftOutReason, Roots, Segment, SegmentBuilder, TextToLearn } from '../ports.ts';
import type { KnownFile } from './root-corpus.ts';

/** What reading and learning need. */
export interface LearningPorts {
  readonly reader: FileReader;
  readonly builder: SegmentBuilder;
  readonly roots: Roots;
}

/**
 * A file to learn for the first time, to learn again so that its older text is masked, or to forget: then it is
 * not read, even if it still lies there.
 */
export interface FileToLearn {
  readonly root: string;
  readonly path: string;
  readonly task: 'learn' | 'relearn' | 'forget';
}

/** What came of some files of one root. */
export interface LearnedPart {
  readonly root: string;
  /** Undefined when none of the files could be learned. */
  readonly segment: Segment | undefined;
  readonly files: readonly KnownFile[];
  /** Paths that do not lie there any more; the segment masks them. */
  readonly gone: readonly string[];
}

/** How files are learned. */
export interface PartsPlan {
  /** `growing`: a small part first, so that completion begins at once, then ever larger ones; or large ones only. */
  readonly sizes: 'growing' | 'large';
  /** Hears how many files were read so far. */
  readonly onRead: (done: number) => void;
}

/** Reads files in the given order and gives what was learned of them in parts, which are few. */
export async function* learnInParts(
  ports: LearningPorts,
  files: readonly FileToLearn[],
  plan: PartsPlan,
  signal: AbortSignal,
): AsyncGenerator<LearnedPart> {
  const piles = new Piles(ports, plan.sizes === 'growing' ? secondPartUnits : largestPartUnits);
  let untilFirst = plan.sizes === 'growing' ? firstPartUnits : Number.POSITIVE_INFINITY;
  for (let start = 0; start < files.length; start += filesAtOnce) {
    const batch = files.slice(start, start + filesAtOnce);
    for (const outcome of await Promise.all(batch.map((file) => examine(ports.reader, file, signal)))) {
      untilFirst -= piles.of(outcome.file).add(outcome, ports.roots);
    }
    plan.onRead(start + batch.length);
    await breathe(signal);
    const due = untilFirst > 0 ? piles.due : piles.filled;
    if (untilFirst <= 0) untilFirst = Number.POSITIVE_INFINITY;
    for (const pile of due) yield await pile.learn(ports.builder, signal);
  }
  for (const pile of piles.filled) yield await pile.learn(ports.builder, signal);
}

interface Examined {
  readonly file: FileToLearn;
  readonly text: string;
  readonly stamp: string;
  readonly leftOut: LeftOutReason | undefined;
}

async function examine(reader: FileReader, file: FileToLearn, signal: AbortSignal): Promise<Examined> {
  if (file.task === 'forget') return { file, text: '', stamp: '', leftOut: 'gone' };
  const read = await reader.read(file.root, file.path, signal);
  if (read.kind === 'left-out') return { file, text: '', stamp: read.stamp, leftOut: read.reason };
  const leftOut = reasonInText(read.text);
  return { file, text: leftOut === undefined ? read.text : '', stamp: read.stamp, leftOut };
}

/** One pile for each family below each root. */
class Piles {
  readonly #piles = new Map<string, Pile>();
  readonly #builder: SegmentBuilder;
  readonly #target: number;

  constructor({ builder }: LearningPorts, target: number) {
    this.#builder = builder;
    this.#target = target;
  }

  get filled(): readonly Pile[] {
    return [...this.#piles.values()].filter((pile) => !pile.isEmpty);
  }

  get due(): readonly Pile[] {
    return [...this.#piles.values()].filter((pile) => pile.isDue);
  }

  of({ root, path }: FileToLearn): Pile {
    const family = this.#builder.familyOf(path);
    const key = `${family}\0${root}`;
    const pile = this.#piles.get(key) ?? new Pile(root, family, this.#target);
    this.#piles.set(key, pile);
    return pile;
  }
}

/** Texts of one family below one root that wait to be learned together. */
class Pile {
  readonly #root: string;
  readonly #family: string;
  #texts: TextToLearn[] = [];
  #files: KnownFile[] = [];
  #gone: string[] = [];
  #units = 0;
  #target: number;

  constructor(root: string, family: string, target: number) {
    this.#root = root;
    this.#family = family;
    this.#target = target;
  }

  get isDue(): boolean {
    return this.#units >= this.#target;
  }

  get isEmpty(): boolean {
    return this.#files.length === 0 && this.#gone.length === 0;
  }

  /** Takes a file in and gives the size of its text; what is not learned becomes an empty text. */
  add({ file, text, stamp, leftOut }: Examined, roots: Roots): number {
    if (text !== '' || file.task !== 'learn')
      this.#texts.push({ uri: roots.uriOf(file.root, file.path), text });
    if (leftOut === 'gone') this.#gone.push(file.path);
    else this.#files.push({ path: file.path, size: text.length, stamp, leftOut });
    this.#units += text.length;
    return text.length;
  }

  async learn(builder: SegmentBuilder, signal: AbortSignal): Promise<LearnedPart> {
    const [texts, files, gone] = [this.#texts, this.#files, this.#gone];
    this.#texts = [];
    this.#files = [];
    this.#gone = [];
    if (this.isDue) this.#target = Math.min(this.#target * growth, largestPartUnits);
    this.#units = 0;
    const segment = texts.length === 0 ? undefined : await builder.build(this.#family, texts, signal);
    return { root: this.#root, segment, files, gone };
  }
}

const filesAtOnce = 16;
/** Characters of source: learned within a fraction of a second. */
const firstPartUnits = 256 * 1024;
const secondPartUnits = 1024 * 1024;
const largestPartUnits = 16 * 1024 * 1024;
const growth = 4;
