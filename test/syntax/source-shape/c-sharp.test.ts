import { expect, test } from 'vitest';

import { shapesIn } from '../support/shapes-in.ts';

const shapes = shapesIn('c-sharp');

test('branches tell their condition and how they leave', async () => {
  expect(
    await shapes(`
public class Labels
{
    /// <summary>Says what a price is.</summary>
    [Pure]
    public static async Task<string> Label(int price, string currency = "EUR", params string[] notes)
    {
        if (price < 0) throw new ArgumentException("negative", nameof(price));
        if (price == 0)
        {
            return "free";
        }
        else if (price > 100)
        {
            Log(price);
        }
        else
        {
            return notes[0];
        }
        try { return await Find(price); }
        catch (IOException error) when (error.Code > 1) { throw; }
        catch { throw new Broken($"no name for {price}"); }
    }
}
`),
  ).toMatchInlineSnapshot(`
    "
    exported static async Labels.Label(price: int, currency: string = "EUR", ...notes: string[]): Task<string> => value
      documented "/// <summary>Says what a price is.</summary>"
      led by "    /// <summary>Says what a price is.</summary>"
      when price < 0 -> throw new ArgumentException("negative", nameof(price)) [ArgumentException: negative]
      when price == 0 -> return "free"
      when price > 100
      otherwise -> return notes[0]
      catch IOException -> throw
      catch -> throw new Broken($"no name for {price}") [Broken]
      exits: throw new ArgumentException("negative", nameof(price)) [ArgumentException: negative] | return "free" | return notes[0] | return await Find(price) | throw | throw new Broken($"no name for {price}") [Broken]
    "
  `);
});

test('cases tell what is looked at, and a switch that is returned leaves by its arms', async () => {
  expect(
    await shapes(`
class Areas
{
    internal double Area(Shape shape, int kind)
    {
        switch (kind)
        {
            case 1:
            case 2:
                return 3.14;
            case int many when many > 9:
                return 9;
            default:
                break;
        }
        return shape switch
        {
            Circle circle when circle.Radius > 0 => circle.Area,
            { Side: 0 } => 0,
            _ => throw new NotSupportedException("no such shape"),
        };
    }
}
`),
  ).toMatchInlineSnapshot(`
    "
    exported Areas.Area(shape: Shape, kind: int): double => value
      case kind is 1 -> return 3.14
      case kind is 2 -> return 3.14
      case kind is int many when many > 9 -> return 9
      otherwise
      case shape is Circle circle when circle.Radius > 0 -> return circle.Area
      case shape is { Side: 0 } -> return 0
      otherwise -> throw new NotSupportedException("no such shape") [NotSupportedException: no such shape]
      exits: return 3.14 | return 9 | return circle.Area | return 0 | throw new NotSupportedException("no such shape") [NotSupportedException: no such shape]
    "
  `);
});

test('members are functions, with what their words tell', async () => {
  expect(
    await shapes(`
namespace Shop
{
    public class Cart<T>
    {
        public Cart(List<T> items) { this.items = items; }
        private void Drop() {}
        void Own() {}
        public int Size() => items.Count;
        public Task Each(Action<T> visit)
        {
            int Twice(int count) { return count * 2; }
            items.ForEach(item => { if (item == null) return; visit(item); });
            return Task.CompletedTask;
        }
    }
    interface ISized { int Size(ref int of); }
}
`),
  ).toMatchInlineSnapshot(`
    "
    exported Cart.Cart(items: List<T>)
    Cart.Drop(): void
    Cart.Own(): void
    exported Cart.Size(): int => value
      exits: return items.Count
    exported Cart.Each(visit: Action<T>): Task
      exits: return Task.CompletedTask
    Each.Twice(count: int): int => value
      exits: return count * 2
    exported ISized.Size(of: int): int => value
      no body
    "
  `);
});
