import { describe, expect, test } from 'vitest';

import { neverAborted } from '../../../server/base/cancellation.ts';
import { TextDocument } from '../../../server/base/text-document.ts';
import { applyEdits } from '../../../server/base/text-edit.ts';
import type { ProjectRoot } from '../../../server/edits/ports.ts';
import type { ActionDiagnostic } from '../../../server/features/code-actions/code-action.ts';
import type { ReadyFix } from '../../../server/features/code-actions/fix/ready-fix.ts';
import { readyFixes } from '../../../server/features/code-actions/fix/ready-fixes.ts';
import type { OffsetRange } from '../../../server/syntax/offset-range.ts';
import { MemoryProject, memoryProject } from '../../support/memory-project.ts';
import { installedSyntax } from './support/installed-syntax.ts';
import { markedFiles } from './support/marked-files.ts';
import { memorySymbols } from './support/memory-symbols.ts';

/** What is offered for a diagnostic at the marked range: the titles, and the first lines that the best one changes. */
async function check(
  texts: Readonly<Record<string, string>>,
  message: string,
  { code = '', source = '' } = {},
): Promise<string> {
  const { files, path, range } = markedFiles(texts);
  const place = { project: memoryProject(files), path, range };
  const { text, fixes } = await offered(place, { message, code, source });
  const [best] = fixes;
  const titles = fixes.map(({ title, isPreferred }) => `${isPreferred ? '*' : '-'} ${title}`);
  return best === undefined ? 'nothing' : [...titles, applyEdits(text, best.edits)].join('\n');
}

interface Place {
  readonly project: MemoryProject;
  readonly path: string;
  readonly range: OffsetRange;
}

async function offered(
  { project, path, range }: Place,
  words: Pick<ActionDiagnostic, 'message' | 'code' | 'source'>,
): Promise<{ readonly text: string; readonly fixes: readonly ReadyFix[] }> {
  const uri = project.at(path);
  const look = await project.look(uri, neverAborted);
  if (look.kind !== 'text') throw new Error(look.kind);
  const document = new TextDocument({ uri, languageId: look.languageId, version: 1 }, look.text);
  const shape = await installedSyntax.shapeOf(document, neverAborted);
  if (shape === undefined) throw new Error(`no grammar for ${path}`);
  const diagnostic = { ...words, range, severity: 'error', related: [], original: {} } as const;
  const ports = { files: project, symbols: memorySymbols(project, installedSyntax), syntax: installedSyntax };
  const fixes = await readyFixes({ document, path, shape, diagnostic, ports }, neverAborted);
  return { text: look.text, fixes };
}

