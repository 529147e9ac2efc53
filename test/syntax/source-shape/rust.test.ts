import { expect, test } from 'vitest';

import { shapesIn } from '../support/shapes-in.ts';

const shapes = shapesIn('rust');

test('branches tell their condition and how they leave, by return or by their value', async () => {
  expect(
    await shapes(`
/// Says what a price is.
/// And more.
#[must_use]
pub fn label(price: i64, mut notes: Vec<String>, (a, b): (u8, u8)) -> Result<String, PriceError> {
    if price < 0 {
        return Err(PriceError::Negative(price));
    }
    let Some(first) = notes.first() else {
        panic!("no notes");
    };
    let text = find(price)?;
    if let Some(name) = names.get(&text) {
        Ok(name.clone())
    } else if text.is_empty() {
        Err("empty".to_string())
    } else {
        let longer = text + "!";
        Ok(longer)
    }
}
`),
  ).toMatchInlineSnapshot(`
    "
    exported label(price: i64, notes: Vec<String>, {}: (u8, u8)): Result<String, PriceError> => value
      documented "/// Says what a price is.\\n/// And more."
      led by "/// Says what a price is."
      when price < 0 -> throw Err(PriceError::Negative(price)) [PriceError::Negative]
      otherwise -> throw panic!("no notes") [no notes]
      when let Some(name) = names.get(&text) -> return Ok(name.clone())
      when text.is_empty() -> throw Err("empty".to_string()) [empty]
      otherwise -> return Ok(longer)
      exits: throw Err(PriceError::Negative(price)) [PriceError::Negative] | throw panic!("no notes") [no notes] | return Ok(name.clone()) | throw Err("empty".to_string()) [empty] | return Ok(longer)
    "
  `);
});

test('arms tell what is looked at', async () => {
  expect(
    await shapes(`
fn area(shape: &Shape) -> Option<f64> {
    let factor = match shape.unit {
        Unit::Cm => 1.0,
        _ => 2.0,
    };
    match shape {
        Shape::Circle { radius } if *radius > 0.0 => Some(radius * factor),
        Shape::Square(side) | Shape::Rhomb(side) => {
            log(side);
            None
        }
        _ => unreachable!("no such shape"),
    }
}
`),
  ).toMatchInlineSnapshot(`
    "
    area(shape: &Shape): Option<f64> => value
      case shape.unit is Unit::Cm
      otherwise
      case shape is Shape::Circle { radius } if *radius > 0.0 -> return Some(radius * factor)
      case shape is Shape::Square(side) | Shape::Rhomb(side) -> return None
      otherwise -> throw unreachable!("no such shape") [no such shape]
      exits: return Some(radius * factor) | return None | throw unreachable!("no such shape") [no such shape]
    "
  `);
});

test('methods are without self, and associated functions are static', async () => {
  expect(
    await shapes(`
pub struct Cart<T> { items: Vec<T> }
impl<T> Cart<T> {
    pub fn new() -> Self { Cart { items: vec![] } }
    pub(crate) async fn add(&mut self, item: T) { self.items.push(item); }
    fn each(&self, visit: impl Fn(&T) -> bool) { self.items.iter().map(|item| { return visit(item); }); }
}
impl<T> Sized for Cart<T> {
    fn size(&self) -> usize { self.items.len() }
}
trait Hidden { fn of(name: &str) -> Self; }
mod tests {
    pub fn helper() {}
}
`),
  ).toMatchInlineSnapshot(`
    "
    exported static Cart.new(): Self => value
      exits: return Cart { items: vec![] }
    exported async Cart.add(item: T)
    Cart.each(visit: impl Fn(&T) -> bool)
    exported Cart.size(): usize => value
      exits: return self.items.len()
    static Hidden.of(name: &str): Self => value
      no body
    tests.helper()
    "
  `);
});
