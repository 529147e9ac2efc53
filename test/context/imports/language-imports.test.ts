import { expect, test } from 'vitest';

import { resolveIn } from './resolve-in.ts';

test('Python: dots lead upwards from the file, and a name may be a module', () => {
  const resolve = resolveIn([
    'shop/__init__.py',
    'shop/cart/__init__.py',
    'shop/cart/line.py',
    'shop/items.py',
    'shop/a.pyi',
  ]);
  const from = 'shop/cart/line.py';
  expect(resolve(from, '..items', 'Item')).toBe('shop/items.py');
  expect(resolve(from, '..', 'items', 'version')).toBe('shop/items.py shop/__init__.py');
  expect(resolve(from, '.', 'VERSION')).toBe('shop/cart/__init__.py');
  expect(resolve(from, '..a', 'b')).toBe('shop/a.pyi');
  expect(resolve(from, '....x', 'b')).toBe('');
});

test('Python: packages lie in the root, in src, or where pyproject.toml says', () => {
  const resolve = resolveIn({
    'one/__init__.py': '',
    'src/two/__init__.py': '',
    'src/two/deep.py': '',
    'python/three/part.py': '',
    'pyproject.toml': '[tool.setuptools.packages.find]\nwhere = ["python"]\n',
    'tests/test_a.py': '',
  });
  expect(resolve('tests/test_a.py', 'one', '*')).toBe('one/__init__.py');
  expect(resolve('tests/test_a.py', 'two.deep', 'f')).toBe('src/two/deep.py');
  expect(resolve('tests/test_a.py', 'two', 'deep')).toBe('src/two/deep.py src/two/__init__.py');
  expect(resolve('tests/test_a.py', 'three', 'part')).toBe('python/three/part.py');
});

test('Python: the nearest folder around a file that has the module wins, inside a package at last', () => {
  const resolve = resolveIn([
    'tools/util.py',
    'tools/run.py',
    'util.py',
    'app/__init__.py',
    'app/util.py',
    'app/own.py',
    'app/x.py',
    'app/types.py',
  ]);
  expect(resolve('tools/run.py', 'util', 'f')).toBe('tools/util.py');
  expect(resolve('app/x.py', 'util', 'f')).toBe('util.py');
  expect(resolve('app/x.py', 'own', 'f')).toBe('app/own.py');
  expect(resolve('app/x.py', 'types', 'f')).toBe('');
});

test('Python: another project of the repository is found by its package', () => {
  const resolve = resolveIn(['services/a/main.py', 'libs/b/src/b/__init__.py', 'libs/b/src/b/core.py']);
  expect(resolve('services/a/main.py', 'b.core', 'x')).toBe('libs/b/src/b/core.py');
});

test("Go: a package is its folder's files without tests, in the module with the longest fitting path", () => {
  const resolve = resolveIn({
    'go.mod': 'module example.com/app\n\ngo 1.22\n',
    'go.work': 'use (\n\t.\n\t./kit\n)\n',
    'main.go': '',
    'cache/b.go': '',
    'cache/a.go': '',
    'cache/a_test.go': '',
    'cache/readme.md': '',
    'kit/go.mod': 'module example.com/app/kit // the kit\n',
    'kit/text/text.go': '',
  });
  expect(resolve('main.go', 'example.com/app/cache', '*')).toBe('cache/a.go cache/b.go');
  expect(resolve('main.go', 'example.com/app/kit/text', '*')).toBe('kit/text/text.go');
  expect(resolve('cache/a.go', 'example.com/app', '*')).toBe('main.go');
  expect(resolve('main.go', 'example.com/application', '*')).toBe('');
  expect(resolve('main.go', 'fmt', '*')).toBe('');
});

test('Go: a replaced module lies in the folder that the go.mod names, a vendored one in vendor', () => {
  const resolve = resolveIn({
    'app/go.mod':
      'module a.test/app\nrequire (\n\tb.test/x v1.0.0\n)\nreplace (\n\tb.test/x v1.0.0 => ../x\n)\n',
    'app/main.go': '',
    'x/sub/x.go': '',
    'app/vendor/c.test/y/y.go': '',
  });
  expect(resolve('app/main.go', 'b.test/x/sub', '*')).toBe('x/sub/x.go');
  expect(resolve('app/main.go', 'c.test/y', '*')).toBe('app/vendor/c.test/y/y.go');
});