describe('a name that is defined elsewhere', () => {
  const math = { 'src/math.ts': 'export function add(a: number, b: number): number {\n  return a + b;\n}\n' };

  test('is imported with the quotes and endings of the file', async () => {
    const main = 'import { log } from "./log.js";\n\nlog(⟦add⟧(1, 2));\n';
    expect(await check({ 'src/main.ts': main, ...math }, "Cannot find name 'add'.")).toMatchInlineSnapshot(`
      "* Import add from ./math.js
      import { log } from "./log.js";
      import { add } from "./math.js";

      log(add(1, 2));
      "
    `);
  });
  test('joins the import of its module, at its place', async () => {
    const main = "import { abs, sum } from './math';\n\nsum(⟦add⟧(1, abs(2)));\n";
    expect(await check({ 'src/main.ts': main, ...math }, "Cannot find name 'add'.")).toMatchInlineSnapshot(`
      "* Import add from ./math
      import { abs, add, sum } from './math';

      sum(add(1, abs(2)));
      "
    `);
  });
  test('goes among relative imports where they are sorted, below packages', async () => {
    const main =
      "import fs from 'node:fs';\n\nimport { a } from './a';\nimport { z } from './z';\n\n⟦add⟧(a, z, fs);\n";
    expect(await check({ 'src/main.ts': main, ...math }, "Cannot find name 'add'.")).toMatchInlineSnapshot(`
      "* Import add from ./math
      import fs from 'node:fs';

      import { a } from './a';
      import { add } from './math';
      import { z } from './z';

      add(a, z, fs);
      "
    `);
  });
  test('is imported at the top of a file without imports', async () => {
    const main = '// About the file.\n\nconst x = ⟦add⟧(1, 2);\n';
    expect(await check({ 'lib/main.ts': main, ...math }, "Cannot find name 'add'.")).toMatchInlineSnapshot(`
      "* Import add from ../src/math
      // About the file.

      import { add } from '../src/math';

      const x = add(1, 2);
      "
    `);
  });
  test('is imported through the alias that the file uses', async () => {
    const main = "import { log } from '@/log';\n\nlog(⟦add⟧(1, 2));\n";
    const log = { 'src/log.ts': 'export const log = console.log;\n' };
    expect(
      await check({ 'src/deep/main.ts': main, ...math, ...log }, "Cannot find name 'add'."),
    ).toMatchInlineSnapshot(`
      "* Import add from @/math
      import { log } from '@/log';
      import { add } from '@/math';

      log(add(1, 2));
      "
    `);
  });
  test('does not join a require that comes after the code, but an import that does', async () => {
    const main = (late: string) => `⟦add⟧(1, 2);\nfunction run() {\n  return 1;\n}\n${late}\n`;
    const js = { 'src/math.js': 'export function add(a) {}\nexport function sub(a) {}\n' };
    expect(
      await check(
        { 'src/main.js': main("const { sub } = require('./math');"), ...js },
        "Cannot find name 'add'.",
      ),
    ).toContain("\nconst { add } = require('./math');\n\nadd(1, 2);");
    expect(
      await check({ 'src/main.js': main("import { sub } from './math';"), ...js }, "Cannot find name 'add'."),
    ).toContain("}\nimport { add, sub } from './math';\n");
  });
  test('does not join an import that comes after the code in Python', async () => {
    const files = {
      'main.py': '⟦total⟧([])\n\n\ndef run():\n    return 1\n\n\nfrom prices import tax\n',
      'prices.py': 'def total(items):\n    return 1\n\n\ndef tax():\n    return 1\n',
    };
    expect(await check(files, '"total" is not defined')).toContain(
      '\nfrom prices import total\n\ntotal([])\n',
    );
  });
  test('is required where the file requires', async () => {
    const main = "const fs = require('fs');\n\n⟦add⟧(1, 2);\n";
    const js = {
      'src/math.js': 'function add(a, b) {\n  return a + b;\n}\nexport { add };\nexport function add(a) {}',
    };
    expect(
      await check({ 'src/main.js': main, ...js }, "'add' is not defined.", { source: 'eslint' }),
    ).toMatchInlineSnapshot(`
      "* Import add from ./math
      const fs = require('fs');
      const { add } = require('./math');

      add(1, 2);
      "
    `);
  });
  test('is imported as a type where the file marks types', async () => {
    const main = "import type { Log } from './log';\n\nlet user: ⟦User⟧ | Log;\n";
    const user = { 'src/user.ts': 'export interface User {\n  name: string;\n}\n' };
    expect(await check({ 'src/main.ts': main, ...user }, "Cannot find name 'User'.")).toMatchInlineSnapshot(`
      "* Import User from ./user
      import type { Log } from './log';
      import type { User } from './user';

      let user: User | Log;
      "
    `);
  });
  test('is offered from each place that has it, the nearest first and preferred', async () => {
    const main = '⟦add⟧(1, 2);\n';
    const other = { 'tools/sums/add.ts': 'export const add = (a: number) => a;\n' };
    expect(
      await check({ 'src/main.ts': main, ...other, ...math }, "Cannot find name 'add'."),
    ).toMatchInlineSnapshot(`
      "* Import add from ./math
      - Import add from ../tools/sums/add
      import { add } from './math';

      add(1, 2);
      "
    `);
  });
  test('is not imported when nobody exports it', async () => {
    const files = { 'src/main.ts': '⟦hidden⟧();\n', 'src/a.ts': 'function hidden() {}\n' };
    expect(await check(files, "Cannot find name 'hidden'.")).toBe('nothing');
  });
  test('is imported from its package in Python', async () => {
    const files = {
      'src/shop/__init__.py': '',
      'src/shop/prices.py': 'def total(items):\n    return sum(items)\n',
      'src/shop/main.py': 'import os\n\nfrom shop.log import log\n\nlog(⟦total⟧([os.sep]))\n',
      'src/shop/log.py': 'def log(x):\n    print(x)\n',
    };
    expect(await check(files, '"total" is not defined', { source: 'Pyright' })).toMatchInlineSnapshot(`
      "* Import total from shop.prices
      import os

      from shop.log import log
      from shop.prices import total

      log(total([os.sep]))
      "
    `);
  });
  test('is imported relatively in Python where the file does so', async () => {
    const files = {
      'shop/__init__.py': '',
      'shop/prices.py': 'def total(items):\n    return sum(items)\n',
      'shop/main.py': '"""Sells things."""\nfrom .log import log\n\nlog(⟦total⟧([]))\n',
    };
    expect(
      await check(files, 'Undefined name `total`', { source: 'Ruff', code: 'F821' }),
    ).toMatchInlineSnapshot(`
      "* Import total from .prices
      """Sells things."""
      from .log import log
      from .prices import total

      log(total([]))
      "
    `);
  });
});

