import { describe, expect, test } from 'vitest';

import { neverAborted } from '../../../server/base/cancellation.ts';
import { TextDocument } from '../../../server/base/text-document.ts';
import { applyEdits } from '../../../server/base/text-edit.ts';
import { importLines } from '../../../server/edits/imports/import-lines.ts';
import { placedImport } from '../../../server/edits/imports/place-import.ts';
import { GrammarRegistry } from '../../../server/syntax/grammar-registry.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { RegistrySyntaxReader } from '../../support/registry-syntax-reader.ts';
import { installedGrammars } from '../../syntax/support/installed-grammars.ts';

const syntax = new RegistrySyntaxReader(new GrammarRegistry(installedGrammars()), new ManualClock());

/** A file with one more import, which is written `NEW` and sorted as `module` among imports that are its like. */
async function check(languageId: string, text: string, module = ''): Promise<string> {
  const document = new TextDocument({ uri: 'file:///a', languageId, version: 1 }, text);
  const shape = await syntax.shapeOf(document, neverAborted);
  if (shape === undefined) throw new Error(`no grammar for ${languageId}`);
  const lines = importLines(document, shape);
  const edit = placedImport(document, lines, { line: 'NEW', module, isLike: () => module !== '' });
  return applyEdits(text, [edit]);
}

describe('an import goes below what must stand first', () => {
  test.each<[string, string, string]>([
    ['python', '#!/usr/bin/env python\n"""Doc.\n\nMore.\n"""\n', '\nrun()\n'],
    ['python', '"""Doc."""  # noqa\n', '\nrun()\n'],
    ['python', '"Doc."\n', '\nrun()\n'],
    ['python', '# Copyright\n"""Doc."""\nfrom __future__ import annotations\n', '\nrun()\n'],
    ['python', 'from __future__ import (\n    annotations,\n    division,\n)\n', '\nrun()\n'],
    ['typescript', '#!/usr/bin/env node\n', 'run();\n'],
    ['typescript', "'use client';\n", '\nrun();\n'],
    ['typescript', '// Copyright\n/// <reference types="node" />\n', 'run();\n'],
    ['typescript', '// @ts-nocheck\n', 'run();\n'],
    ['typescript', '/** @fileoverview Things */\n', '\nrun();\n'],
    ['go', '// Package a does.\npackage a\n', '\nfunc f() {}\n'],
    ['go', '//go:build linux\n\n/* Package a. */\npackage a // import "a"\n', '\nfunc f() {}\n'],
    ['java', '/* Copyright */\npackage a.b;\n', '\nclass A {}\n'],
    ['kotlin', '@file:JvmName("A")\npackage a.b\n', '\nclass A\n'],
    ['rust', '//! Doc.\n//! More.\n', 'fn main() {}\n'],
    ['rust', '#![allow(\n    dead_code,\n)]\n', 'fn main() {}\n'],
    ['ruby', '# frozen_string_literal: true\n', 'run\n'],
    ['php', '<?php\n\ndeclare(strict_types = 1);\n', '\nrun();\n'],
    ['php', '<?php\n/** Doc. */\nnamespace A;\n', '\nrun();\n'],
    ['php', '<?php\nnamespace A {\n', '    run();\n}\n'],
    ['c', '#ifndef A_H\n#define A_H\n', '\nint x;\n#endif\n'],
  ])('in %s: %j', async (languageId, head, rest) => {
    expect(await check(languageId, head + rest)).toBe(`${head}\nNEW\n${rest}`);
  });

  test.each<[string, string]>([
    ['typescript', '/** Adds. */\nexport function add() {}\n'],
    ['cpp', 'namespace a::b {\nint x;\n}\n'],
    ['csharp', 'namespace A\n{\n    using B;\n    class C {}\n}\n'],
    ['scala', 'package object a {\n  val x = 1\n}\n'],
    ['typescript', "'use strict'.trim();\n"],
  ])('but above code that only looks like it, in %s: %j', async (languageId, text) => {
    expect(await check(languageId, text)).toBe(`NEW\n\n${text}`);
  });
});

describe('an import goes behind the last of those before the code', () => {
  test.each<[string, string, string]>([
    ['typescript', "import a from 'a';\n", "\nfunction f() {\n  return 1;\n}\n\nimport b from 'b';\n"],
    [
      'typescript',
      "const a = require('a');\n",
      `\n${'run(a);\n'.repeat(8)}\nconst late = require('late');\n`,
    ],
    ['typescript', "const a = require('a'),\n  b = require('b');\n", '\nrun(a, b);\n'],
    ['typescript', "import a from 'a';\nvi.mock('x');\nimport b from 'b';\n", '\nrun(b);\n'],
    ['python', 'import a\n', '\n\ndef f():\n    return 1\n\n\nimport late\n'],
    ['python', 'import a, \\\n    b\n', '\nrun()\n'],
    ['python', 'import sys\n\nsys.path.insert(0, "x")\n\nfrom app import a\n', '\nrun()\n'],
    [
      'python',
      '"""Doc."""\n\nfrom __future__ import annotations\n\ntry:\n    import a\nexcept ImportError:\n    a = None\nimport b\n',
      '\nrun()\n',
    ],
    ['rust', 'use a::b;\n', '\nmod c {\nuse super::*;\nfn f() {}\n}\n'],
    [
      'rust',
      `${['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((name) => `mod ${name};\n`).join('')}\nuse a::b;\n`,
      '\nfn f() {}\n',
    ],
    ['c', '#include <a.h>\n', '#ifdef X\n#include "x.h"\n#endif\n\nint x;\n'],
    ['c', '#include <a.h>\n#ifdef X\n#include "x.h"\n#endif\n#include <b.h>\n', '\nint x;\n'],
  ])('in %s: %j', async (languageId, head, rest) => {
    const expected = await check(languageId, head + rest);
    expect(expected.replace(/\n+NEW\n/, '\n')).toBe(head + rest);
    expect(expected.slice(0, head.length)).toBe(head);
    expect(expected.slice(head.length).trimStart().startsWith('NEW\n')).toBe(true);
  });

  test('and at the head of a file whose only imports come late', async () => {
    const text = 'def f():\n    return 1\n\n\nimport late\n';
    expect(await check('python', text)).toBe(`NEW\n\n${text}`);
  });
});

describe('an import among its like', () => {
  test('does not take what is said of the next one', async () => {
    const text = '#[cfg(unix)]\nuse b::c;\nuse d::e;\n\nfn f() {}\n';
    expect(await check('rust', text, 'a')).toBe(text.replace('use d::e;\n', 'use d::e;\nNEW\n'));
  });

  test('is not sorted into those behind the code', async () => {
    const text = "import b from 'b';\n\nfunction f() {\n  return b;\n}\n\nimport y from 'y';\n";
    expect(await check('typescript', text, 'x')).toBe(text.replace("'b';\n", "'b';\nNEW\n"));
  });

  test('stands at its place between them', async () => {
    expect(await check('python', 'import a\nimport c\n', 'b')).toBe('import a\nNEW\nimport c\n');
  });
});
