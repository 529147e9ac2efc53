import fc from 'fast-check';
import { expect, test } from 'vitest';

import { renderTests } from '../../../../server/features/code-actions/tests/render-tests.ts';
import type { TestFramework } from '../../../../server/features/code-actions/tests/test-plan.ts';
import { planFor, renderedTests, shapeIn } from './support/rendered-tests.ts';

const four = { indent: '    ', quote: '"' } as const;

test('pytest: functions with the sentence as the reason for skipping', async () => {
  const source = `
class Shelf:
    def __init__(self, places: int, *, label="x"):
        self.places = places

    def put(self, title: str) -> None:
        if not title:
            raise ValueError("a title is needed")
        if self.full:
            raise ShelfError("full")
        self.titles.append(title)

async def fetch(url, timeout=3):
    return await get(url)
`;
  const style = { ...four, isGrouped: false };
  expect(
    await renderedTests({ framework: 'pytest', language: 'python', source, style }),
  ).toMatchInlineSnapshot(`
    "
    import pytest
    import asyncio
    @pytest.mark.skip(reason="to be written: runs to its end")
    def test_shelf_init_runs_to_its_end():
        result = Shelf(1)
        assert result == "what is expected here"
    @pytest.mark.skip(reason="to be written: raises ValueError when not title")
    def test_shelf_put_raises_value_error_when_not_title():
        shelf = Shelf(1)
        with pytest.raises(ValueError) as raised:
            shelf.put("")
        assert str(raised.value) == "a title is needed"


    @pytest.mark.skip(reason="to be written: raises ShelfError when self.full")
    def test_shelf_put_raises_shelf_error_when_self_full():
        shelf = Shelf(1)
        with pytest.raises(Exception) as raised:
            shelf.put("text")
        assert str(raised.value) == "full"
        assert raised.type.__name__ == "ShelfError"


    @pytest.mark.skip(reason="to be written: runs to its end otherwise")
    def test_shelf_put_runs_to_its_end_otherwise():
        shelf = Shelf(1)
        shelf.put("text")
        assert shelf == "what is expected here"
    @pytest.mark.skip(reason="to be written: returns await get(url)")
    def test_fetch_returns_await_get_url():
        result = asyncio.run(fetch("text"))
        assert result == "what is expected here"
    "
  `);
});

test('unittest: a class, with the quotes of the neighbors', async () => {
  const source = `
def method_of(name):
    if name is None:
        return 'GET'
    return name.upper()
`;
  const style = { indent: '    ', quote: "'" } as const;
  expect(
    await renderedTests({ framework: 'unittest', language: 'python', source, style }),
  ).toMatchInlineSnapshot(`
    "
    import unittest
    class MethodOfTest(unittest.TestCase):
        @unittest.skip("to be written: returns 'GET' when name is None")
        def test_returns_get_when_name_is_none(self):
            result = method_of(None)
            self.assertEqual(result, 'what is expected here')

        @unittest.skip('to be written: returns name.upper() otherwise')
        def test_returns_name_upper_otherwise(self):
            result = method_of('text')
            self.assertEqual(result, 'what is expected here')
    "
  `);
});

const account = `
package bank

func NewAccount(owner string) (*Account, error) { return nil, nil }

func (a *Account) Withdraw(cents int64, at time.Time) error {
	if cents <= 0 {
		return errors.New("nothing to take")
	}
	if a.cents < cents {
		return ErrOverdrawn
	}
	return nil
}

func Must(options Options, check func(string) bool) (name string, count int) {
	if options.Bad {
		panic("bad options")
	}
	return options.Name, 1
}
`;