describe('a name that is misspelt', () => {
  test('is corrected to the one that is visible', async () => {
    const main = 'const customers = [1];\nconsole.log(⟦custmers⟧);\n';
    expect(await check({ 'a.ts': main }, "Cannot find name 'custmers'.")).toMatchInlineSnapshot(`
      "* Change custmers to customers
      const customers = [1];
      console.log(customers);
      "
    `);
  });
  test('is left alone when two names are as near', async () => {
    const main = 'const carta = 1;\nconst carts = 1;\nconsole.log(⟦cart⟧, carta, carts);\n';
    expect(await check({ 'a.ts': main }, "Cannot find name 'cart'.")).toBe('nothing');
  });
  test('is corrected when letters changed places', async () => {
    const main = 'const total = [1];\nconsole.log(⟦toatl⟧);\n';
    expect(await check({ 'a.ts': main }, "Cannot find name 'toatl'.")).toContain('console.log(total)');
  });
  test('is left alone when it is short and two letters differ', async () => {
    const main = 'const user = [1];\nconsole.log(⟦uzzr⟧);\n';
    expect(await check({ 'a.ts': main }, "Cannot find name 'uzzr'.")).toBe('nothing');
  });
  test('is corrected among the members of its class', async () => {
    const files = {
      'stack.ts':
        'export class Stack {\n  push(x: number): void {}\n  peek(): number {\n    return 1;\n  }\n}\n',
      'main.ts': "import { Stack } from './stack';\n\nnew Stack().⟦pusj⟧(1);\n",
    };
    expect(await check(files, "Property 'pusj' does not exist on type 'Stack'.")).toContain(
      'new Stack().push(1)',
    );
  });
  test('is what the checker itself takes it for', async () => {
    const main = 'const aaaa = 1;\nconst bbbbbbb = aaaa;\n⟦bbb⟧;\n';
    const message = "Cannot find name 'bbb'. Did you mean 'bbbbbbb'?";
    expect(await check({ 'a.ts': main }, message)).toContain('\nbbbbbbb;');
  });
  test('is not touched when the text has changed since', async () => {
    expect(
      await check({ 'a.ts': 'const total = 1;\nconsole.log(⟦other⟧);\n' }, "Cannot find name 'toatl'."),
    ).toBe('nothing');
  });
});

