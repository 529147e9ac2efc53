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

describe('Java', () => {
  const add =
    'package com.calc;\n\npublic class Sums {\n    public static int add(int a, int b) {\n        return a█ + b;\n    }\n}\n';

  test('is tested in the same package below src/test', async () => {
    const decision = await decided({
      'pom.xml': '<dependency><artifactId>junit-jupiter</artifactId></dependency>',
      mvnw: '',
      'src/main/java/com/calc/Sums.java': add,
    });
    expect(decision).toMatchInlineSnapshot(`
      "junit5 -> src/test/java/com/calc/SumsTest.java
      because: JUnit 5, as pom.xml says; in src/test/java/com/calc, as builds of Java have it
      run: ./mvnw test -Dtest=SumsTest
      calls: Sums.add as Sums
      head: package com.calc;
      head: class SumsTest {
      import: import org.junit.jupiter.api.Disabled;
      import: import org.junit.jupiter.api.Test;
      import: import static org.junit.jupiter.api.Assertions.assertEquals;
      import: import static org.junit.jupiter.api.Assertions.assertThrows;"
    `);
  });

  test('is named as its neighbors are, in the module of a build', async () => {
    const decision = await decided({
      'settings.gradle.kts': '',
      gradlew: '',
      'core/build.gradle.kts': 'dependencies { testImplementation(libs.junit.jupiter) }',
      'core/src/main/java/com/calc/Sums.java': add,
      'core/src/main/java/com/calc/Words.java': '',
      'core/src/test/java/com/calc/WordsTests.java':
        'package com.calc;\n\nimport org.junit.jupiter.api.Test;\n\npublic class WordsTests {\n    @Test\n    void pads() {}\n}\n',
    });
    expect(decision).toMatchInlineSnapshot(`
      "junit5 -> core/src/test/java/com/calc/SumsTests.java
      because: JUnit 5, as core/src/test/java/com/calc/WordsTests.java uses it; in core/src/test/java/com/calc, like core/src/test/java/com/calc/WordsTests.java
      run: ./gradlew :core:test --tests '*SumsTests'
      calls: Sums.add as Sums
      head: package com.calc;
      head: public class SumsTests {
      import: import org.junit.jupiter.api.Disabled;
      import: import org.junit.jupiter.api.Test;
      import: import static org.junit.jupiter.api.Assertions.assertEquals;
      import: import static org.junit.jupiter.api.Assertions.assertThrows;"
    `);
  });

  test('with JUnit 4 is refused by name', async () => {
    const decision = await decided({
      'pom.xml': '<dependency><artifactId>junit</artifactId></dependency>',
      'src/main/java/com/calc/Sums.java': add,
    });
    expect(decision).toContain('tests-framework: pom.xml says that tests here are written with JUnit 4');
  });

  test('private methods are refused', async () => {
    const decision = await decided({
      'pom.xml': '',
      'src/main/java/com/calc/Sums.java': add.replace('public static', 'private static'),
    });
    expect(decision).toContain('tests-not-reachable: A test cannot call Sums.add');
  });
});

describe('Ruby', () => {
  const add = 'module Calc\n  class Sums\n    def add(a, b)\n      a█ + b\n    end\n  end\nend\n';

  test('mirrors lib below spec and requires what the specs require', async () => {
    const decision = await decided({
      Gemfile: 'gem "rspec"\n',
      'lib/calc/sums.rb': add,
      'lib/calc/words.rb': '',
      'spec/spec_helper.rb': '',
      'spec/calc/words_spec.rb':
        "require 'spec_helper'\nrequire 'calc/words'\n\nRSpec.describe Calc::Words do\n  it 'pads' do\n  end\nend\n",
    });
    expect(decision).toMatchInlineSnapshot(`
      "rspec -> spec/calc/sums_spec.rb
      because: RSpec, as spec/calc/words_spec.rb uses it; in spec/calc, like spec/calc/words_spec.rb
      run: bundle exec rspec spec/calc/sums_spec.rb
      calls: Sums.add as Calc::Sums
      import: require 'spec_helper'
      import: require 'calc/sums'"
    `);
  });

  test('without specs has what RSpec users have', async () => {
    expect(await decided({ Gemfile: 'gem "rspec"\n', 'lib/calc/sums.rb': add })).toMatchInlineSnapshot(`
      "rspec -> spec/calc/sums_spec.rb
      because: RSpec, as Gemfile says; in spec/calc, as RSpec has it
      run: bundle exec rspec spec/calc/sums_spec.rb
      calls: Sums.add as Calc::Sums
      import: require_relative '../../lib/calc/sums'"
    `);
  });

  test('with minitest is refused by name', async () => {
    const decision = await decided({
      Gemfile: 'gem "rspec"\n',
      'lib/calc/sums.rb': add,
      'test/test_words.rb':
        "require 'minitest/autorun'\n\nclass TestWords < Minitest::Test\n  def test_pad; end\nend\n",
    });
    expect(decision).toContain(
      'tests-framework: test/test_words.rb says that tests here are written with minitest',
    );
  });
});