test('go test: a function a case, which compares errors whose text or name the source tells', async () => {
  const style = { indent: '\t', isGrouped: false };
  expect(
    await renderedTests({ framework: 'go test', language: 'go', source: account, style, prefix: 'bank.' }),
  ).toMatchInlineSnapshot(`
    "
    import "testing"
    import "time"
    import "errors"
    func TestNewAccount_ReturnsNilNil(t *testing.T) {
    	t.Skip("to be written: returns nil, nil")
    	got, err := bank.NewAccount("text")
    	t.Errorf("got %v and error %v, say what is wanted", got, err)
    }
    func TestAccountWithdraw_ReturnsErrorNothingToTakeWhenCentsIsAtMost0(t *testing.T) {
    	t.Skip("to be written: returns error \\"nothing to take\\" when cents <= 0")
    	account, err := bank.NewAccount("text")
    	if err != nil {
    		t.Fatal(err)
    	}
    	err = account.Withdraw(0, time.Unix(0, 0))
    	if err == nil || err.Error() != "nothing to take" {
    		t.Errorf("got error %v, want %q", err, "nothing to take")
    	}
    }

    func TestAccountWithdraw_ReturnsErrOverdrawnWhenACentsIsBelowCents(t *testing.T) {
    	t.Skip("to be written: returns ErrOverdrawn when a.cents < cents")
    	account, err := bank.NewAccount("text")
    	if err != nil {
    		t.Fatal(err)
    	}
    	err = account.Withdraw(1, time.Unix(0, 0))
    	if !errors.Is(err, bank.ErrOverdrawn) {
    		t.Errorf("got error %v, want %v", err, bank.ErrOverdrawn)
    	}
    }

    func TestAccountWithdraw_ReturnsNilOtherwise(t *testing.T) {
    	t.Skip("to be written: returns nil otherwise")
    	account, err := bank.NewAccount("text")
    	if err != nil {
    		t.Fatal(err)
    	}
    	err = account.Withdraw(1, time.Unix(0, 0))
    	t.Errorf("got error %v, say what is wanted", err)
    }
    func TestMust_PanicsWhenOptionsBad(t *testing.T) {
    	t.Skip("to be written: panics when options.Bad")
    	defer func() {
    		if got := recover(); got != "bad options" {
    			t.Errorf("recovered %v, want %q", got, "bad options")
    		}
    	}()
    	bank.Must(*new(bank.Options), func(string) bool { return false })
    }

    func TestMust_ReturnsOptionsName1Otherwise(t *testing.T) {
    	t.Skip("to be written: returns options.Name, 1 otherwise")
    	got1, got2 := bank.Must(*new(bank.Options), func(string) bool { return false })
    	t.Errorf("got %v and %v, say what is wanted", got1, got2)
    }
    "
  `);
});

test('go test with subtests and testify, where the neighbors have them', async () => {
  const style = { indent: '\t', isGrouped: true, assertion: 'assert' };
  const imports = ['import "github.com/stretchr/testify/assert"'];
  expect(
    await renderedTests({ framework: 'go test', language: 'go', source: account, style, imports }),
  ).toMatchInlineSnapshot(`
    "
    import "testing"
    import "time"
    func TestNewAccount(t *testing.T) {
    	t.Run("returns nil, nil", func(t *testing.T) {
    		t.Skip("to be written: returns nil, nil")
    		got, err := NewAccount("text")
    		assert.Equal(t, "what is expected here", got)
    		assert.Equal(t, "what is expected here", err)
    	})
    }
    func TestAccountWithdraw(t *testing.T) {
    	t.Run("returns error \\"nothing to take\\" when cents <= 0", func(t *testing.T) {
    		t.Skip("to be written: returns error \\"nothing to take\\" when cents <= 0")
    		account, err := NewAccount("text")
    		if err != nil {
    			t.Fatal(err)
    		}
    		err = account.Withdraw(0, time.Unix(0, 0))
    		assert.EqualError(t, err, "nothing to take")
    	})
    	t.Run("returns ErrOverdrawn when a.cents < cents", func(t *testing.T) {
    		t.Skip("to be written: returns ErrOverdrawn when a.cents < cents")
    		account, err := NewAccount("text")
    		if err != nil {
    			t.Fatal(err)
    		}
    		err = account.Withdraw(1, time.Unix(0, 0))
    		assert.ErrorIs(t, err, ErrOverdrawn)
    	})
    	t.Run("returns nil otherwise", func(t *testing.T) {
    		t.Skip("to be written: returns nil otherwise")
    		account, err := NewAccount("text")
    		if err != nil {
    			t.Fatal(err)
    		}
    		err = account.Withdraw(1, time.Unix(0, 0))
    		assert.Equal(t, "what is expected here", err)
    	})
    }
    func TestMust(t *testing.T) {
    	t.Run("panics when options.Bad", func(t *testing.T) {
    		t.Skip("to be written: panics when options.Bad")
    		assert.PanicsWithValue(t, "bad options", func() { Must(*new(Options), func(string) bool { return false }) })
    	})
    	t.Run("returns options.Name, 1 otherwise", func(t *testing.T) {
    		t.Skip("to be written: returns options.Name, 1 otherwise")
    		got1, got2 := Must(*new(Options), func(string) bool { return false })
    		assert.Equal(t, "what is expected here", got1)
    		assert.Equal(t, "what is expected here", got2)
    	})
    }
    "
  `);
});