describe('a promise that is used before it is there', () => {
  const load = 'async function load(): Promise<string[]> {\n  return [];\n}\n';
  const message = "Property 'length' does not exist on type 'Promise<string[]>'.";

  test('is awaited, in brackets where its value is taken apart', async () => {
    const main = `${load}async function main() {\n  console.log(load().⟦length⟧);\n}\n`;
    expect(await check({ 'a.ts': main }, message)).toMatchInlineSnapshot(`
      "* Await load
      async function load(): Promise<string[]> {
        return [];
      }
      async function main() {
        console.log((await load()).length);
      }
      "
    `);
  });
  test('is awaited in Python', async () => {
    const main = 'async def load():\n    return 1\n\nasync def main():\n    ⟦load()⟧\n';
    const code = { code: 'reportUnusedCoroutine', source: 'Pyright' };
    expect(
      await check({ 'a.py': main }, 'Result of async function call is not used', code),
    ).toMatchInlineSnapshot(`
      "* Await load
      async def load():
          return 1

      async def main():
          await load()
      "
    `);
  });
  test('is not awaited where the function cannot wait', async () => {
    const main = `${load}function main() {\n  console.log(load().⟦length⟧);\n}\n`;
    expect(await check({ 'a.ts': main }, message)).toBe('nothing');
  });
  test('is not awaited twice', async () => {
    const main = `${load}async function main() {\n  console.log(await load().⟦length⟧);\n}\n`;
    expect(await check({ 'a.ts': main }, message)).toBe('nothing');
  });
  test('is awaited when the index says that it is async', async () => {
    const files = {
      'api.ts': 'export async function fetchUser(id: number): Promise<string> {\n  return String(id);\n}\n',
      'main.ts': "import { fetchUser } from './api';\n\nconst user = ⟦fetchUser(1)⟧.length;\n",
    };
    expect(await check(files, message)).toContain('const user = (await fetchUser(1)).length;');
  });
});

describe('a function that forgets to return', () => {
  const message =
    "A function whose declared type is neither 'undefined', 'void', nor 'any' must return a value.";

  test('returns its last expression', async () => {
    const main = 'function add(a: number, b: number): ⟦number⟧ {\n  const sum = a + b;\n  sum * 2;\n}\n';
    expect(await check({ 'a.ts': main }, message, { code: '2355' })).toMatchInlineSnapshot(`
      "* Return the last expression of add
      function add(a: number, b: number): number {
        const sum = a + b;
        return sum * 2;
      }
      "
    `);
  });
  test('returns an expression of several lines', async () => {
    const main =
      'function all(a: number[]): ⟦number[]⟧ {\n  a\n    .map((x) => x)\n    .filter((x) => x > 1);\n}\n';
    expect(await check({ 'a.ts': main }, message)).toContain('  return a\n    .map');
  });
  test('is left alone when its last statement is no expression', async () => {
    const main = 'function add(a: number): ⟦number⟧ {\n  const sum = a;\n}\n';
    expect(await check({ 'a.ts': main }, message)).toBe('nothing');
  });
  test('is left alone when its last statement assigns', async () => {
    const main = 'let x = 1;\nfunction add(a: number): ⟦number⟧ {\n  x = a;\n}\n';
    expect(await check({ 'a.ts': main }, message)).toBe('nothing');
  });
  test('returns in Python, below its docstring', async () => {
    const main = 'def add(a: int, b: int) -> ⟦int⟧:\n    """Adds."""\n    a + b\n';
    const words = 'Function with declared return type "int" must return value';
    expect(await check({ 'a.py': main }, words)).toMatchInlineSnapshot(`
      "* Return the last expression of add
      def add(a: int, b: int) -> int:
          """Adds."""
          return a + b
      "
    `);
  });
});

