import { below, folderOf, foldersUpward, joinedPath } from '../../base/relative-paths.ts';
import {
  filesEndingWith,
  firstOf,
  type ImportRequest,
  type ImportRules,
  type ModuleSpace,
} from './module-space.ts';

/** Includes of C and C++: beside the file, below a folder around it, else wherever a path ends so. */
export class CImports implements ImportRules {
  readonly #space: ModuleSpace;

  constructor(space: ModuleSpace) {
    this.#space = space;
  }

  resolve({ path, module }: ImportRequest): readonly string[] {
    const beside = firstOf(this.#space, [joinedPath(folderOf(path), module) ?? '']);
    if (beside.length > 0 || module.startsWith('.')) return beside;
    const around = firstOf(this.#space, placesAround(folderOf(path), module));
    // The system's own headers come first for `<string.h>`, whatever the project calls string.h.
    if (around.length > 0 || standardHeaders.has(module)) return around;
    return filesEndingWith(this.#space, module, path).slice(0, 1);
  }
}

function* placesAround(from: string, module: string): Generator<string> {
  for (const folder of foldersUpward(from)) {
    yield below(folder, module);
    yield below(folder, `include/${module}`);
    yield below(folder, `src/${module}`);
  }
}

const standardHeaders: ReadonlySet<string> = new Set(
  `assert.h complex.h ctype.h errno.h fenv.h float.h inttypes.h iso646.h limits.h locale.h math.h setjmp.h signal.h
  stdalign.h stdarg.h stdatomic.h stdbool.h stddef.h stdint.h stdio.h stdlib.h stdnoreturn.h string.h tgmath.h
  threads.h time.h uchar.h wchar.h wctype.h dirent.h fcntl.h netdb.h poll.h pthread.h pwd.h regex.h sched.h
  semaphore.h strings.h syslog.h termios.h unistd.h utime.h windows.h`.split(/\s+/),
);