test('cargo test: ignored, in the module of tests, with errors that are given back told from panics', async () => {
  const source = `
pub fn seconds(text: &str, units: &[String]) -> Result<u64, DurationError> {
    if text.is_empty() {
        return Err(DurationError::Empty);
    }
    Ok(1)
}
impl Timer {
    pub fn new(seconds: u64) -> Self { Timer { left: seconds } }
    pub fn tick(&mut self, by: u64) -> bool {
        if by == 0 { panic!("time goes on"); }
        self.left == 0
    }
}
`;
  expect(
    await renderedTests({ framework: 'cargo test', language: 'rust', source, style: four, path: 'src/a.rs' }),
  ).toMatchInlineSnapshot(`
    "
        #[test]
        #[ignore = "to be written: returns Err(DurationError::Empty) when text.is_empty()"]
        fn seconds_returns_err_duration_error_empty_when_text_is_empty() {
            let result = seconds("", &["text".to_string()]);
            assert!(matches!(result, Err(DurationError::Empty { .. })));
        }

        #[test]
        #[ignore = "to be written: returns Ok(1) otherwise"]
        fn seconds_returns_ok_1_otherwise() {
            let _result = seconds("text", &["text".to_string()]);
            todo!("say what is expected");
        }
        #[test]
        #[ignore = "to be written: returns Timer { left: seconds }"]
        fn timer_new_returns_timer_left_seconds() {
            let _result = Timer::new(1);
            todo!("say what is expected");
        }
        #[test]
        #[should_panic(expected = "time goes on")]
        #[ignore = "to be written: panics when by == 0"]
        fn timer_tick_panics_when_by_is_0() {
            let mut timer = Timer::new(1);
            let _ = timer.tick(0);
        }

        #[test]
        #[ignore = "to be written: returns self.left == 0 otherwise"]
        fn timer_tick_returns_self_left_is_0_otherwise() {
            let mut timer = Timer::new(1);
            let result = timer.tick(1);
            todo!("got {result:?}, say what is expected");
        }
    "
  `);
});

const stock = `
public class Stock {
    public Stock(int limit) {}
    public int put(String article, int count) {
        if (count < 1) throw new IllegalArgumentException("a count starts at 1");
        return count;
    }
    public static void clear(List<String> articles, Predicate<String> keeps) {}
}
`;

test('JUnit 5: disabled methods with display names, for the class of the file', async () => {
  expect(
    await renderedTests({ framework: 'junit5', language: 'java', source: stock, style: four }),
  ).toMatchInlineSnapshot(`
    "
    import static org.junit.jupiter.api.Assertions.assertEquals;
    import org.junit.jupiter.api.Disabled;
    import org.junit.jupiter.api.DisplayName;
    import org.junit.jupiter.api.Test;
    import static org.junit.jupiter.api.Assertions.assertThrows;
    import static org.junit.jupiter.api.Assertions.fail;
    import java.util.List;
        @Test
        @Disabled("to be written")
        @DisplayName("Stock runs to its end")
        void stockRunsToItsEnd() throws Exception {
            var result = new Stock(1);
            assertEquals("what is expected here", result);
        }
        @Test
        @Disabled("to be written")
        @DisplayName("put throws IllegalArgumentException when count < 1")
        void putThrowsIllegalArgumentExceptionWhenCountIsBelow1() throws Exception {
            var stock = new Stock(1);
            var error = assertThrows(Exception.class, () -> stock.put("text", 0));
            assertEquals("a count starts at 1", error.getMessage());
            assertEquals("IllegalArgumentException", error.getClass().getSimpleName());
        }

        @Test
        @Disabled("to be written")
        @DisplayName("put returns count otherwise")
        void putReturnsCountOtherwise() throws Exception {
            var stock = new Stock(1);
            var result = stock.put("text", 1);
            assertEquals("what is expected here", result);
        }
        @Test
        @Disabled("to be written")
        @DisplayName("clear runs to its end")
        void clearRunsToItsEnd() throws Exception {
            Stock.clear(List.of("text"), value -> true);
            fail("what is expected here");
        }
    "
  `);
});