describe('a name that is defined elsewhere, in other languages', () => {
  test('is imported by the path of its package in Go', async () => {
    const files = {
      'go.mod': 'module example.com/shop\n\ngo 1.22\n',
      'internal/price/price.go': 'package price\n\nfunc Of(item string) int {\n\treturn len(item)\n}\n',
      'main.go':
        'package main\n\nimport (\n\t"fmt"\n\n\t"example.com/shop/internal/log"\n)\n\nfunc main() {\n\tlog.It(fmt.Sprint(⟦price⟧.Of("a")))\n}\n',
    };
    expect(await check(files, 'undefined: price', { source: 'compiler' })).toMatchInlineSnapshot(`
      "* Import price from example.com/shop/internal/price
      package main

      import (
      	"fmt"

      	"example.com/shop/internal/log"
      	"example.com/shop/internal/price"
      )

      func main() {
      	log.It(fmt.Sprint(price.Of("a")))
      }
      "
    `);
  });
  test('is used by the path of its module in Rust', async () => {
    const files = {
      'Cargo.toml': '[package]\nname = "shop-core"\n',
      'src/prices/mod.rs': 'pub struct Price {\n    pub cents: u32,\n}\n',
      'src/main.rs':
        'use std::fmt;\n\nmod prices;\n\nfn show(price: ⟦Price⟧) -> fmt::Result {\n    Ok(())\n}\n',
    };
    expect(
      await check(files, 'cannot find type `Price` in this scope', { code: 'E0412' }),
    ).toMatchInlineSnapshot(`
      "* Import Price from crate::prices
      use std::fmt;
      use crate::prices::Price;

      mod prices;

      fn show(price: Price) -> fmt::Result {
          Ok(())
      }
      "
    `);
  });
  test('is used by the name of its crate from another one in Rust', async () => {
    const files = {
      'core/Cargo.toml': '[package]\nname = "shop-core"\n',
      'core/src/lib.rs': 'pub struct Price {\n    pub cents: u32,\n}\n',
      'app/Cargo.toml': '[package]\nname = "app"\n',
      'app/src/main.rs': 'fn show(price: ⟦Price⟧) {}\n',
    };
    expect(await check(files, 'cannot find type `Price` in this scope')).toContain('use shop_core::Price;');
  });
  test('is imported in Java, unless it is in the same package', async () => {
    const price = 'package shop.prices;\n\npublic class Price {\n}\n';
    const main = 'package shop;\n\nimport java.util.List;\n\nclass Main {\n  List<⟦Price⟧> all;\n}\n';
    const message = 'Price cannot be resolved to a type';
    expect(await check({ 'a/Price.java': price, 'a/Main.java': main }, message)).toMatchInlineSnapshot(`
      "* Import Price from shop.prices
      package shop;

      import java.util.List;
      import shop.prices.Price;

      class Main {
        List<Price> all;
      }
      "
    `);
    const near = main.replace('package shop;', 'package shop.prices;');
    expect(await check({ 'a/Price.java': price, 'a/Main.java': near }, message)).toBe('nothing');
  });
  test('is imported in Kotlin', async () => {
    const files = {
      'Price.kt': 'package shop.prices\n\nclass Price\n',
      'Main.kt': 'package shop\n\nfun show(price: ⟦Price⟧) {\n}\n',
    };
    expect(await check(files, "Unresolved reference 'Price'.")).toMatchInlineSnapshot(`
      "* Import Price from shop.prices
      package shop

      import shop.prices.Price

      fun show(price: Price) {
      }
      "
    `);
  });
  test('is used by its namespace in C#', async () => {
    const files = {
      'Price.cs': 'namespace Shop.Prices;\n\npublic class Price\n{\n}\n',
      'Main.cs': 'using System;\n\nnamespace Shop;\n\nclass Main\n{\n    ⟦Price⟧ one;\n}\n',
    };
    const message = "The type or namespace name 'Price' could not be found";
    expect(await check(files, message, { code: 'CS0246' })).toMatchInlineSnapshot(`
      "* Import Price from Shop.Prices
      using System;
      using Shop.Prices;

      namespace Shop;

      class Main
      {
          Price one;
      }
      "
    `);
  });
  test('is used by its namespace in PHP', async () => {
    const files = {
      'src/Price.php': '<?php\n\nnamespace Shop\\Prices;\n\nclass Price\n{\n}\n',
      'src/Main.php': '<?php\n\nnamespace Shop;\n\nfunction show(⟦Price⟧ $price)\n{\n}\n',
    };
    expect(await check(files, "Undefined type 'Shop\\Price'.")).toMatchInlineSnapshot(`
      "* Import Price from Shop\\Prices
      <?php

      namespace Shop;

      use Shop\\Prices\\Price;

      function show(Price $price)
      {
      }
      "
    `);
  });
  test('is required in Ruby', async () => {
    const files = {
      'lib/shop/price.rb': 'class Price\nend\n',
      'lib/main.rb': "require 'json'\n\n⟦Price⟧.new\n",
    };
    expect(await check(files, 'uninitialized constant Price')).toMatchInlineSnapshot(`
      "* Import Price from shop/price
      require 'json'
      require_relative 'shop/price'

      Price.new
      "
    `);
  });
  test('is included in C where a header has it', async () => {
    const files = {
      'include/price.h': '#pragma once\n\ntypedef struct Price {\n  int cents;\n} Price;\n',
      'src/main.c': '#include <stdio.h>\n\nint show(⟦Price⟧ price) {\n  return 0;\n}\n',
    };
    expect(await check(files, "Unknown type name 'Price'")).toMatchInlineSnapshot(`
      "* Import Price from price.h
      #include <stdio.h>
      #include "price.h"

      int show(Price price) {
        return 0;
      }
      "
    `);
  });
});

