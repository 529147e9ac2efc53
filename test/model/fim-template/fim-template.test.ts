import { readdirSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';

import { excerpt, type SourcedText } from '../../../server/base/sourced-text.ts';
import { type FimFamilyName, fimFamily, fimFamilyNames } from '../../../server/model/fim-family.ts';
import { type FimPrompt, renderFimPrompt } from '../../../server/model/fim-template.ts';
import type { FillInMiddleRequest } from '../../../server/model/language-model.ts';
import { neutralizeMarkers } from '../../../server/model/neutralize-markers.ts';
import { cursorDocument, type Fixture, fixtureUri } from '../../support/fixture.ts';
import { fixtureSuite } from '../../support/fixture-suite.ts';

/**
 * Prompts byte by byte: `⏎` shows each newline of a prompt, so a last line without one ends in the last character
 * of the prompt, and blanks in front of `⏎` are real. `@settings` choose the family (`template`) and the editor's
 * name of the language (`languageId`); the files behind the completed one are the context, in their order.
 * `single-file` is the prompt without them, `stop` the texts that end the completion.
 */
fixtureSuite(import.meta.dirname, async (fixture) => {
  const { family, request } = requestOf(fixture);
  const { prompt, stop } = check(family, request);
  expectSources(fixture, family, prompt);
  const single = check(family, { ...request, context: [] });
  return {
    prompt: withVisibleNewlines(plain(prompt)),
    'single-file': withVisibleNewlines(plain(single.prompt)),
    stop: JSON.stringify(stop, undefined, 2),
  };
});

test('every family has a fixture', () => {
  const names = readdirSync(import.meta.dirname);
  for (const name of fimFamilyNames) expect(names).toContain(`${name}.fixture`);
});

test.each(fimFamilyNames)('no text of a user adds a marker to a prompt of %s', (family) => {
  const { markers } = fimFamily(family);
  const pieces = markers.flatMap((marker) => [marker, marker.slice(0, 3), marker.slice(3), marker.slice(-1)]);
  const hostile = fc
    .array(fc.oneof(fc.constantFrom(...pieces), fc.constantFrom('a', ' ', '\n', '<')), { maxLength: 12 })
    .map((texts) => texts.join(''));
  const inputs = fc.record({ prefix: hostile, suffix: hostile, path: hostile, context: hostile });
  const harmless = markersIn(family, { prefix: 'a', suffix: 'b', path: 'c', context: 'd' });
  fc.assert(
    fc.property(inputs, (texts) => {
      expect(markersIn(family, texts)).toBe(harmless);
    }),
  );
});

test.each(fimFamilyNames)(
  'files of context, each with its path, stand before the hole in a prompt of %s',
  (family) => {
    const request = requestWith({
      prefix: 'the prefix',
      suffix: 'b',
      path: 'c.py',
      context: 'some_context()',
    });
    const prompt = plain(check(family, request).prompt);
    const paths = request.context.map(({ path }) => path);
    const at = [...paths, 'some_context()', 'the prefix'].map((text) => prompt.indexOf(text));
    expect(at).not.toContain(-1);
    expect([...at].sort((one, other) => one - other)).toEqual(at);
  },
);

test('a path of several lines cannot leave its line', () => {
  const request = requestWith({ prefix: 'a', suffix: 'b', path: 'c\nd\r\ne.py', context: 'f\n' });
  expect(plain(check('qwen', request).prompt)).toContain('<|file_sep|>c d e.py\n<|fim_prefix|>');
  expect(plain(check('granite', request).prompt)).toContain('# Path: c d e.py\na<fim_suffix>');
});

test('a workspace without a name is not named', () => {
  const request = {
    ...requestWith({ prefix: 'a', suffix: 'b', path: 'c.py', context: 'd' }),
    repository: '',
  };
  expect(plain(check('qwen', request).prompt)).toMatch(/^<\|file_sep\|>/);
  expect(plain(check('starcoder2', request).prompt)).toMatch(/^<file_sep>/);
});

function check(family: FimFamilyName, request: FillInMiddleRequest): FimPrompt {
  return renderFimPrompt(family, request);
}

function requestOf(fixture: Fixture): { family: FimFamilyName; request: FillInMiddleRequest } {
  const { template, languageId } = JSON.parse(fixture.sections.get('settings') ?? '{}');
  const { prefix, suffix } = holeOf(fixture);
  const others = fixture.files.filter(({ path }) => path !== fixture.cursor.path);
  const context = others.map(({ path, text }) => ({
    path,
    text: excerpt(fixtureUri(path), text, 0, text.length),
  }));
  const path = fixture.cursor.path;
  const rest = { languageId, repository: 'shop', context, maxTokens: 64, stop: [] };
  const request = { prefix, suffix, path, ...rest };
  return { family: template, request };
}

function holeOf(fixture: Fixture): { prefix: SourcedText; suffix: SourcedText } {
  const { uri, text } = cursorDocument(fixture);
  const { offset } = fixture.cursor;
  return {
    prefix: excerpt(uri, text, 0, offset),
    suffix: excerpt(uri, text, offset, text.length),
  };
}

/** The parts with the uri of a file are that file's text, whole and in the order of the family. */
function expectSources(fixture: Fixture, family: FimFamilyName, prompt: SourcedText): void {
  const { markers } = fimFamily(family);
  const { prefix, suffix } = holeOf(fixture);
  const [before, after] = [prefix, suffix].map((text) => plain(neutralizeMarkers(text, markers)));
  expect([`${before}${after}`, `${after}${before}`]).toContain(textFrom(prompt, fixture.cursor.path));
  for (const { path, text } of fixture.files.filter((file) => file.path !== fixture.cursor.path)) {
    const own = textFrom(prompt, path).split('\n');
    const clean = plain(neutralizeMarkers(excerpt(fixtureUri(path), text, 0, text.length), markers));
    for (const [index, line] of clean.split('\n').entries()) expect(own[index]?.endsWith(line)).toBe(true);
  }
}

function textFrom(prompt: SourcedText, path: string): string {
  return prompt.parts
    .filter(({ uri }) => uri === fixtureUri(path))
    .map(({ text }) => text)
    .join('');
}

interface HostileTexts {
  readonly prefix: string;
  readonly suffix: string;
  readonly path: string;
  readonly context: string;
}

function requestWith({ prefix, suffix, path, context }: HostileTexts): FillInMiddleRequest {
  return {
    prefix: excerpt('file:///a', prefix, 0, prefix.length),
    suffix: excerpt('file:///a', suffix, 0, suffix.length),
    path,
    languageId: path,
    repository: path,
    context: [{ path, text: excerpt('file:///b', context, 0, context.length) }],
    maxTokens: 64,
    stop: [],
  };
}

/** How often a marker stands in the prompt for these texts, with a path that is never empty. */
function markersIn(family: FimFamilyName, texts: HostileTexts): number {
  const prompt = plain(check(family, requestWith({ ...texts, path: `x${texts.path}` })).prompt);
  const { markers } = fimFamily(family);
  return markers.reduce((sum, marker) => sum + prompt.split(marker).length - 1, 0);
}

function plain(text: SourcedText): string {
  return text.parts.map((part) => part.text).join('');
}

function withVisibleNewlines(text: string): string {
  return text.replaceAll('\n', '⏎\n');
}
