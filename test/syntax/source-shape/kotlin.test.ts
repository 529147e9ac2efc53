import { expect, test } from 'vitest';

import { shapesIn } from '../support/shapes-in.ts';

const shapes = shapesIn('kotlin');

test('branches tell their condition and how they leave, by return or by their value', async () => {
  expect(
    await shapes(`
/** Says what a price is. */
suspend fun label(price: Int, currency: String = "EUR", vararg notes: String): String {
    if (price < 0) throw IllegalArgumentException("negative")
    if (price == 0) {
        return "free"
    } else if (price > 100) log(price)
    else {
        return notes[0]
    }
    try { find(price) } catch (error: IOException) { throw error }
    when {
        price > 7 -> return "some"
    }
    return when (currency) {
        "EUR", "CHF" -> "near"
        is Far -> {
            log(price)
            "far"
        }
        else -> error("no such currency")
    }
}

fun String.twice(): String = if (isEmpty()) this else this + this
`),
  ).toMatchInlineSnapshot(`
    "
    exported async label(price: Int, currency: String = "EUR", ...notes: String): String => value
      documented "/** Says what a price is. */"
      led by "/** Says what a price is. */"
      when price < 0 -> throw IllegalArgumentException("negative") [IllegalArgumentException: negative]
      when price == 0 -> return "free"
      when price > 100
      otherwise -> return notes[0]
      catch IOException -> throw error
      when price > 7 -> return "some"
      case currency is "EUR", "CHF" -> return "near"
      case currency is is Far -> return "far"
      otherwise -> return error("no such currency")
      exits: throw IllegalArgumentException("negative") [IllegalArgumentException: negative] | return "free" | return notes[0] | throw error | return "some" | return "near" | return "far" | return error("no such currency")
    exported String.twice(): String => value
      when isEmpty() -> return this
      otherwise -> return this + this
      exits: return this | return this + this
    "
  `);
});

test('members are functions, with what their words tell', async () => {
  expect(
    await shapes(`
class Cart(val items: List<Int>) {
    private fun drop() {}
    fun each(visit: (Int) -> Unit) {
        items.forEach {
            if (it > 1) visit(it)
        }
    }
    companion object { fun of(item: Int): Cart = Cart(listOf(item)) }
}
interface Measured {
    fun size(): Int
}
`),
  ).toMatchInlineSnapshot(`
    "
    Cart.drop()
    exported Cart.each(visit: (Int) -> Unit)
    exported static Cart.of(item: Int): Cart => value
      exits: return Cart(listOf(item))
    exported Measured.size(): Int => value
      no body
    "
  `);
});
