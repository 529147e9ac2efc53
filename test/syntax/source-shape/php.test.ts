import { expect, test } from 'vitest';

import { shapesIn } from '../support/shapes-in.ts';

const shapes = shapesIn('php');

test('branches tell their condition and how they leave', async () => {
  expect(
    await shapes(`<?php
/** Says what a price is. */
#[Pure]
function label(int $price, ?string $currency = null, string ...$notes): string
{
    if ($price < 0) throw new \\InvalidArgumentException('negative');
    if ($price === 0) {
        return 'free';
    } elseif ($price > 100) {
        log($price);
    } else {
        return $notes[0];
    }
    try {
        return find($price);
    } catch (IOException | Timeout $error) {
        throw new Broken("no name for $price");
    }
}
`),
  ).toMatchInlineSnapshot(`
    "
    exported label($price: int, $currency: ?string = null, ...$notes: string): string => value
      documented "/** Says what a price is. */"
      led by "/** Says what a price is. */"
      when $price < 0 -> throw new \\InvalidArgumentException('negative') [\\InvalidArgumentException: negative]
      when $price === 0 -> return 'free'
      when $price > 100
      otherwise -> return $notes[0]
      catch IOException | Timeout -> throw new Broken("no name for $price") [Broken]
      exits: throw new \\InvalidArgumentException('negative') [\\InvalidArgumentException: negative] | return 'free' | return $notes[0] | return find($price) | throw new Broken("no name for $price") [Broken]
    "
  `);
});

test('cases tell what is looked at, and a match that is returned leaves by its arms', async () => {
  expect(
    await shapes(`<?php
function area($shape, $kind) {
    switch ($kind) {
        case 1:
        case 2:
            return 3.14;
        default:
            break;
    }
    return match ($shape->kind) {
        'circle', 'disc' => $shape->radius,
        default => throw new \\LogicException('no such shape'),
    };
}
`),
  ).toMatchInlineSnapshot(`
    "
    exported area($shape, $kind) => value
      case $kind is 1 -> return 3.14
      case $kind is 2 -> return 3.14
      otherwise
      case $shape->kind is 'circle', 'disc' -> return $shape->radius
      otherwise -> throw new \\LogicException('no such shape') [\\LogicException: no such shape]
      exits: return 3.14 | return $shape->radius | throw new \\LogicException('no such shape') [\\LogicException: no such shape]
    "
  `);
});

test('members are functions, with what their words tell', async () => {
  expect(
    await shapes(`<?php
namespace Shop;
abstract class Cart {
    public function __construct(private array $items = [], &$log) {}
    public static function of($item): static { return new static([$item]); }
    private function drop(): void {}
    abstract function total(): int;
    function each() { yield from $this->items; yield 1; $f = function () { return 2; }; }
}
`),
  ).toMatchInlineSnapshot(`
    "
    exported Cart.__construct($items: array = [], $log)
    exported static Cart.of($item): static => value
      exits: return new static([$item])
    Cart.drop(): void
    exported Cart.total(): int => value
      no body
    exported Cart.each() => value
    "
  `);
});
