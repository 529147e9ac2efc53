import { describe, expect, test } from 'vitest';

import { decided } from './support/test-project.ts';

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
