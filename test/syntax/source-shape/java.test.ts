import { expect, test } from 'vitest';

import { shapesIn } from '../support/shapes-in.ts';

const shapes = shapesIn('java');

test('branches tell their condition and how they leave', async () => {
  expect(
    await shapes(`
public class Labels {
  /** Says what a price is. */
  @Deprecated
  public static String label(final int price, Map<String, Integer> names, String... notes) throws IOException {
    if (price < 0) throw new IllegalArgumentException("negative");
    if (price == 0) {
      return "free";
    } else if (price > 100) {
      log(price);
    } else {
      return notes[0];
    }
    try {
      return find(price);
    } catch (IOException | TimeoutException error) {
      throw new IllegalStateException("no name for " + price, error);
    }
  }
}
`),
  ).toMatchInlineSnapshot(`
    "
    exported static Labels.label(price: int, names: Map<String, Integer>, ...notes: String): String => value
      documented "/** Says what a price is. */"
      led by "  /** Says what a price is. */"
      when price < 0 -> throw new IllegalArgumentException("negative") [IllegalArgumentException: negative]
      when price == 0 -> return "free"
      when price > 100
      otherwise -> return notes[0]
      catch IOException | TimeoutException -> throw new IllegalStateException("no name for " + price, error) [IllegalStateException]
      exits: throw new IllegalArgumentException("negative") [IllegalArgumentException: negative] | return "free" | return notes[0] | return find(price) | throw new IllegalStateException("no name for " + price, error) [IllegalStateException]
    "
  `);
});

test('cases tell what is looked at, and a switch that is returned leaves by its cases', async () => {
  expect(
    await shapes(`
class Areas {
  double area(Shape shape, int kind) {
    switch (kind) {
      case 1:
      case 2:
        return 3.14;
      default:
        break;
    }
    return switch (shape) {
      case Circle circle when circle.radius() > 0 -> circle.area();
      case 3, 4 -> {
        yield 4;
      }
      default -> throw new UnsupportedOperationException();
    };
  }
}
`),
  ).toMatchInlineSnapshot(`
    "
    exported Areas.area(shape: Shape, kind: int): double => value
      case kind is 1 -> return 3.14
      case kind is 2 -> return 3.14
      otherwise
      case shape is Circle circle when circle.radius() > 0 -> return circle.area()
      case shape is 3, 4 -> return 4
      otherwise -> throw new UnsupportedOperationException() [UnsupportedOperationException]
      exits: return 3.14 | return circle.area() | return 4 | throw new UnsupportedOperationException() [UnsupportedOperationException]
    "
  `);
});

test('members are functions, with what their words tell', async () => {
  expect(
    await shapes(`
class Cart<T> {
  Cart(List<T> items) { this.items = items; }
  private void drop() {}
  void each(Consumer<T> visit) { items.forEach(item -> { if (item == null) return; visit.accept(item); }); }
}
interface Sized { int size(); void clear(); }
`),
  ).toMatchInlineSnapshot(`
    "
    exported Cart.Cart(items: List<T>)
    Cart.drop(): void
    exported Cart.each(visit: Consumer<T>): void
    exported Sized.size(): int => value
      no body
    exported Sized.clear(): void
      no body
    "
  `);
});