test('xUnit: facts with a reason for skipping, for the class of the file', async () => {
  const source = `
public class Stock {
    public Stock(int limit) {}
    public int Put(string article, int? count) {
        if (article == "") throw new ArgumentException("an article is needed");
        return 1;
    }
    public static async Task Load(IEnumerable<int> counts, Func<int, bool> keeps, CancellationToken token) {
        if (counts == null) throw new StockException("no counts");
    }
}
`;
  expect(
    await renderedTests({ framework: 'xunit', language: 'c-sharp', source, style: four }),
  ).toMatchInlineSnapshot(`
    "
    using Xunit;
    using System.Threading.Tasks;
        [Fact(Skip = "to be written: runs to its end")]
        public void Stock_RunsToItsEnd()
        {
            var result = new Stock(1);
            Assert.Equal<object>("what is expected here", result);
        }
        [Fact(Skip = "to be written: throws ArgumentException when article == \\"\\"")]
        public void Put_ThrowsArgumentExceptionWhenArticleIsEmpty()
        {
            var stock = new Stock(1);
            var error = Record.Exception(() => stock.Put("", null));
            Assert.StartsWith("an article is needed", error?.Message);
            Assert.Equal("ArgumentException", error?.GetType().Name);
        }

        [Fact(Skip = "to be written: returns 1 otherwise")]
        public void Put_Returns1Otherwise()
        {
            var stock = new Stock(1);
            var result = stock.Put("text", null);
            Assert.Equal<object>("what is expected here", result);
        }
        [Fact(Skip = "to be written: throws StockException when counts == null")]
        public async Task Load_ThrowsStockExceptionWhenCountsIsNull()
        {
            var error = await Record.ExceptionAsync(() => Stock.Load(new int[] { 1 }, (_0) => true, default));
            Assert.StartsWith("no counts", error?.Message);
            Assert.Equal("StockException", error?.GetType().Name);
        }

        [Fact(Skip = "to be written: runs to its end otherwise")]
        public async Task Load_RunsToItsEndOtherwise()
        {
            await Stock.Load(new int[] { 1 }, (_0) => true, default);
            Assert.Fail("what is expected here");
        }
    "
  `);
});

test('RSpec: pending examples in groups for the class and the method', async () => {
  const source = `
class Watering
  def initialize(litres, unit: 'l')
  end

  def pour(amount)
    raise ArgumentError, 'an amount is above zero' if amount <= 0
    raise DroughtError, 'no water' if amount > @litres
    @litres -= amount
  end

  def self.litres_for(kind, days:)
    case kind
    when :fern then 3 * days
    else days
    end
  end
end
`;
  expect(await renderedTests({ framework: 'rspec', language: 'ruby', source })).toMatchInlineSnapshot(`
    "
    RSpec.describe Watering do
      describe '#initialize' do
        xit 'runs to its end' do
          result = Watering.new(1)
          expect(result).to eq('what is expected here')
        end
      end
    end
    RSpec.describe Watering do
      describe '#pour' do
        xit 'raises ArgumentError when amount <= 0' do
          watering = Watering.new(1)
          expect { watering.pour(0) }.to raise_error(ArgumentError, 'an amount is above zero')
        end

        xit 'raises DroughtError when amount > @litres' do
          watering = Watering.new(1)
          expect { watering.pour(1) }.to raise_error('no water') { |error| expect(error.class.name).to end_with('DroughtError') }
        end

        xit 'returns @litres -= amount otherwise' do
          watering = Watering.new(1)
          result = watering.pour(1)
          expect(result).to eq('what is expected here')
        end
      end
    end
    RSpec.describe Watering do
      describe '.litres_for' do
        xit 'returns 3 * days when kind is :fern' do
          result = Watering.litres_for(:fern, days: 1)
          expect(result).to eq('what is expected here')
        end

        xit 'returns days otherwise' do
          result = Watering.litres_for(:other, days: 1)
          expect(result).to eq('what is expected here')
        end
      end
    end
    "
  `);
});

