import { describe, expect, test } from 'vitest';

import type { ActionResult } from '../../../../server/features/code-actions/code-action.ts';
import { ActionBench } from '../support/action-bench.ts';
import { ActionModel, type Say } from '../support/action-model.ts';

const files = {
  'package.json': '{ "devDependencies": { "vitest": "1", "fast-check": "3" } }',
  'src/half.ts':
    "export function half(n: number): number {\n  if (n % 2 !== 0) throw new RangeError('odd');\n  return n█ / 2;\n}\n",
};

const cases = `describe('half', () => {
  it('throws RangeError when n % 2 !== 0', () => {
    expect(() => half(3)).toThrow(RangeError);
  });

  it('returns n / 2 otherwise', () => {
    expect(half(4)).toBe(2);
  });
});
`;

const fenced = (code: string) => `Here you are:\n\n\`\`\`ts\n${code}\`\`\`\n`;

async function written(says: readonly Say[], texts: Readonly<Record<string, string>> = files) {
  const model = new ActionModel(says);
  const bench = new ActionBench(texts, { models: [model] });
  const result = await bench.run(bench.call('generate-tests'));
  return { model, bench, result, text: await bench.do('generate-tests') };
}

function notesOf(result: ActionResult): readonly string[] {
  return result.kind === 'change' ? result.change.notes : [];
}

function modelOf(result: ActionResult): string | undefined {
  return result.kind === 'change' ? result.change.model : undefined;
}

describe('an answer', () => {
  test('becomes the bodies of the cases, in our file and with our imports', async () => {
    const { text, result } = await written([fenced(cases)]);
    expect(text).toMatchInlineSnapshot(`
      "-- src/half.test.ts --
      import { describe, expect, it } from 'vitest';
      import { half } from './half';

      describe('half', () => {
        it('throws RangeError when n % 2 !== 0', () => {
          expect(() => half(3)).toThrow(RangeError);
        });

        it('returns n / 2 otherwise', () => {
          expect(half(4)).toBe(2);
        });
      });
      "
    `);
    expect(modelOf(result)).toBe('big');
    expect(notesOf(result)).toMatchInlineSnapshot(`
      [
        "Decided by the project: vitest, as package.json says; beside src/half.ts, since there are no tests yet.",
        "Run it with \`npx vitest run src/half.test.ts\`.",
        "A model wrote what is asserted, by what the code does now: read whether that is what it should do.",
      ]
    `);
  });

  test('that is the whole file comes out the same', async () => {
    const whole = `import { describe, expect, it } from 'vitest';\nimport {\n  half,\n} from '../wrong/place';\n\n${cases}`;
    const own = whole.replace('../wrong/place', './half.ts');
    const { text } = await written([fenced(cases)]);
    expect((await written([fenced(own)])).text).toBe(text);
    // From where the function comes, is ours to say.
    expect((await written([fenced(whole)])).text).toBe(text);
  });

  test('that keeps a case pending says so', async () => {
    const { result } = await written([fenced(cases.replace("it('returns", "it.todo('returns"))]);
    expect(notesOf(result).join('\n')).toContain('One case is still pending');
  });

  test('may import what the project has', async () => {
    const { text } = await written([
      fenced(
        `import { test as property } from 'fast-check';\nimport { join } from 'node:path';\n${cases.replace('toBe(2)', 'toBe(property(join()))')}`,
      ),
    ]);
    expect(text).toContain("import { test as property } from 'fast-check';");
    expect(text).toContain("import { join } from 'node:path';");
  });
});

