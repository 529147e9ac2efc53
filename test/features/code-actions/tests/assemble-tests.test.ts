import { describe, expect, test } from 'vitest';

import { applyEdits } from '../../../../server/base/text-edit.ts';
import { generated, testFile } from './support/test-project.ts';

const script =
  'export function half(n: number): number {\n  if (n % 2 !== 0) throw new RangeError("odd");\n  return n█ / 2;\n}\n';
const vitest = { 'package.json': '{ "devDependencies": { "vitest": "1" } }' };

describe('a new file', () => {
  test('of vitest imports what its cases use', async () => {
    expect(await testFile({ ...vitest, 'half.ts': script })).toMatchInlineSnapshot(`
      "half.test.ts

      import { describe, expect, it } from "vitest";
      import { half } from "./half";

      describe("half", () => {
        it.todo("throws RangeError when n % 2 !== 0", () => {
          expect(() => half(1)).toThrow("odd");
          expect(() => half(1)).toThrow(RangeError);
        });

        it.todo("returns n / 2 otherwise", () => {
          const result = half(1);
          expect(result).toEqual("what is expected here");
        });
      });
      "
    `);
  });

  test('of pytest', async () => {
    const half = 'def half(n):\n    if n % 2 != 0:\n        raise ValueError("odd")\n    return n█ // 2\n';
    expect(await testFile({ 'pytest.ini': '', 'half.py': half })).toMatchInlineSnapshot(`
      "tests/test_half.py

      import pytest

      from half import half


      @pytest.mark.skip(reason="to be written: raises ValueError when n % 2 != 0")
      def test_half_raises_value_error_when_n_modulo_2_is_not_0():
          with pytest.raises(ValueError) as raised:
              half(1)
          assert str(raised.value) == "odd"


      @pytest.mark.skip(reason="to be written: returns n // 2 otherwise")
      def test_half_returns_n_2_otherwise():
          result = half(1)
          assert result == "what is expected here"
      "
    `);
  });

  test('of Go', async () => {
    const half =
      'package half\n\nfunc Half(n int) (int, error) {\n\tif n%2 != 0 {\n\t\treturn 0, ErrOdd\n\t}\n\treturn n█ / 2, nil\n}\n';
    expect(await testFile({ 'go.mod': 'module example.com/half\n', 'half.go': half })).toMatchInlineSnapshot(`
      "half_test.go

      package half

      import (
      	"errors"
      	"testing"
      )

      func TestHalf_Returns0ErrOddWhenN2IsNot0(t *testing.T) {
      	t.Skipf("to be written: %s", "returns 0, ErrOdd when n%2 != 0")
      	_, err := Half(1)
      	if !errors.Is(err, ErrOdd) {
      		t.Errorf("got error %v, want %v", err, ErrOdd)
      	}
      }

      func TestHalf_ReturnsNBy2NilOtherwise(t *testing.T) {
      	t.Skip("to be written: returns n / 2, nil otherwise")
      	got, err := Half(1)
      	t.Errorf("got %v and error %v, say what is wanted", got, err)
      }
      "
    `);
  });

  test('of JUnit has one class for all its cases', async () => {
    const half =
      'package calc;\n\npublic class Half {\n    public int of(int n) {\n        return n / 2;\n    }\n\n    public int twice(int n) {\n        return n * 2;\n    }█\n}\n';
    expect(
      await testFile({
        'pom.xml': '',
        'src/main/java/calc/Half.java': half.replace('█', '').replace('class', 'cl█ass'),
      }),
    ).toMatchInlineSnapshot(`
      "src/test/java/calc/HalfTest.java

      package calc;

      import org.junit.jupiter.api.Disabled;
      import org.junit.jupiter.api.DisplayName;
      import org.junit.jupiter.api.Test;

      import static org.junit.jupiter.api.Assertions.assertEquals;

      class HalfTest {
          @Test
          @Disabled("to be written")
          @DisplayName("of returns n / 2")
          void ofReturnsNBy2() throws Exception {
              var half = new Half();
              var result = half.of(1);
              assertEquals("what is expected here", result);
          }

          @Test
          @Disabled("to be written")
          @DisplayName("twice returns n * 2")
          void twiceReturnsNTimes2() throws Exception {
              var half = new Half();
              var result = half.twice(1);
              assertEquals("what is expected here", result);
          }
      }
      "
    `);
  });

  test('of PHPUnit', async () => {
    const half =
      '<?php\n\nnamespace Calc;\n\nclass Half\n{\n    public function of(int $n): int\n    {\n        return $n█ / 2;\n    }\n}\n';
    const composer = { 'composer.json': '{ "autoload": { "psr-4": { "Calc\\\\": "src/" } } }' };
    expect(await testFile({ ...composer, 'src/Half.php': half })).toMatchInlineSnapshot(`
      "tests/HalfTest.php

      <?php

      use Calc\\Half;
      use PHPUnit\\Framework\\TestCase;

      class HalfTest extends TestCase
      {
          public function testOfReturnsNBy2(): void
          {
              $this->markTestSkipped('to be written: returns $n / 2');
              $half = new Half();
              $result = $half->of(1);
              $this->assertSame('what is expected here', $result);
          }
      }
      "
    `);
  });

  test('of xUnit, with brackets around the namespace where the source has them', async () => {
    const half =
      'namespace Calc\n{\n    public class Half\n    {\n        public int Of(int n)\n        {\n            return n█ / 2;\n        }\n    }\n}\n';
    expect(
      await testFile({
        'src/Calc/Calc.csproj': '',
        'src/Calc/Half.cs': half,
        'Calc.Tests/Calc.Tests.csproj': '',
      }),
    ).toMatchInlineSnapshot(`
      "Calc.Tests/HalfTests.cs

      using Xunit;

      namespace Calc.Tests
      {
          public class HalfTests
          {
              [Fact(Skip = "to be written: returns n / 2")]
              public void Of_ReturnsNBy2()
              {
                  var half = new Half();
                  var result = half.Of(1);
                  Assert.Equal<object>("what is expected here", result);
              }
          }
      }
      "
    `);
  });

  test('of RSpec', async () => {
    const half = 'class Half\n  def of(n)\n    n█ / 2\n  end\nend\n';
    expect(
      await testFile({ '.rspec': '--require spec_helper\n', 'spec/spec_helper.rb': '', 'lib/half.rb': half }),
    ).toMatchInlineSnapshot(`
      "spec/half_spec.rb

      require_relative '../lib/half'

      RSpec.describe Half do
        describe '#of' do
          xit 'returns n / 2' do
            half = Half.new
            result = half.of(1)
            expect(result).to eq('what is expected here')
          end
        end
      end
      "
    `);
  });

  test('in the style of its neighbors: tabs, no semicolons, double quotes, `test` without groups', async () => {
    const text = await testFile({
      ...vitest,
      'half.ts': script,
      'twice.ts': '',
      'twice.test.ts':
        'import { expect, test } from "vitest"\nimport { twice } from "./twice"\n\ntest("doubles", () => {\n\texpect(twice(2)).toBe(4)\n\tfoo()\n})\n',
    });
    expect(text).toMatchInlineSnapshot(`
      "half.test.ts

      import { expect, test } from "vitest"
      import { half } from "./half"

      test.todo("half throws RangeError when n % 2 !== 0", () => {
      	expect(() => half(1)).toThrow("odd")
      	expect(() => half(1)).toThrow(RangeError)
      })

      test.todo("half returns n / 2 otherwise", () => {
      	const result = half(1)
      	expect(result).toEqual("what is expected here")
      })
      "
    `);
  });
});

