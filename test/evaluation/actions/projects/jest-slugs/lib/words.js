"use strict"

/** The words of a text, in lower case. */
function wordsOf(text) {
    return text.toLowerCase().match(/[a-z0-9]+/g) ?? []
}

module.exports = { wordsOf }
