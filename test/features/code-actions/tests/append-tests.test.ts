import { describe, expect, test } from 'vitest';

import { applyEdits } from '../../../../server/base/text-edit.ts';
import { generated, testFile } from './support/test-project.ts';

const script =
  'export function half(n: number): number {\n  if (n % 2 !== 0) throw new RangeError("odd");\n  return n█ / 2;\n}\n';
const vitest = { 'package.json': '{ "devDependencies": { "vitest": "1" } }' };

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