describe('a module of tests in a source of Rust', () => {
  const half = 'pub fn half(n: u32) -> u32 {\n    n█ / 2\n}\n';
  const cargo = { 'Cargo.toml': '[package]\nname = "calc"\n' };

  test('is made at its end', async () => {
    expect(await testFile({ ...cargo, 'src/lib.rs': half })).toMatchInlineSnapshot(`
      "src/lib.rs

      pub fn half(n: u32) -> u32 {
          n / 2
      }

      #[cfg(test)]
      mod tests {
          use super::*;

          #[test]
          #[ignore = "to be written: returns n / 2"]
          fn half_returns_n_by_2() {
              let result = half(1);
              todo!("got {result:?}, say what is expected");
          }
      }
      "
    `);
  });

  test('gets the cases where it is there', async () => {
    const tests =
      '\n#[cfg(test)]\nmod tests {\n    use super::*;\n\n    #[test]\n    fn halves_four() {\n        assert_eq!(half(4), 2);\n    }\n}\n\nfn last() {}\n';
    expect(await testFile({ ...cargo, 'src/lib.rs': half + tests })).toMatchInlineSnapshot(`
      "src/lib.rs

      pub fn half(n: u32) -> u32 {
          n / 2
      }

      #[cfg(test)]
      mod tests {
          use super::*;

          #[test]
          fn halves_four() {
              assert_eq!(half(4), 2);
          }

          #[test]
          #[ignore = "to be written: returns n / 2"]
          fn half_returns_n_by_2() {
              let result = half(1);
              todo!("got {result:?}, say what is expected");
          }
      }

      fn last() {}
      "
    `);
  });
});