const bad: readonly (readonly [string, string, string])[] = [
  ['prose without code', 'I cannot do that.', 'The answer holds no code.'],
  ['cases that assert nothing', fenced("it('a', () => {\n  half(2);\n});\n"), '"a" asserts nothing'],
  [
    'an import of what is not there',
    fenced(`import sinon from 'sinon';\n${cases.replace('half(4)', 'half(sinon)')}`),
    'it imports sinon',
  ],
  [
    'an import of a file that is not there',
    fenced(`import { x } from './helper';\n${cases.replace('half(4)', 'half(x)')}`),
    'it imports ./helper',
  ],
  ['code that does not parse', fenced(cases.replace('toBe(2);', 'toBe(2;')), 'would not parse'],
  [
    'code that leaves code out',
    fenced(cases.replace('expect(half(4)).toBe(2);', '// ... rest of the code')),
    'leaves out code',
  ],
  [
    'tests of something else',
    fenced("it('a', () => {\n  expect(double(2)).toBe(4);\n});\n"),
    'it never calls half',
  ],
  [
    'a change instead of tests',
    'src/half.ts\n```\n<<<<<<< SEARCH\n  return n / 2;\n=======\n  return 1;\n>>>>>>> REPLACE\n```\n',
    'it is a change, not the tests',
  ],
  ['two files', fenced(cases) + fenced(cases), 'it has several blocks of code'],
];

describe('an answer that cannot be used', () => {
  test.each(bad)('%s: the model is told and asked again', async (_, reply) => {
    const model = new ActionModel([reply, fenced(cases)]);
    const bench = new ActionBench(files, { models: [model] });
    const result = await bench.run(bench.call('generate-tests'));
    expect(modelOf(result)).toBe('big');
    expect(model.asked).toHaveLength(2);
    expect(model.prompt).toContain(reply.trim().slice(0, 20));
  });

  test.each(bad)(
    '%s again and again: pending cases come out, with what went wrong',
    async (_, reply, why) => {
      const { result, text } = await written([reply, `${reply} `, `${reply}  `]);
      expect(modelOf(result)).toBeUndefined();
      expect(notesOf(result).at(-1)).toContain(why);
      expect(notesOf(result).at(-1)).toMatch(
        /^The bodies are yours to write, since no model's tests could be used: /,
      );
      expect(text).toContain('it.todo(');
    },
  );

  test('since it broke off is asked for once more, shorter', async () => {
    const model = new ActionModel([{ cut: fenced(cases).slice(0, 120) }, fenced(cases)]);
    const bench = new ActionBench(files, { models: [model] });
    expect(modelOf(await bench.run(bench.call('generate-tests')))).toBe('big');
    expect(model.prompt).toContain('Your answer broke off.');
  });
});

test('a model that fails leaves pending cases, and the failure is told', async () => {
  const { result, text, bench } = await written(['fails']);
  expect(text).toContain('it.todo(');
  expect(notesOf(result).at(-1)).toContain("no model's tests could be used: ");
  expect(bench.failures).toHaveLength(2);
});

test('a person who cancels gets nothing', async () => {
  const model = new ActionModel([fenced(cases)]);
  const bench = new ActionBench(files, { models: [model] });
  const cancelling = new AbortController();
  const reason = new Error('cancelled');
  const run = bench.actions.run(
    bench.call('generate-tests'),
    (message) => {
      if (message === 'Asking a model') cancelling.abort(reason);
    },
    cancelling.signal,
  );
  await expect(run).rejects.toBe(reason);
});

describe('cases for a file that is there', () => {
  test('go into its group; the rest stays as it was', async () => {
    const before =
      "import { describe, expect, it } from 'vitest';\nimport { half } from './half';\n\ndescribe('half', () => {\n  it('returns n / 2 otherwise', () => {\n    expect(half(2)).toBe(1); // ours\n  });\n});\n";
    const { text } = await written([fenced(cases)], { ...files, 'src/half.test.ts': before });
    expect(text).toMatchInlineSnapshot(`
      "-- src/half.test.ts --
      import { describe, expect, it } from 'vitest';
      import { half } from './half';

      describe('half', () => {
        it('returns n / 2 otherwise', () => {
          expect(half(2)).toBe(1); // ours
        });

        it('throws RangeError when n % 2 !== 0', () => {
          expect(() => half(3)).toThrow(RangeError);
        });
      });
      "
    `);
  });
});

