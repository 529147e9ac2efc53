import { describe, expect, test } from 'vitest';

import { testFile } from './support/test-project.ts';

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
