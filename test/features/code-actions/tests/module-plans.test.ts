import { describe, expect, test } from 'vitest';

import { decided } from './support/test-project.ts';

describe('Python', () => {
  const add = 'def add(a, b):\n    return a█ + b\n';

  test('a src layout is imported by its package, tests are flat where theirs are', async () => {
    const decision = await decided({
      'pyproject.toml': '[project]\nname = "calc"\n\n[dependency-groups]\ndev = ["pytest>=8"]\n',
      'src/calc/__init__.py': '',
      'src/calc/sums/__init__.py': '',
      'src/calc/sums/add.py': add,
      'src/calc/text.py': '',
      'tests/test_text.py': 'from calc.text import pad\n\n\ndef test_pad():\n    assert pad("a") == "a"\n',
    });
    expect(decision).toMatchInlineSnapshot(`
      "pytest -> tests/test_add.py
      because: pytest, as tests/test_text.py uses it; in tests, like tests/test_text.py
      run: python3 -m pytest tests/test_add.py
      calls: add as add
      import: import pytest
      import: from calc.sums.add import add"
    `);
  });

  test('names its tests as those around are named, and mirrors as they do', async () => {
    const decision = await decided({
      'setup.cfg': '[tool:pytest]\n',
      'calc/__init__.py': '',
      'calc/sums/__init__.py': '',
      'calc/sums/_add.py': add,
      'calc/words/__init__.py': '',
      'calc/words/pad.py': '',
      'tests/words/pad_test.py':
        'import calc.words.pad\n\n\nclass TestPad:\n    def test_pad(self):\n        assert True\n',
    });
    expect(decision).toMatchInlineSnapshot(`
      "pytest -> tests/sums/add_test.py
      because: pytest, as tests/words/pad_test.py uses it; in tests/sums, like tests/words/pad_test.py
      run: python3 -m pytest tests/sums/add_test.py
      calls: add as add
      import: import pytest
      import: from calc.sums._add import add"
    `);
  });

  test('has unittest where nothing names pytest, and says so', async () => {
    const decision = await decided({
      'requirements.txt': '# pytest one day\nrequests\n',
      'calc/add.py': add,
    });
    expect(decision).toMatchInlineSnapshot(`
      "unittest -> tests/test_add.py
      because: unittest, which comes with Python, since nothing here names pytest; in tests, since there are no tests yet
      run: python3 -m unittest tests/test_add.py
      calls: add as add
      import: import unittest
      import: from calc.add import add"
    `);
  });

  test('cases of unittest are followed and run by pytest where the project runs that', async () => {
    const decision = await decided({
      'tox.ini': '[testenv]\ncommands = pytest {posargs}\n',
      'add.py': add,
      'test_sub.py':
        'import unittest\n\n\nclass SubTest(unittest.TestCase):\n    def test_sub(self):\n        pass\n',
    });
    expect(decision).toMatchInlineSnapshot(`
      "unittest -> test_add.py
      because: unittest, as test_sub.py uses it; beside add.py, like test_sub.py
      run: python3 -m pytest test_add.py
      calls: add as add
      import: import unittest
      import: from add import add"
    `);
  });

  test('a function with an underscore is tested, a name-mangled method is not', async () => {
    expect(await decided({ 'pytest.ini': '', 'calc.py': 'def _add(a):\n    return a█\n' })).toContain(
      'import: from calc import _add',
    );
    expect(
      await decided({ 'pytest.ini': '', 'calc.py': 'class A:\n    def __add(self):\n        return 1█\n' }),
    ).toContain('tests-not-reachable: A test cannot call A.__add');
  });

  test('a package keeps its tests in itself, imported as they import', async () => {
    const decision = await decided({
      'pyproject.toml': '[tool.pytest.ini_options]\n',
      'calc/__init__.py': '',
      'calc/add.py': add,
      'calc/text.py': '',
      'calc/tests/__init__.py': '',
      'calc/tests/test_text.py':
        'import pytest\n\nfrom ..text import pad\n\n\ndef test_pad():\n    assert pad()\n',
    });
    expect(decision).toContain('pytest -> calc/tests/test_add.py');
    expect(decision).toContain('import: from ..add import add');
  });

  test('the module of a package is tested by the name of the package', async () => {
    const decision = await decided({ 'pytest.ini': '', 'calc/__init__.py': add });
    expect(decision).toContain('pytest -> tests/test_calc.py');
    expect(decision).toContain('import: from calc import add');
  });
});

