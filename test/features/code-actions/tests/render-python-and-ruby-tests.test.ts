import { expect, test } from 'vitest';

import { renderedTests } from './support/rendered-tests.ts';

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
