"use strict"

const { wordsOf } = require("./words")

class SlugError extends Error {}

/** Makes a part of an address from a title. */
function slugify(title, { separator = "-", limit = 60 } = {}) {
    if (typeof title !== "string") throw new TypeError("a title is a text")
    const slug = wordsOf(title).join(separator)
    if (slug === "") throw new SlugError("nothing is left of the title")
    return slug.length > limit ? slug.slice(0, limit) : slug
}

/** A slug that is not among those taken. */
function uniqueSlug(slug, taken) {
    if (!taken.includes(slug)) return slug
    let number = 2
    while (taken.includes(`${slug}-${number}`)) number += 1
    return `${slug}-${number}`
}

/** Reads the number at the end of a slug. */
function numberOf(slug) {
    const match = /-(\d+)$/.exec(slug)
    if (match === null) {
        return 1
    }
    return Number(match[1])
}

module.exports = { SlugError, numberOf, slugify, uniqueSlug }