describe('PHP', () => {
  const add =
    '<?php\n\nnamespace Calc\\Math;\n\nfinal class Sums\n{\n    public function add(int $a, int $b): int\n    {\n        return $a█ + $b;\n    }\n}\n';
  const composer = {
    'composer.json':
      '{ "autoload": { "psr-4": { "Calc\\\\": "src/" } }, "autoload-dev": { "psr-4": { "Calc\\\\Tests\\\\": "tests/" } }, "require-dev": { "phpunit/phpunit": "^11" } }',
  };

  test('has its namespace by composer.json and its folder by phpunit.xml', async () => {
    const decision = await decided({
      ...composer,
      'phpunit.xml.dist': '<testsuite name="unit"><directory>tests/Unit</directory></testsuite>',
      'src/Math/Sums.php': add,
    });
    expect(decision).toMatchInlineSnapshot(`
      "phpunit -> tests/Unit/Math/SumsTest.php
      because: PHPUnit, as phpunit.xml.dist says; in tests/Unit/Math, as phpunit.xml.dist says
      run: vendor/bin/phpunit tests/Unit/Math/SumsTest.php
      calls: Sums.add as Sums
      head: <?php
      head: 
      head: namespace Calc\\Tests\\Unit\\Math;
      head: class SumsTest extends TestCase
      head: {
      import: use PHPUnit\\Framework\\TestCase;
      import: use Calc\\Math\\Sums;"
    `);
  });

  test('extends what the tests around extend', async () => {
    const decision = await decided({
      ...composer,
      'src/Math/Sums.php': add,
      'src/Text/Pad.php': '<?php\n',
      'tests/Text/PadTest.php':
        '<?php\n\ndeclare(strict_types=1);\n\nnamespace Calc\\Tests\\Text;\n\nuse Calc\\Tests\\TestCase;\n\nclass PadTest extends TestCase\n{\n    public function testPad(): void {}\n}\n',
    });
    expect(decision).toMatchInlineSnapshot(`
      "phpunit -> tests/Math/SumsTest.php
      because: PHPUnit, as tests/Text/PadTest.php uses it; in tests/Math, like tests/Text/PadTest.php
      run: vendor/bin/phpunit tests/Math/SumsTest.php
      calls: Sums.add as Sums
      head: <?php
      head: 
      head: declare(strict_types=1);
      head: 
      head: namespace Calc\\Tests\\Math;
      head: class SumsTest extends TestCase
      head: {
      import: use Calc\\Tests\\TestCase;
      import: use Calc\\Math\\Sums;"
    `);
  });

  test('without autoloading is required by path', async () => {
    const decision = await decided({ 'add.php': '<?php\n\nfunction add($a)\n{\n    return $a█;\n}\n' });
    expect(decision).toMatchInlineSnapshot(`
      "phpunit -> tests/AddTest.php
      because: PHPUnit, since composer.json names no other runner; in tests, as PHPUnit has it
      run: vendor/bin/phpunit tests/AddTest.php
      calls: add as add
      head: <?php
      head: 
      head: class AddTest extends TestCase
      head: {
      import: use PHPUnit\\Framework\\TestCase;
      import: require_once __DIR__ . '/../add.php';"
    `);
  });
});

describe('C#', () => {
  const add =
    'namespace Calc.Math;\n\npublic class Sums\n{\n    public int Add(int a, int b)\n    {\n        return a█ + b;\n    }\n}\n';

  test('goes into the project of tests', async () => {
    const decision = await decided({
      'src/Calc/Calc.csproj': '<Project />',
      'src/Calc/Math/Sums.cs': add,
      'tests/Calc.Tests/Calc.Tests.csproj': '<PackageReference Include="xunit" Version="2.9.0" />',
    });
    expect(decision).toMatchInlineSnapshot(`
      "xunit -> tests/Calc.Tests/Math/SumsTests.cs
      because: xUnit, as tests/Calc.Tests/Calc.Tests.csproj says; in tests/Calc.Tests, the project of tests
      run: dotnet test tests/Calc.Tests/Calc.Tests.csproj --filter FullyQualifiedName~SumsTests
      calls: Sums.Add as Sums
      head: namespace Calc.Tests.Math;
      head: 
      head: public class SumsTests
      head: {
      import: using Calc.Math;
      import: using Xunit;"
    `);
  });

  test('with NUnit is refused by name', async () => {
    const decision = await decided({
      'src/Calc/Calc.csproj': '<Project />',
      'src/Calc/Math/Sums.cs': add,
      'tests/Calc.Tests/Calc.Tests.csproj': '<PackageReference Include="NUnit" Version="4" />',
    });
    expect(decision).toContain(
      'tests-framework: tests/Calc.Tests/Calc.Tests.csproj says that tests here are written with NUnit',
    );
  });
});