test('PHPUnit: methods that skip themselves first, for the class of the file', async () => {
  const source = `<?php
class Invoice {
    public function __construct(private string $country) {}
    public function rate(?string $kind): float {
        if ($kind === null) { throw new \\InvalidArgumentException("no kind"); }
        if ($kind === 'food') { throw new RateError('unknown'); }
        return 0.19;
    }
}
`;
  expect(
    await renderedTests({ framework: 'phpunit', language: 'php', source, style: four }),
  ).toMatchInlineSnapshot(`
    "
        public function testConstructRunsToItsEnd(): void
        {
            $this->markTestSkipped('to be written: runs to its end');
            $result = new Invoice('text');
            $this->assertSame('what is expected here', $result);
        }
        public function testRateThrowsInvalidArgumentExceptionWhenKindIsNull(): void
        {
            $this->markTestSkipped('to be written: throws \\\\InvalidArgumentException when $kind === null');
            $invoice = new Invoice('text');
            $this->expectException(\\InvalidArgumentException::class);
            $this->expectExceptionMessage('no kind');
            $invoice->rate(null);
        }

        public function testRateThrowsRateErrorWhenKindIsFood(): void
        {
            $this->markTestSkipped('to be written: throws RateError when $kind === \\'food\\'');
            $invoice = new Invoice('text');
            $error = null;
            try {
                $invoice->rate('food');
            } catch (\\Throwable $error) {
                $this->assertSame('unknown', $error->getMessage());
                $this->assertStringEndsWith('RateError', get_class($error));
            }
            $this->assertNotNull($error);
        }

        public function testRateReturns019Otherwise(): void
        {
            $this->markTestSkipped('to be written: returns 0.19 otherwise');
            $invoice = new Invoice('text');
            $result = $invoice->rate('text');
            $this->assertSame('what is expected here', $result);
        }
    "
  `);
});

test('an overload has names of its own', async () => {
  const source = 'class A { int f(int n) { return n; } int f(long n) { return n; } }';
  const plan = await planFor({ framework: 'junit5', language: 'java', source });
  const names = plan.subjects.map((subject) => /void (\w+)/.exec(renderTests(plan, subject).text)?.[1]);
  expect(new Set(names).size).toBe(2);
});

test('each case has a name of its own, one line and one mark, whatever the conditions say', async () => {
  const frameworks: readonly (readonly [TestFramework, RegExp])[] = [
    ['vitest', /\.todo\(/g],
    ['jest', /\.skip\(/g],
    ['mocha', /\.skip\(/g],
    ['node:test', /\.skip\(/g],
  ];
  const words = fc.constantFrom(
    'n < 0',
    'n < 0',
    "k === 'a'",
    'k === "b"',
    'k === `c`',
    '!n',
    '/x"y/.test(k)',
    "k == '\\\\'",
  );
  await fc.assert(
    fc.asyncProperty(
      fc.array(words, { minLength: 1, maxLength: 6 }),
      fc.constantFrom(...frameworks),
      async (conditions, [framework, mark]) => {
        const branches = conditions.map(
          (condition) => `if (${condition}) return ${JSON.stringify(condition)};`,
        );
        const source = `export function f(n: number, k: string) { ${branches.join('\n')} return 1; }`;
        const plan = await planFor({ framework, language: 'typescript', source });
        const [subject] = plan.subjects;
        const block = subject && renderTests(plan, subject);
        expect(block?.cases).toHaveLength(conditions.length + 1);
        expect(new Set(block?.cases).size).toBe(conditions.length + 1);
        expect(block?.text.match(mark)).toHaveLength(conditions.length + 1);
        // What was written is read again without a fault, as tests of these names.
        const reread = await shapeIn('typescript', block?.text ?? '');
        expect(reread.faults).toEqual([]);
        expect(reread.outline.tests).toHaveLength(conditions.length + 2);
      },
    ),
    { numRuns: 60 },
  );
});
