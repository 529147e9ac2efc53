import type { TestFamily } from '../test-family.ts';

/** Whether a module comes with its language, or with the framework that the tests are written for. */
export function standardModule(module: string, family: TestFamily): boolean {
  return standard[family](module);
}

const standard: Readonly<Record<TestFamily, (module: string) => boolean>> = {
  script: (module) => /^node:/.test(module) || nodeModules.has(module.split('/')[0] ?? ''),
  python: (module) => pythonModules.has(module.split('.')[0] ?? ''),
  go: (module) => !(module.split('/')[0] ?? '').includes('.'),
  rust: (module) => ['std', 'core', 'alloc', 'super', 'crate', 'self'].includes(module),
  java: (module) => /^(?:java|javax|org\.junit\.jupiter)\./.test(module),
  ruby: (module) => rubyModules.has(module),
  php: (module) => !module.includes('\\') || module.startsWith('PHPUnit\\'),
  'c-sharp': (module) => /^(?:System|Xunit)(?:\.|$)/.test(module),
};

const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

const nodeModules = words(`
  assert async_hooks buffer child_process crypto dns events fs http https net os path process querystring readline
  stream string_decoder timers tls tty url util v8 vm worker_threads zlib
`);

const pythonModules = words(`
  __future__ abc argparse array ast asyncio base64 bisect builtins calendar collections concurrent configparser
  contextlib contextvars copy csv ctypes dataclasses datetime decimal difflib email enum errno fractions functools gc
  getpass glob gzip hashlib heapq hmac html http importlib inspect io ipaddress itertools json keyword linecache locale
  logging math mimetypes multiprocessing numbers operator os pathlib pickle pkgutil platform pprint pytest queue random
  re secrets select shlex shutil signal socket sqlite3 ssl stat statistics string struct subprocess sys sysconfig
  tarfile tempfile textwrap threading time timeit tokenize tomllib traceback types typing unicodedata unittest urllib
  uuid warnings weakref xml zipfile zlib zoneinfo
`);

const rubyModules = words(`
  spec_helper rails_helper rspec json set date time uri yaml csv erb stringio tempfile fileutils pathname securerandom
  digest bigdecimal ostruct logger timeout benchmark open3 net/http English
`);