test('Go: without a module, a package lies at its path below src', () => {
  const resolve = resolveIn(['go/src/a.test/p/p.go', 'go/src/a.test/q/q.go']);
  expect(resolve('go/src/a.test/q/q.go', 'a.test/p', '*')).toBe('go/src/a.test/p/p.go');
});

const crate = {
  'Cargo.toml': '[package]\nname = "shop-core"\n\n[dependencies]\nname = "1"\n',
  'src/lib.rs': '',
  'src/main.rs': '',
  'src/store.rs': '',
  'src/store/disk.rs': '',
  'src/entry/mod.rs': '',
  'src/entry/codec.rs': '',
  'src/bin/tool.rs': '',
  'tests/it.rs': '',
  'tests/common/mod.rs': '',
};

test('Rust: crate, self and super lead to the longest part of a path that is a file', () => {
  const resolve = resolveIn(crate);
  expect(resolve('src/store.rs', 'crate::entry::codec', 'Reader')).toBe('src/entry/codec.rs');
  expect(resolve('src/store.rs', 'crate::entry', 'codec', 'Entry')).toBe(
    'src/entry/codec.rs src/entry/mod.rs',
  );
  expect(resolve('src/store.rs', 'crate::entry::errors::Full', 'X')).toBe('src/entry/mod.rs');
  expect(resolve('src/store.rs', 'crate', 'Top')).toBe('src/lib.rs');
  expect(resolve('src/store.rs', 'self::disk', 'Disk')).toBe('src/store/disk.rs');
  expect(resolve('src/store/disk.rs', 'super', 'Store')).toBe('src/store.rs');
  expect(resolve('src/store/disk.rs', 'super::super::entry', 'Entry')).toBe('src/entry/mod.rs');
  expect(resolve('src/entry/codec.rs', 'super', 'Entry')).toBe('src/entry/mod.rs');
});

test('Rust: mod names a file beside a root, and one below any other file', () => {
  const resolve = resolveIn(crate);
  expect(resolve('src/lib.rs', 'store', '*')).toBe('src/store.rs');
  expect(resolve('src/store.rs', 'disk', '*')).toBe('src/store/disk.rs');
  expect(resolve('src/entry/mod.rs', 'codec', '*')).toBe('src/entry/codec.rs');
  expect(resolve('tests/it.rs', 'common', '*')).toBe('tests/common/mod.rs');
});

test('Rust: tests and programs are crates of their own', () => {
  const resolve = resolveIn(crate);
  expect(resolve('tests/it.rs', 'crate::common', 'x')).toBe('tests/common/mod.rs');
  expect(resolve('tests/it.rs', 'crate::store', 'x')).toBe('');
  expect(resolve('tests/it.rs', 'shop_core::store', 'Store')).toBe('src/store.rs');
  expect(resolve('src/bin/tool.rs', 'shop_core', 'Store')).toBe('src/lib.rs');
});

test('Rust: crates of the workspace go by the name of their package or library', () => {
  const resolve = resolveIn({
    'crates/a/Cargo.toml': '[package]\nname = "a"\n',
    'crates/a/src/lib.rs': '',
    'crates/b/Cargo.toml': '[package]\nname = "b-kit"\n[lib]\nname = "kit"\npath = "code/kit.rs"\n',
    'crates/b/code/kit.rs': '',
    'crates/b/code/part.rs': '',
  });
  expect(resolve('crates/a/src/lib.rs', 'kit', 'run')).toBe('crates/b/code/kit.rs');
  expect(resolve('crates/a/src/lib.rs', '::kit::part', 'run')).toBe('crates/b/code/part.rs');
  expect(resolve('crates/b/code/part.rs', 'crate', 'run')).toBe('crates/b/code/kit.rs');
  expect(resolve('crates/a/src/lib.rs', 'std::fs', 'read')).toBe('');
});

