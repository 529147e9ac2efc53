import { expect, test } from 'vitest';

import { shapesIn } from '../support/shapes-in.ts';

const shapes = shapesIn('python');

test('branches tell their condition and how they leave', async () => {
  expect(
    await shapes(`
def label(price: float, currency="EUR", *notes: str, short, **rest) -> str:
    """Says what a price is."""
    if price < 0:
        raise ValueError("negative")
    if price == 0:
        return "free"
    elif price > 100 and (
        currency == "EUR"
    ):
        pass
    else:
        raise Broken
    for note in notes:
        if not note:
            return
    try:
        return format(price)
    except (KeyError, TypeError) as error:
        raise errors.BadPrice(f"no price {price}") from error
    except OSError:
        raise
    return str(price)
`),
  ).toMatchInlineSnapshot(`
    "
    exported label(price: float, currency = "EUR", ...notes: str, keyword short, ...keyword rest): str => value
      documented "\\"\\"\\"Says what a price is.\\"\\"\\""
      when price < 0 -> throw ValueError("negative") [ValueError: negative]
      when price == 0 -> return "free"
      when price > 100 and ( currency == "EUR" )
      otherwise -> throw Broken [Broken]
      when not note -> return
      catch (KeyError, TypeError) -> throw errors.BadPrice(f"no price {price}") [errors.BadPrice]
      catch OSError -> throw
      exits: throw ValueError("negative") [ValueError: negative] | return "free" | throw Broken [Broken] | return | return format(price) | throw errors.BadPrice(f"no price {price}") [errors.BadPrice] | throw | return str(price)
    "
  `);
});

test('cases tell what is looked at', async () => {
  expect(
    await shapes(`
async def area(shape):
    match shape.kind:
        case "circle" | "disc" if shape.radius > 0:
            return 3 * shape.radius**2
        case Square(side=0), 2:
            return 0
        case _:
            raise TypeError('what is ' "that")
`),
  ).toMatchInlineSnapshot(`
    "
    exported async area(shape) => value
      case shape.kind is "circle" | "disc" if shape.radius > 0 -> return 3 * shape.radius**2
      case shape.kind is Square(side=0), 2 -> return 0
      otherwise -> throw TypeError('what is ' "that") [TypeError]
      exits: return 3 * shape.radius**2 | return 0 | throw TypeError('what is ' "that") [TypeError]
    "
  `);
});

test('methods are without self, and their decorators tell what they are', async () => {
  expect(
    await shapes(`
class Cart(Base):
    # Makes one.
    def __init__(self, items, /, key: str = None, *, limit: int = 3, lazy): ...
    @staticmethod
    def empty(): return Cart([])
    @classmethod
    @cache
    def of(cls, item) -> "Cart": return cls([item])
    @functools.cached_property
    def total(self): return sum(self.items)
    def _drop(self): return None
    def each(self):
        for item in self.items:
            yield item
class _Hidden:
    def visible(self): pass
`),
  ).toMatchInlineSnapshot(`
    "
    exported Cart.__init__(items, key: str = None, keyword limit: int = 3, keyword lazy)
      led by "    # Makes one."
    exported static Cart.empty() => value
      led by "    @staticmethod"
      exits: return Cart([])
    exported static Cart.of(item): "Cart" => value
      led by "    @classmethod"
      exits: return cls([item])
    exported accessor Cart.total() => value
      led by "    @functools.cached_property"
      exits: return sum(self.items)
    Cart._drop() => value
      exits: return None
    exported Cart.each() => value
    _Hidden.visible()
    "
  `);
});

test('functions in functions keep their branches to themselves', async () => {
  expect(
    await shapes(`
def outer(values):
    def inner(value):
        if value > 1: return 1
    return sorted(values, key=lambda value: value or 2)
`),
  ).toMatchInlineSnapshot(`
    "
    exported outer(values) => value
      exits: return sorted(values, key=lambda value: value or 2)
    outer.inner(value) => value
      when value > 1 -> return 1
      exits: return 1
    "
  `);
});

test('what cannot be read is a fault', async () => {
  expect(
    await shapes(`
def one():
    return 1 +
def two(:
    return [1, 2
`),
  ).toMatchInlineSnapshot(`
    "
    exported one()
    exported two()
    error "return 1 +"
    missing ""
    error "return [1, 2"
    "
  `);
});
