import { expect, test } from 'vitest';

import { shapesIn } from '../support/shapes-in.ts';

const shapes = shapesIn('ruby');

test('branches tell their condition and how they leave, by return or by their value', async () => {
  expect(
    await shapes(`
# Says what a price is.
def label(price, currency = "EUR", *notes, short:, long: false, **rest, &block)
  raise ArgumentError, "negative" if price < 0
  return "free" unless price > 0
  notes.each { |note| return note if note.empty? }
  if price > 100
    raise Shop::TooMuch.new("too much")
  elsif currency == "EUR"
    "#{price} €"
  else
    raise "no #{currency}"
  end
rescue IOError, Timeout::Error => error
  raise
ensure
  close
end
`),
  ).toMatchInlineSnapshot(`
    "
    exported label(price, currency = "EUR", ...notes, keyword short, keyword long = false, ...keyword rest) => value
      documented "# Says what a price is."
      led by "# Says what a price is."
      when price < 0 -> throw ArgumentError, "negative" [ArgumentError: negative]
      when unless price > 0 -> return "free"
      when note.empty? -> return note
      when price > 100 -> throw Shop::TooMuch.new("too much") [Shop::TooMuch: too much]
      when currency == "EUR" -> return "#{price} €"
      otherwise -> throw "no #{currency}"
      catch IOError, Timeout::Error -> throw
      exits: throw ArgumentError, "negative" [ArgumentError: negative] | return "free" | return note | throw Shop::TooMuch.new("too much") [Shop::TooMuch: too much] | return "#{price} €" | throw "no #{currency}" | throw
    "
  `);
});

test('cases tell what is looked at', async () => {
  expect(
    await shapes(`
def area(shape)
  case shape.kind
  when "circle", "disc" then 3 * shape.radius**2
  when Square
    return shape.side**2
  else
    fail NotImplementedError
  end
end

def size(shape)
  unless shape.nil?
    case shape
    in [width, height] if width > 0
      width * height
    in {side:}
      side
    end
  else
    0
  end
end
`),
  ).toMatchInlineSnapshot(`
    "
    exported area(shape) => value
      case shape.kind is "circle", "disc" -> return 3 * shape.radius**2
      case shape.kind is Square -> return shape.side**2
      otherwise -> throw NotImplementedError [NotImplementedError]
      exits: return 3 * shape.radius**2 | return shape.side**2 | throw NotImplementedError [NotImplementedError]
    exported size(shape) => value
      when unless shape.nil?
      case shape is [width, height] if width > 0 -> return width * height
      case shape is {side:} -> return side
      otherwise -> return 0
      exits: return width * height | return side | return 0
    "
  `);
});

test('methods know whether they are public and of their class', async () => {
  expect(
    await shapes(`
module Shop
  class Cart
    def self.of(item) = new([item])
    class << self
      def empty; new([]); end
    end
    def initialize(items)
      @items = items
    end
    def later; end
    private :later
    private def own; end
    def size; @items.size; end
    private
    def hidden; end
  end
end
`),
  ).toMatchInlineSnapshot(`
    "
    exported static Cart.of(item) => value
      exits: return new([item])
    exported static Cart.empty() => value
      exits: return new([])
    exported Cart.initialize(items) => value
      exits: return @items = items
    Cart.later()
      no body
    Cart.own()
      no body
    exported Cart.size() => value
      exits: return @items.size
    Cart.hidden()
      no body
    "
  `);
});