test('Java: a class is a file below some source root, of the same root first', () => {
  const main = 'app/src/main/java/shop';
  const resolve = resolveIn([
    `${main}/Cart.java`,
    `${main}/items/Item.java`,
    'old/shop/items/Item.java',
    'util/List.java',
  ]);
  const from = `${main}/Cart.java`;
  expect(resolve(from, 'shop.items', 'Item')).toBe(`${main}/items/Item.java`);
  expect(resolve(from, 'shop.items.Item', 'create')).toBe(`${main}/items/Item.java`);
  expect(resolve(from, 'shop.items.Item', '*')).toBe(`${main}/items/Item.java`);
  expect(resolve(from, 'shop.items', '*')).toBe(`${main}/items/Item.java old/shop/items/Item.java`);
  expect(resolve(from, 'java.util', 'List')).toBe('');
});

test('Kotlin: a function is in some file of its package, and folders may leave out the first words', () => {
  const files = ['src/Cart.kt', 'src/core/items/Item.kt', 'src/core/items/Prices.kt', 'src/core/items/a.txt'];
  const resolve = resolveIn([...files, 'other/util/List.kt', 'src/api/Api.kt']);
  expect(resolve('src/Cart.kt', 'com.shop.core.items', 'Item')).toBe('src/core/items/Item.kt');
  const both = 'src/core/items/Item.kt src/core/items/Prices.kt';
  expect(resolve('src/Cart.kt', 'com.shop.core.items', 'priceOf')).toBe(both);
  expect(resolve('src/Cart.kt', 'com.shop.core.items', '*')).toBe(both);
  expect(resolve('src/Cart.kt', 'java.util', 'List')).toBe('');
  expect(resolve('src/Cart.kt', 'org.junit.jupiter.api', '*')).toBe('');
});

test('Scala: objects and packages are entered alike', () => {
  const resolve = resolveIn(['src/shop/Cart.scala', 'src/shop/money/Cash.scala', 'src/shop/Errors.scala']);
  expect(resolve('src/shop/Cart.scala', 'shop.money', '*')).toBe('src/shop/money/Cash.scala');
  expect(resolve('src/shop/Cart.scala', '_root_.shop.Errors', 'Full', 'Gone')).toBe('src/shop/Errors.scala');
});

test('C and C++: an include lies beside the file, below a folder around it, or at the end of a path', () => {
  const resolve = resolveIn([
    'src/a.c',
    'src/a.h',
    'include/kit/b.h',
    'third/inc/deep/c.hpp',
    'third/string.h',
  ]);
  expect(resolve('src/a.c', 'a.h', '*')).toBe('src/a.h');
  expect(resolve('src/a.c', '../include/kit/b.h', '*')).toBe('include/kit/b.h');
  expect(resolve('src/a.c', 'kit/b.h', '*')).toBe('include/kit/b.h');
  expect(resolve('src/a.cpp', 'deep/c.hpp', '*')).toBe('third/inc/deep/c.hpp');
  expect(resolve('src/a.c', 'string.h', '*')).toBe('');
});

test('C#: a namespace is a folder at the end of a path, or one below the project of its first words', () => {
  const resolve = resolveIn([
    'src/Shop.Core/Shop.Core.csproj',
    'src/Shop.Core/Money.cs',
    'src/Shop.Core/Items/Item.cs',
    'src/Web/Web.csproj',
    'src/Web/Json/Writer.cs',
    'src/Web/Page.cs',
  ]);
  const from = 'src/Web/Page.cs';
  expect(resolve(from, 'Shop.Core.Items', '*')).toBe('src/Shop.Core/Items/Item.cs');
  expect(resolve(from, 'Shop.Core', '*')).toBe('src/Shop.Core/Money.cs');
  expect(resolve(from, 'Shop.Core.Money', '*')).toBe('src/Shop.Core/Money.cs');
  expect(resolve(from, 'Web.Json', '*')).toBe('src/Web/Json/Writer.cs');
  expect(resolve(from, 'System.Text.Json', '*')).toBe('');
});

test('Ruby: relative files, the load path below lib, and modules by the name of their file', () => {
  const resolve = resolveIn([
    'lib/shop/cart.rb',
    'lib/shop/line_item.rb',
    'lib/items.rb',
    'spec/spec_helper.rb',
    'x/json.rb',
  ]);
  expect(resolve('lib/shop/cart.rb', '../items', '*')).toBe('lib/items.rb');
  expect(resolve('lib/shop/cart.rb', 'line_item', '*')).toBe('lib/shop/line_item.rb');
  expect(resolve('spec/spec_helper.rb', 'shop/cart', '*')).toBe('lib/shop/cart.rb');
  expect(resolve('lib/shop/cart.rb', 'spec_helper', '*')).toBe('spec/spec_helper.rb');
  expect(resolve('lib/items.rb', 'Shop::LineItem', '*')).toBe('lib/shop/line_item.rb');
  expect(resolve('lib/items.rb', 'json', '*')).toBe('');
});

