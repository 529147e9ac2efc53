/**
 * Offset behind what must stand before the first import: shebang, comments on the file, docstring, directives,
 * `package`, `namespace` and the like; 0 where nothing does.
 */
export function headEnd(text: string): number {
  const parts = /^\s*<\?php\b/.test(text) ? [...phpParts, ...headParts] : headParts;
  let end = 0;
  let at = 0;
  for (;;) {
    const rest = text.slice(at);
    const part = lengthAt(rest, parts);
    // Other comments belong to what follows them, which may have to stand first.
    const length = part > 0 ? part : lengthAt(rest, comments);
    if (length === 0) return end;
    at += length;
    if (part > 0 || blankLine.test(text.slice(at))) end = at + lengthAt(text.slice(at), [commentBehind]);
  }
}

function lengthAt(rest: string, patterns: readonly RegExp[]): number {
  for (const pattern of patterns) {
    const [found = ''] = pattern.exec(rest) ?? [];
    if (found !== '') return found.length;
  }
  return 0;
}

const headParts: readonly RegExp[] = [
  /^\s*#!(?!\[).*/,
  /^\s*#.*(?:coding[:=]|frozen_string_literal:).*/,
  /^\s*\/\/\/[ \t]*<.*/,
  /^\s*\/\/[ \t]*@ts-(?:no)?check\b.*/,
  // Documentation of a whole module of Rust.
  /^\s*\/\/!.*/,
  /^\s*\/\*!(?:(?!\*\/)[\s\S])*\*\//,
  /^\s*[rRuU]?("""[\s\S]*?"""|'''[\s\S]*?''')(?=[ \t]*(?:#.*)?(?:\r?\n|$))/,
  // A directive, or a docstring of one line.
  /^\s*(['"])[^'"\n]+\1[ \t]*;?(?=[ \t]*(?:(?:#|\/\/).*)?(?:\r?\n|$))/,
  /^\s*from __future__ import (?:\([^)]*\)|.*)/,
  /^\s*@file:.*/,
  /^\s*(?:package|namespace)\s+[\w.\\]+[ \t]*(?:;|(?=\r?\n|$|\/[/*]))(?!\s*\{)/,
  /^\s*#!\[(?:[^[\]]|\[[^\]]*\])*\]/,
  /^\s*#pragma once/,
  /^\s*#[ \t]*ifndef[ \t]+(\w+)[ \t]*\r?\n\s*#[ \t]*define[ \t]+\1\b.*/,
];

/** In brackets of a namespace, its imports stand within them. */
const phpParts: readonly RegExp[] = [
  /^\s*<\?php\b/,
  /^\s*declare\s*\(\s*strict_types\s*=\s*[01]\s*\)\s*;/,
  /^\s*namespace\s+[\w\\]+\s*\{/,
];

const comments: readonly RegExp[] = [
  /^\s*\/\*(?:(?!\*\/)[\s\S])*\*\//,
  /^\s*(?:\/\/|#(?!\s*(?:include|define|pragma|if|\[)))[^\n]*/,
];

/** A comment that a blank line parts from the code is about the file. */
const blankLine = /^[ \t]*\r?\n[ \t]*\r?\n/;
const commentBehind = /^[ \t]*(?:\/\/|#(?!\[)|\/\*.*\*\/[ \t]*(?=\r?\n|$)).*/;
