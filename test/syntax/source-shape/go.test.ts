import { expect, test } from 'vitest';

import { shapesIn } from '../support/shapes-in.ts';

const shapes = shapesIn('go');

test('branches tell their condition and how they leave; what only passes an error on is none', async () => {
  expect(
    await shapes(`
package price

// Label says what a price is.
func Label(price, limit int, notes ...string) (string, error) {
	if price < 0 {
		return "", errors.New("negative")
	} else if price == 0 {
		return "free", nil
	} else {
		price++
	}
	if name, err := find(price); err != nil {
		return "", fmt.Errorf("no name: %w", err)
	}
	for _, note := range notes {
		if note == "" {
			panic("empty note")
		}
	}
	return strconv.Itoa(price), nil
}
`),
  ).toMatchInlineSnapshot(`
    "
    exported Label(price: int, limit: int, ...notes: string): (string, error) => value
      documented "// Label says what a price is."
      led by "// Label says what a price is."
      when price < 0 -> throw "", errors.New("negative") [negative]
      when price == 0 -> return "free", nil
      otherwise
      when note == "" -> throw panic("empty note") [empty note]
      exits: throw "", errors.New("negative") [negative] | return "free", nil | throw "", fmt.Errorf("no name: %w", err) | throw panic("empty note") [empty note] | return strconv.Itoa(price), nil
    "
  `);
});

test('cases tell what is looked at, or are conditions', async () => {
  expect(
    await shapes(`
package shape

func Area(shape any, kind string) float64 {
	switch found := shape.(type) {
	case Circle, *Disc:
		return found.Area()
	default:
		log(kind)
	}
	switch kind {
	case "round", "oval":
		fallthrough
	case "square":
		return 1
	}
	switch {
	case kind == "":
		return 0
	}
	select {
	case area := <-areas:
		return area
	}
}
`),
  ).toMatchInlineSnapshot(`
    "
    exported Area(shape: any, kind: string): float64 => value
      case shape is Circle, *Disc -> return found.Area()
      otherwise
      case kind is "round", "oval" -> return 1
      case kind is "square" -> return 1
      when kind == "" -> return 0
      case area := <-areas -> return area
      exits: return found.Area() | return 1 | return 0 | return area
    "
  `);
});

test('methods know their receiver, and capitals are exported', async () => {
  expect(
    await shapes(`
package cart

type Cart[T any] struct{ items []T }

//go:noinline
func (c *Cart[T]) Add(ctx context.Context, item T) { c.items = append(c.items, item) }
func (Cart[T]) size(int, string) (n int, err error) { return }
type Sized interface {
	Size(of string) int
}
func visit(each func(int) error) func() {
	return func() {
		if each == nil { return }
	}
}
`),
  ).toMatchInlineSnapshot(`
    "
    exported Cart.Add(ctx: context.Context, item: T)
      led by "//go:noinline"
    Cart.size({}: int, {}: string): (n int, err error) => value
      exits: return
    exported Sized.Size(of: string): int => value
      no body
    visit(each: func(int) error): func() => value
      exits: return func() { if each == nil { return } }
    "
  `);
});
