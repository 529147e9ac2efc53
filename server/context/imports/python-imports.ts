import { below, folderOf, foldersUpward, joinedPath, nearestFirst } from '../../base/relative-paths.ts';
import { ManifestCache } from './manifest-cache.ts';
import {
  filesEndingWith,
  firstOfEach,
  type ImportRequest,
  type ImportRules,
  type ModuleSpace,
} from './module-space.ts';
import { pythonCandidates } from './python-candidates.ts';

/** Imports of Python: relative ones, and absolute ones from the folder that the interpreter would search. */
export class PythonImports implements ImportRules {
  readonly #space: ModuleSpace;
  readonly #sources: ManifestCache<readonly string[]>;

  constructor(space: ModuleSpace) {
    this.#space = space;
    this.#sources = new ManifestCache(space, sourceFolders);
  }

  resolve({ path, module, names }: ImportRequest): readonly string[] {
    const [, dots = '', rest = ''] = /^(\.*)(.*)$/.exec(module) ?? [];
    if (dots !== '') {
      const folder = joinedPath(folderOf(path), '../'.repeat(dots.length - 1));
      return folder === undefined ? [] : this.#at(folder, rest, names);
    }
    return this.#onThePath(path, module, names) ?? this.#elsewhere(path, module, names);
  }

  /** A folder inside a package is on the search path for scripts only, so it comes last. */
  #onThePath(from: string, module: string, names: readonly string[]): readonly string[] | undefined {
    const inside: string[] = [];
    for (const base of this.#bases(from)) {
      const found = this.#isPackage(base) ? [] : this.#at(base, module, names);
      if (found.length > 0) return found;
      if (this.#isPackage(base) && !isStandard(module)) inside.push(base);
    }
    const nearest = inside.find((base) => this.#at(base, module, names).length > 0);
    return nearest === undefined ? undefined : this.#at(nearest, module, names);
  }

  #at(base: string, module: string, names: readonly string[]): readonly string[] {
    return firstOfEach(this.#space, pythonCandidates(base, module, names));
  }

  /** Folders that may be on the search path, nearest first. */
  *#bases(from: string): Generator<string> {
    for (const folder of foldersUpward(folderOf(from))) {
      yield folder;
      yield below(folder, 'src');
      yield below(folder, 'lib');
      for (const source of this.#sources.at(below(folder, 'pyproject.toml')) ?? [])
        yield below(folder, source);
    }
  }

  /** Another project of the same repository, whose folder is on no path that we know. */
  #elsewhere(from: string, module: string, names: readonly string[]): readonly string[] {
    if (isStandard(module)) return [];
    const first = module.split('.')[0] ?? '';
    const initials = filesEndingWith(this.#space, `${first}/__init__.py`, from);
    const bases = initials.map((path) => folderOf(folderOf(path)));
    for (const base of nearestFirst(bases, from)) {
      if (this.#isPackage(base)) continue;
      const found = this.#at(base, module, names);
      if (found.length > 0) return found;
    }
    return [];
  }

  #isPackage(folder: string): boolean {
    return this.#space.has(below(folder, '__init__.py'));
  }
}

/** Folders that a pyproject.toml names for the packages in it, as setuptools and Poetry write it. */
function sourceFolders(text: string): readonly string[] {
  const lists = [
    ...text.matchAll(/^[ \t]*(?:where|pythonpath|package-dir)[ \t]*=[ \t]*[[{]([^\]}]*)[\]}]/gm),
  ];
  const single = [...text.matchAll(/\bfrom[ \t]*=[ \t]*["']([^"'\n]+)["']/g)].map(
    ([, folder = '']) => folder,
  );
  const listed = lists.flatMap(([, list = '']) => [...list.matchAll(/["']([^"'\n]+)["']\s*(?:,|$)/g)]);
  return [...listed.map(([, folder = '']) => folder), ...single].flatMap(
    (each) => joinedPath('', each) ?? [],
  );
}

function isStandard(module: string): boolean {
  return standardModules.has(module.split('.')[0] ?? '');
}

/** Modules of Python itself that a file of a project is likely to share its name with. */
const standardModules: ReadonlySet<string> = new Set(
  `abc argparse array ast asyncio base64 bisect builtins calendar cmd code codecs collections compileall
  concurrent configparser contextlib copy csv ctypes dataclasses datetime decimal difflib dis email encodings
  enum errno filecmp fileinput fractions functools gc getpass gettext glob graphlib gzip hashlib heapq hmac html
  http imaplib importlib inspect io ipaddress itertools json keyword linecache locale logging lzma mailbox
  math mimetypes mmap multiprocessing numbers operator os pathlib pickle pkgutil platform plistlib pprint
  profile pstats queue random re resource runpy sched secrets select selectors shelve shlex shutil signal site
  smtplib socket sqlite3 ssl stat statistics string struct subprocess symtable sys tarfile tempfile termios
  test textwrap threading time timeit token tokenize tomllib trace traceback tracemalloc types typing
  unicodedata unittest urllib uuid venv warnings wave weakref webbrowser xml xmlrpc zipfile zoneinfo`.split(
    /\s+/,
  ),
);