describe('a file that is there', () => {
  const inGroup =
    "import { describe, it } from 'vitest';\nimport { twice } from './half';\n\ndescribe('twice', () => {\n  it('a', () => {});\n});\n\ndescribe('half', () => {\n  it('halves', () => {\n    twice(1);\n  });\n});\n\nit('last', () => {});\n";

  test('gets cases into the group of that name, and names into its imports', async () => {
    expect(await testFile({ ...vitest, 'half.ts': script, 'half.test.ts': inGroup })).toMatchInlineSnapshot(`
      "half.test.ts

      import { describe, expect, it } from 'vitest';
      import { half, twice } from './half';

      describe('twice', () => {
        it('a', () => {});
      });

      describe('half', () => {
        it('halves', () => {
          twice(1);
        });

        it.todo('throws RangeError when n % 2 !== 0', () => {
          expect(() => half(1)).toThrow('odd');
          expect(() => half(1)).toThrow(RangeError);
        });

        it.todo('returns n / 2 otherwise', () => {
          const result = half(1);
          expect(result).toEqual('what is expected here');
        });
      });

      it('last', () => {});
      "
    `);
  });

  test('gets only cases that it has not by name', async () => {
    const first = await testFile({ ...vitest, 'half.ts': script, 'half.test.ts': inGroup });
    const text = first.slice(first.indexOf('\n\n') + 2);
    expect(await testFile({ ...vitest, 'half.ts': script, 'half.test.ts': text })).toBe(
      'tests-all-there: half.test.ts has these cases already, by the same names. Rename or remove a case to have it written anew, or ask on another function.',
    );
    const without = text.replace(/ {2}it\.todo\('throws[\s\S]*?\n {2}\}\);\n/, '');
    const again = await testFile({ ...vitest, 'half.ts': script, 'half.test.ts': without });
    expect(again.match(/it\.todo\('throws RangeError/g)).toHaveLength(1);
    expect(again.match(/it\.todo\('returns/g)).toHaveLength(1);
  });

  test('keeps its line ends', async () => {
    const change = await generated({
      ...vitest,
      'half.ts': script,
      'half.test.ts': inGroup.replaceAll('\n', '\r\n'),
    });
    const inserted = change.files.flatMap(({ edits }) => edits.map(({ text }) => text)).join('');
    expect(inserted.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    expect(inserted).toContain('\r\n');
  });

  test('of unittest gets its class before the file runs itself', async () => {
    const text = await testFile({
      'half.py': 'def half(n):\n    return n█ // 2\n',
      'test_half.py':
        'import unittest\n\nfrom half import twice\n\n\nclass TwiceTest(unittest.TestCase):\n    def test_a(self):\n        twice(1)\n\n\nif __name__ == "__main__":\n    unittest.main()\n',
    });
    expect(text).toMatchInlineSnapshot(`
      "test_half.py

      import unittest

      from half import half, twice


      class TwiceTest(unittest.TestCase):
          def test_a(self):
              twice(1)


      class HalfTest(unittest.TestCase):
          @unittest.skip("to be written: returns n // 2")
          def test_returns_n_2(self):
              result = half(1)
              self.assertEqual(result, "what is expected here")


      if __name__ == "__main__":
          unittest.main()
      "
    `);
  });

  test('of pytest keeps two lines between functions', async () => {
    const text = await testFile({
      'half.py': 'def half(n):\n    if n < 0:\n        return 0\n    return n█ // 2\n',
      'test_half.py':
        'from half import (\n    double,\n    twice,\n)\n\n\ndef test_a():\n    assert twice(double(1))\n',
    });
    expect(text).toMatchInlineSnapshot(`
      "test_half.py

      import pytest

      from half import (
          double,
          half,
          twice,
      )


      def test_a():
          assert twice(double(1))


      @pytest.mark.skip(reason="to be written: returns 0 when n < 0")
      def test_half_returns_0_when_n_is_below_0():
          result = half(-1)
          assert result == "what is expected here"


      @pytest.mark.skip(reason="to be written: returns n // 2 otherwise")
      def test_half_returns_n_2_otherwise():
          result = half(1)
          assert result == "what is expected here"
      "
    `);
  });

  test('of JUnit gets methods into its class and imports where imports are', async () => {
    const text = await testFile({
      'pom.xml': '',
      'src/main/java/calc/Half.java':
        'package calc;\n\nclass Half {\n    int of(int n) {\n        return n█ / 2;\n    }\n}\n',
      'src/test/java/calc/HalfTest.java':
        'package calc;\n\nimport org.junit.jupiter.api.Test;\n\nclass HalfTest {\n    @Test\n    void a() {\n    }\n\n    static class Helper {\n    }\n}\n',
    });
    expect(text).toMatchInlineSnapshot(`
      "src/test/java/calc/HalfTest.java

      package calc;

      import org.junit.jupiter.api.Test;
      import org.junit.jupiter.api.Disabled;
      import org.junit.jupiter.api.DisplayName;
      import static org.junit.jupiter.api.Assertions.assertEquals;

      class HalfTest {
          @Test
          void a() {
          }

          static class Helper {
          }

          @Test
          @Disabled("to be written")
          @DisplayName("of returns n / 2")
          void ofReturnsNBy2() throws Exception {
              var half = new Half();
              var result = half.of(1);
              assertEquals("what is expected here", result);
          }
      }
      "
    `);
  });

  test('of Go gets imports into its brackets', async () => {
    const text = await testFile({
      'go.mod': 'module example.com/half\n',
      'half.go':
        'package half\n\nfunc Half(n int) (int, error) {\n\tif n < 0 {\n\t\treturn 0, ErrOdd\n\t}\n\treturn n█ / 2, nil\n}\n',
      'half_test.go':
        'package half\n\nimport (\n\t"testing"\n\n\t"example.com/x/y"\n)\n\nfunc TestTwice(t *testing.T) {\n\ty.Z()\n}\n',
    });
    expect(text).toMatchInlineSnapshot(`
      "half_test.go

      package half

      import (
      	"errors"
      	"testing"

      	"example.com/x/y"
      )

      func TestTwice(t *testing.T) {
      	y.Z()
      }

      func TestHalf_Returns0ErrOddWhenNIsBelow0(t *testing.T) {
      	t.Skip("to be written: returns 0, ErrOdd when n < 0")
      	_, err := Half(-1)
      	if !errors.Is(err, ErrOdd) {
      		t.Errorf("got error %v, want %v", err, ErrOdd)
      	}
      }

      func TestHalf_ReturnsNBy2NilOtherwise(t *testing.T) {
      	t.Skip("to be written: returns n / 2, nil otherwise")
      	got, err := Half(1)
      	t.Errorf("got %v and error %v, say what is wanted", got, err)
      }
      "
    `);
  });

  test('of RSpec gets its group into the class that is described', async () => {
    const text = await testFile({
      'lib/half.rb': 'class Half\n  def of(n)\n    n█ / 2\n  end\nend\n',
      'spec/half_spec.rb':
        "require_relative '../lib/half'\n\nRSpec.describe Half do\n  describe '#twice' do\n    it 'a' do\n    end\n  end\nend\n",
    });
    expect(text).toMatchInlineSnapshot(`
      "spec/half_spec.rb

      require_relative '../lib/half'

      RSpec.describe Half do
        describe '#twice' do
          it 'a' do
          end
        end

        describe '#of' do
          xit 'returns n / 2' do
            half = Half.new
            result = half.of(1)
            expect(result).to eq('what is expected here')
          end
        end
      end
      "
    `);
  });

  test('that is empty is written as a new one', async () => {
    expect(await testFile({ ...vitest, 'half.ts': script, 'half.test.ts': '\n' })).toBe(
      await testFile({ ...vitest, 'half.ts': script }),
    );
  });
});

const samples: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
  ['vitest', { ...vitest, 'half.ts': script }],
  ['jest', { 'package.json': '{ "scripts": { "test": "jest" } }', 'half.ts': script }],
  ['mocha', { 'package.json': '{ "scripts": { "test": "mocha" } }', 'half.ts': script }],
  ['node:test', { 'half.mjs': 'export function half(n) {\n  return n█ / 2;\n}\n' }],
  ['pytest', { 'pytest.ini': '', 'half.py': 'def half(n):\n    return n█ / 2\n' }],
  ['unittest', { 'half.py': 'class Half:\n    def of(self, n):\n        return n█ / 2\n' }],
  ['go test', { 'half.go': 'package half\n\nfunc Half(n int) int {\n\treturn n█ / 2\n}\n' }],
  [
    'go test with subtests',
    {
      'half.go':
        'package half\n\nfunc Half(n int) int {\n\tif n < 0 {\n\t\treturn 0\n\t}\n\treturn n█ / 2\n}\n',
      'twice.go': 'package half\n',
      'twice_test.go':
        'package half\n\nimport "testing"\n\nfunc TestTwice(t *testing.T) {\n\tt.Run("a", func(t *testing.T) {})\n}\n',
    },
  ],
  ['cargo test', { 'src/lib.rs': 'pub fn half(n: u32) -> u32 {\n    n█ / 2\n}\n' }],
  ['junit5', { 'Half.java': 'class Half {\n    int of(int n) {\n        return n█ / 2;\n    }\n}\n' }],
  ['rspec', { 'lib/half.rb': 'class Half\n  def of(n)\n    n█ / 2\n  end\nend\n' }],
  ['phpunit', { 'src/half.php': '<?php\n\nfunction half($n)\n{\n    return $n█ / 2;\n}\n' }],
  [
    'xunit',
    {
      'Half.cs': 'public class Half\n{\n    public int Of(int n)\n    {\n        return n█ / 2;\n    }\n}\n',
    },
  ],
];

test.each(samples)('%s: what was written once is not written again', async (_, files) => {
  const change = await generated(files);
  const [file] = change.files;
  const text = applyEdits(file?.before ?? '', file?.edits ?? []);
  const path = file?.path ?? '';
  expect(text).not.toBe('');
  const own = files[path];
  // In a source of Rust the mark is still there.
  const again =
    own === undefined ? { ...files, [path]: text } : { ...files, [path]: own + text.slice(own.length - 1) };
  expect(await testFile(again)).toContain('tests-all-there');
});

test('a change tells what decided, what runs it and what is pending', async () => {
  const change = await generated({ ...vitest, 'half.ts': script });
  expect({ title: change.title, notes: change.notes, report: change.report }).toMatchInlineSnapshot(`
    {
      "notes": [
        "Decided by the project: vitest, as package.json says; beside half.ts, since there are no tests yet.",
        "Run it with \`npx vitest run half.test.ts\`.",
        "2 cases are pending (\`.todo\`), one for each way through the code: write what is expected, then remove the mark.",
      ],
      "report": {
        "checked": [
          "parses",
        ],
        "faults": [],
        "notChecked": [
          "not type-checked",
          "not run",
        ],
      },
      "title": "Generate tests for half",
    }
  `);
});

test('a file that must not or cannot be written is refused', async () => {
  const files = { ...vitest, 'half.ts': script, 'half.test.ts': "import { half } from './half';\n" };
  expect(await testFile(files, { readOnly: ['half.test.ts'] })).toContain(
    'tests-closed: The tests would go into half.test.ts, which is read-only.',
  );
  expect(await testFile(files, { excluded: ['half.test.ts'] })).toContain('which a rule excludes');
});
