import { expect, test } from 'vitest';

import { renderedTests } from './support/rendered-tests.ts';

const four = { indent: '    ', quote: '"' } as const;

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