const others: readonly (readonly [string, Readonly<Record<string, string>>, string, string])[] = [
  [
    'JUnit',
    {
      'pom.xml': '',
      'src/main/java/calc/Half.java':
        'package calc;\n\nclass Half {\n    int of(int n) {\n        return n█ / 2;\n    }\n}\n',
    },
    'package calc;\n\nimport static org.junit.jupiter.api.Assertions.assertEquals;\n\nimport java.util.List;\nimport org.junit.jupiter.api.Test;\n\nclass HalfTest {\n    @Test\n    void halvesFour() {\n        assertEquals(List.of(2), List.of(new Half().of(4)));\n    }\n}\n',
    'void halvesFour()',
  ],
  [
    'PHPUnit',
    {
      'composer.json': '{ "autoload": { "psr-4": { "Calc\\\\": "src/" } } }',
      'src/Half.php':
        '<?php\n\nnamespace Calc;\n\nclass Half\n{\n    public function of(int $n): int\n    {\n        return $n█ / 2;\n    }\n}\n',
    },
    '<?php\n\nuse Calc\\Half;\nuse PHPUnit\\Framework\\TestCase;\n\nclass HalfTest extends TestCase\n{\n    public function testHalvesFour(): void\n    {\n        $this->assertSame(2, (new Half())->of(4));\n    }\n}\n',
    'public function testHalvesFour()',
  ],
  [
    'xUnit',
    {
      'Calc/Calc.csproj': '',
      'Calc/Half.cs':
        'namespace Calc;\n\npublic class Half\n{\n    public int Of(int n)\n    {\n        return n█ / 2;\n    }\n}\n',
    },
    'using Xunit;\n\nnamespace Calc.Tests;\n\npublic class HalfTests\n{\n    [Fact]\n    public void HalvesFour()\n    {\n        Assert.Equal(2, new Half().Of(4));\n    }\n}\n',
    'public void HalvesFour()',
  ],
  [
    'Rust',
    {
      'Cargo.toml': '[package]\nname = "calc"\n',
      'src/lib.rs': 'pub fn half(n: u32) -> u32 {\n    n█ / 2\n}\n',
    },
    '#[cfg(test)]\nmod tests {\n    use super::*;\n    use std::collections::HashMap;\n\n    #[test]\n    fn halves_four() {\n        let _: HashMap<u32, u32> = HashMap::new();\n        assert_eq!(half(4), 2);\n    }\n}\n',
    'fn halves_four()',
  ],
  [
    'Go',
    {
      'go.mod': 'module example.com/calc\n',
      'half.go': 'package calc\n\nfunc Half(n int) int {\n\treturn n█ / 2\n}\n',
    },
    'package calc\n\nimport (\n\t"fmt"\n\t"testing"\n)\n\nfunc TestHalf(t *testing.T) {\n\tif got := Half(4); got != 2 {\n\t\tt.Errorf("%s", fmt.Sprint(got))\n\t}\n}\n',
    'func TestHalf(',
  ],
  [
    'pytest',
    { 'pytest.ini': '', 'calc.py': 'def half(n):\n    return n█ // 2\n' },
    'import math\n\nimport pytest\n\nfrom calc import half\n\n\n@pytest.mark.parametrize("n", [4])\ndef test_half(n):\n    assert half(n) == math.floor(2)\n\n\nclass TestMore:\n    def test_zero(self):\n        assert half(0) == 0\n',
    'def test_half(n):',
  ],
  [
    'RSpec',
    { 'lib/half.rb': 'class Half\n  def of(n)\n    n█ / 2\n  end\nend\n' },
    "require_relative '../lib/half'\n\nRSpec.describe Half do\n  describe '#of' do\n    it 'halves four' do\n      expect(Half.new.of(4)).to eq(2)\n    end\n  end\nend\n",
    "it 'halves four' do",
  ],
];

test.each(others)(
  '%s: a whole file as answer comes out as such, each line once',
  async (_, texts, answer, sign) => {
    const { text, result } = await written([fenced(answer)], texts);
    expect(notesOf(result).join('\n')).not.toContain('yours to write');
    expect(text.split(sign)).toHaveLength(2);
    const lines = answer.split('\n').filter((line) => line.trim() !== '');
    for (const line of lines) expect(text).toContain(line.trim());
  },
);