describe('what else is forgotten, in other languages', () => {
  test('is the await of a future in Rust', async () => {
    const main =
      'async fn load() -> u32 {\n    1\n}\n\nasync fn run() -> u32 {\n    let one = ⟦load()⟧;\n    one + 1\n}\n';
    expect(
      await check({ 'src/a.rs': main }, 'cannot add `{integer}` to `impl Future<Output = u32>`'),
    ).toContain('let one = load().await;');
  });
  test('is the value of a block in Rust, behind which a semicolon stands', async () => {
    const main = 'fn add(a: u32, b: u32) -> ⟦u32⟧ {\n    a + b;\n}\n';
    expect(await check({ 'src/a.rs': main }, 'mismatched types: expected `u32`, found `()`')).toContain(
      '    a + b\n}',
    );
  });
  test('is a return in Go', async () => {
    const main = 'package a\n\nfunc add(a, b int) ⟦int⟧ {\n\tsum(a, b)\n}\n';
    expect(await check({ 'a.go': main }, 'missing return')).toContain('\treturn sum(a, b)\n');
  });
});

/** Counts how often all its paths are gone through. */
class CountedProject extends MemoryProject {
  count = 0;

  override async paths(root: ProjectRoot, signal: AbortSignal): Promise<readonly string[]> {
    const paths = await super.paths(root, signal);
    return new Proxy(paths, {
      get: (target, key, receiver) => {
        if (key === Symbol.iterator) this.count += 1;
        return Reflect.get(target, key, receiver);
      },
    });
  }
}

test.each([
  ['py', 'def total(items):\n    pass\n', '"total" is not defined'],
  ['rs', 'pub fn total() {}\n', 'cannot find function `total` in this scope'],
])(
  'all paths are gone through once, however many files of %s a name may mean',
  async (ending, text, message) => {
    const others = Array.from({ length: 3 }, (_, at) => [`src/m${at}.${ending}`, text]);
    const main = ending === 'py' ? '⟦total⟧([])\n' : 'fn main() {\n    ⟦total⟧();\n}\n';
    const { files, path, range } = markedFiles({
      [`src/main.${ending}`]: main,
      'Cargo.toml': '[package]\nname = "a"\n',
      ...Object.fromEntries(others),
    });
    const project = new CountedProject(new Map(Object.entries(files)), {});
    const { fixes } = await offered({ project, path, range }, { message, code: '', source: '' });
    expect(fixes).toHaveLength(3);
    // The index of this test goes through them, too, in order to look the name up.
    expect(project.count).toBe(2);
  },
);