test('PHP: a class lies where composer.json maps its namespace, else at the end of a path', () => {
  const resolve = resolveIn({
    'composer.json': String.raw`{ "autoload": { "psr-4": { "Shop\\": "src/", "Shop\\Kit\\": ["gone/", "kit/src"] } },
      "autoload-dev": { "psr-4": { "Tests\\": "tests" } } }`,
    'src/Items/Item.php': '',
    'kit/src/Tool.php': '',
    'tests/Base.php': '',
    'old/Legacy/Thing.php': '',
    'src/Cart.php': '',
  });
  expect(resolve('src/Cart.php', String.raw`Shop\Items`, 'Item')).toBe('src/Items/Item.php');
  expect(resolve('src/Cart.php', String.raw`Shop\Kit`, 'Tool')).toBe('kit/src/Tool.php');
  expect(resolve('src/Cart.php', 'Tests', 'Base')).toBe('tests/Base.php');
  expect(resolve('src/Cart.php', String.raw`Vendor\Legacy`, 'Thing')).toBe('old/Legacy/Thing.php');
  expect(resolve('src/Cart.php', 'Countable', '*')).toBe('');
});

test('PHP: includes are paths, with or without the folder of the file in front', () => {
  const resolve = resolveIn(['web/index.php', 'web/a.php', 'b.php', 'deep/inc/c.php']);
  expect(resolve('web/index.php', 'a.php', '*')).toBe('web/a.php');
  expect(resolve('web/index.php', "__DIR__ . '/a.php'", '*')).toBe('web/a.php');
  expect(resolve('web/index.php', 'dirname(__DIR__) . "/b.php"', '*')).toBe('b.php');
  expect(resolve('web/index.php', "dirname(__FILE__) . '/a.php'", '*')).toBe('web/a.php');
  expect(resolve('web/index.php', 'inc/c.php', '*')).toBe('deep/inc/c.php');
});

test('Lua: dots are folders, and a folder speaks through init.lua', () => {
  const resolve = resolveIn(['lua/kit/core.lua', 'lua/kit/init.lua', 'plugin/a.lua', 'spec/helper.lua']);
  expect(resolve('plugin/a.lua', 'kit.core', '*')).toBe('lua/kit/core.lua');
  expect(resolve('plugin/a.lua', 'kit', '*')).toBe('lua/kit/init.lua');
  expect(resolve('plugin/a.lua', 'spec/helper', '*')).toBe('spec/helper.lua');
});

test('Bash: a sourced file is beside the script or in a folder around it, whatever variable stands before', () => {
  const resolve = resolveIn(['scripts/build.sh', 'scripts/lib.sh', 'common/log.sh', 'env.sh']);
  const modules = [
    './lib.sh',
    'lib.sh',
    '$(dirname "$0")/lib.sh',
    '$DIR/lib.sh',
    '$(cd "$(dirname "$0")/.." && pwd)/scripts/lib.sh',
    '`pwd`/lib.sh',
    `$${'{BASH_SOURCE%/*}'}/lib.sh`,
  ];
  for (const module of modules) expect(resolve('scripts/build.sh', module, '*')).toBe('scripts/lib.sh');
  expect(resolve('scripts/build.sh', '../env.sh', '*')).toBe('env.sh');
  expect(resolve('scripts/build.sh', '$ROOT/common/log.sh', '*')).toBe('common/log.sh');
  expect(resolve('scripts/build.sh', '/etc/profile', '*')).toBe('');
});

test('CSS and HTML: links are paths, from the file or from the root of the site', () => {
  const resolve = resolveIn(['web/index.html', 'web/a.css', 'web/public/b.js', 'web/css/c.css']);
  expect(resolve('web/index.html', 'a.css?v=2')).toBe('web/a.css');
  expect(resolve('web/index.html', '/b.js')).toBe('web/public/b.js');
  expect(resolve('web/a.css', 'css/c')).toBe('web/css/c.css');
  expect(resolve('web/index.html', 'https://x.test/a.css')).toBe('');
});