describe('Go', () => {
  const add = 'package sums\n\nfunc Add(a, b int) int {\n\treturn a█ + b\n}\n';
  const mod = { 'go.mod': 'module example.com/calc\n\ngo 1.22\n' };

  test('is tested from its own package, beside the source', async () => {
    expect(await decided({ ...mod, 'sums/add.go': add })).toMatchInlineSnapshot(`
      "go test -> sums/add_test.go
      because: go test, which comes with Go; beside sums/add.go
      run: go test ./sums
      calls: Add as Add
      head: package sums
      import: import "testing""
    `);
  });

  test('is tested from outside where the tests of the folder are', async () => {
    const sibling = {
      'sums/sub_test.go': 'package sums_test\n\nimport "testing"\n\nfunc TestSub(t *testing.T) {}\n',
    };
    expect(
      await decided({ ...mod, ...sibling, 'sums/sub.go': 'package sums\n', 'sums/add.go': add }),
    ).toMatchInlineSnapshot(`
      "go test -> sums/add_test.go
      because: go test, which comes with Go; beside sums/add.go
      run: go test ./sums
      calls: Add as sums.Add
      head: package sums_test
      import: import "testing"
      import: import "example.com/calc/sums""
    `);
  });

  test('is tested from inside where the function is private, whatever the file is', async () => {
    const outside = 'package sums_test\n\nimport "testing"\n\nfunc TestSub(t *testing.T) {}\n';
    const decision = await decided({
      ...mod,
      'sums/add_test.go': outside,
      'sums/add.go': 'package sums\n\nfunc add(a int) int {\n\treturn a█\n}\n',
    });
    expect(decision).toMatchInlineSnapshot(`
      "go test -> sums/add_internal_test.go
      because: go test, which comes with Go; in the package itself, since sums/add_test.go can't see what is private
      run: go test ./sums
      calls: add as add
      head: package sums
      import: import "testing""
    `);
  });

  test('a method is called on what makes its receiver', async () => {
    const decision = await decided({
      ...mod,
      'cart.go':
        'package calc\n\ntype Cart struct{}\n\nfunc NewCart(n int) *Cart { return nil }\n\nfunc (c *Cart) Total() int {\n\treturn 1█\n}\n',
    });
    expect(decision).toContain('calls: Cart.Total as Cart');
  });
});

describe('Rust', () => {
  const add = 'pub fn add(a: i32, b: i32) -> i32 {\n    a█ + b\n}\n';
  const cargo = { 'Cargo.toml': '[package]\nname = "calc-core"\n', 'src/lib.rs': 'pub mod sums;\n' };

  test('is tested in its own file', async () => {
    expect(await decided({ ...cargo, 'src/sums.rs': add })).toMatchInlineSnapshot(`
      "cargo test -> in src/sums.rs
      because: cargo test, which comes with Rust; in src/sums.rs itself, as Rust has it
      run: cargo test sums
      calls: add as add
      head: #[cfg(test)]
      head: mod tests {
      import: use super::*;"
    `);
  });

  test('is tested in tests/ where the crate keeps them there, and private functions in the file nevertheless', async () => {
    const kept = { ...cargo, 'tests/words.rs': 'use calc_core::words;\n\n#[test]\nfn pads() {}\n' };
    expect(await decided({ ...kept, 'src/sums.rs': add })).toMatchInlineSnapshot(`
      "cargo test -> tests/sums.rs
      because: cargo test, which comes with Rust; in tests/, where this crate keeps its tests, like tests/words.rs
      run: cargo test --test sums
      calls: add as add
      import: use calc_core::sums::add;"
    `);
    expect(await decided({ ...kept, 'src/sums.rs': add.replace('pub ', '') })).toContain(
      'cargo test -> in src/sums.rs',
    );
  });

  test('is tested in its file where its neighbors are, though there is a tests/', async () => {
    const decision = await decided({
      ...cargo,
      'tests/words.rs': '#[test]\nfn pads() {}\n',
      'src/words.rs': 'fn a() {}\n\n#[cfg(test)]\nmod tests {\n    #[test]\n    fn b() {}\n}\n',
      'src/sums.rs': add,
    });
    expect(decision).toContain('cargo test -> in src/sums.rs');
  });

  test('is tested in the file of its module of tests', async () => {
    const decision = await decided({
      ...cargo,
      'src/sums.rs': `${add}\n#[cfg(test)]\nmod tests;\n`,
      'src/sums/tests.rs': 'use super::*;\n\n#[test]\nfn adds() {}\n',
    });
    expect(decision).toContain('cargo test -> in src/sums/tests.rs');
  });
});
