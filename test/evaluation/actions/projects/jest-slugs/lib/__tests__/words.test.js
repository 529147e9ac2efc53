"use strict"

const { wordsOf } = require("../words")

test("finds words", () => {
    expect(wordsOf("Two words")).toEqual(["two", "words"])
})

test("finds none in an empty text", () => {
    expect(wordsOf("")).toEqual([])
})
