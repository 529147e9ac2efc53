import fc from 'fast-check';
import { expect, test } from 'vitest';

import { neverAborted } from '../../server/base/cancellation.ts';
import { TextDocument } from '../../server/base/text-document.ts';
import { OpenBrackets } from '../../server/embedded/brackets.ts';
import { buildCorpusSegment } from '../../server/embedded/corpus-segment.ts';
import { EmbeddedModel } from '../../server/embedded/embedded-model.ts';
import { codeText } from './code-text.ts';

/** A model that was taught these files, by URI. */
async function modelOf(files: Readonly<Record<string, string>>): Promise<EmbeddedModel> {
  const model = new EmbeddedModel();
  model.setSegments([await segmentOf(files)]);
  return model;
}

function segmentOf(files: Readonly<Record<string, string>>) {
  return buildCorpusSegment(
    'javascript',
    Object.entries(files).map(([uri, text]) => ({ uri, text })),
    neverAborted,
  );
}

/** The text up to the cursor mark, and behind it. */
function cursorIn(marked: string, uri = 'file:///new.ts') {
  const offset = marked.indexOf('█');
  const text = marked.replace('█', '');
  return { document: new TextDocument({ uri, languageId: '', version: 1 }, text), offset };
}

function check(model: EmbeddedModel, marked: string, options = {}): string {
  const outcome = model.complete({ ...cursorIn(marked), maxLines: 1, minimumConfidence: 0.3, ...options });
  return outcome.kind === 'ok' ? outcome.value.text : `nothing: ${outcome.reason}`;
}

const handler = (name: string) =>
  [
    `export function ${name}(request: Request): Response {`,
    '  const session = openSession(request);',
    '  if (session === undefined) return new Response("no session");',
    `  return respondTo${name}(session);`,
    '}',
    '',
  ].join('\n');

const repository = {
  'file:///first.ts': handler('First'),
  'file:///second.ts': handler('Second'),
  'file:///third.ts': handler('Third'),
  'file:///fourth.ts': handler('Fourth'),
};

const opening =
  'export function Fifth(request: Request): Response {\n  const session = openSession(request);\n';

test('continues a line as the repository does', async () => {
  expect(check(await modelOf(repository), `${opening}  if (session █`)).toBe(
    '=== undefined) return new Response("no session");',
  );
});

test('respects the word that was begun', async () => {
  expect(check(await modelOf(repository), `${opening}  if (session === undef█`)).toMatch(/^ined\) return/);
  expect(check(await modelOf(repository), `${opening}  if (session === nu█`)).not.toMatch(/^ined/);
});

test('goes on over the line end where several lines are wanted', async () => {
  expect(check(await modelOf(repository), `${opening}  █`, { maxLines: 2 })).toMatch(
    /^if \(session === undefined\) return new Response\("no session"\);\n {2}return/,
  );
  expect(check(await modelOf(repository), `${opening}  █`, { maxLines: 1 })).not.toContain('\n');
});

test('writes new lines with the indentation of the document', async () => {
  const model = await modelOf(repository);
  const text = check(
    model,
    `function f() {\n\treturn 1;\n}\nexport function Fifth(request: Request): Response {█`,
    { maxLines: 2 },
  );
  expect(text).toMatch(/^\n\tconst session = openSession\(request\);/);
});

test('says where the continuation was seen, and how often', async () => {
  const outcome = (await modelOf(repository)).complete({
    ...cursorIn(`${opening}  if (session █`),
    maxLines: 1,
    minimumConfidence: 0.3,
  });
  if (outcome.kind === 'nothing') throw new Error(outcome.reason);
  expect(Object.keys(repository)).toContain(outcome.value.evidence?.uri);
  expect(outcome.value.evidence).toMatchObject({ line: 2, count: 4 });
});

test('offers nothing below the confidence that is asked for', async () => {
  const model = await modelOf(repository);
  const question = { ...cursorIn(`${opening}  if (session █`), maxLines: 1 };
  expect(model.complete({ ...question, minimumConfidence: 1 })).toEqual({
    kind: 'nothing',
    reason: 'unsure',
  });
  for (const minimumConfidence of [0.3, 0.5, 0.7, 0.9]) {
    const outcome = model.complete({ ...question, minimumConfidence });
    if (outcome.kind === 'ok') expect(outcome.value.confidence).toBeGreaterThanOrEqual(minimumConfidence);
  }
});

test('offers nothing that is shorter than four characters', async () => {
  const model = await modelOf(repository);
  expect(check(model, `${opening}  if (session === undefined) return new Response("no session")█`)).toBe(
    'nothing: too-short',
  );
});

test('says when it has learnt nothing', () => {
  expect(check(new EmbeddedModel(), '█')).toBe('nothing: nothing-learned');
});

test('learns from the open document at once', async () => {
  const model = new EmbeddedModel();
  const before = new TextDocument({ uri: 'file:///a.ts', languageId: '', version: 1 }, 'start\n');
  model.documentOpened(before);
  const typed = `${'registerCommand("x", makeHandler(context));\n'.repeat(3)}registerCommand(`;
  const change = { start: 6, end: 6, text: typed };
  const after = before.withChange(change, 2);
  model.documentChanged(before, after, [change]);
  const outcome = model.complete({
    document: after,
    offset: after.text.length,
    maxLines: 1,
    minimumConfidence: 0.3,
  });
  expect(outcome).toMatchObject({ kind: 'ok', value: { text: '"x", makeHandler(context));' } });
});

test('an open document counts in place of its file, and the file again once it is closed', async () => {
  const model = await modelOf({ 'file:///a.ts': 'alpha.beta.gamma(delta);\n'.repeat(4) });
  const marked = 'alpha.beta.█';
  expect(check(model, marked)).toMatch(/^gamma\(delta\);/);
  model.documentOpened(
    new TextDocument({ uri: 'file:///a.ts', languageId: '', version: 1 }, 'nothing of that'),
  );
  expect(check(model, marked)).not.toContain('gamma');
  model.documentClosed('file:///a.ts');
  expect(check(model, marked)).toMatch(/^gamma\(delta\);/);
});

test('a file of a later segment counts in place of its earlier self, and a tombstone removes it', async () => {
  const older = await segmentOf({ 'file:///a.ts': 'alpha.beta.gamma(delta);\n'.repeat(4) });
  const newer = await segmentOf({ 'file:///a.ts': 'alpha.beta.omega(delta);\n'.repeat(4) });
  const gone = await segmentOf({ 'file:///a.ts': '' });
  const model = new EmbeddedModel();
  model.setSegments([older, newer]);
  expect(check(model, 'alpha.beta.█')).toMatch(/^omega\(delta\);/);
  model.setSegments([older, gone]);
  expect(check(model, 'alpha.beta.█')).not.toContain('gamma');
  model.setSegments([older]);
  expect(check(model, 'alpha.beta.█')).toMatch(/^gamma\(delta\);/);
});

test('learns nothing from files of other languages', async () => {
  const model = await modelOf({ 'file:///a.ts': 'alpha.beta.gamma(delta);\n'.repeat(4) });
  const question = { ...cursorIn('alpha.beta.█', 'file:///a.py'), maxLines: 1, minimumConfidence: 0.01 };
  expect(JSON.stringify(model.complete(question))).not.toContain('gamma');
});

test('does not repeat what already stands right of the cursor', async () => {
  const text = check(await modelOf(repository), `${opening}  if (session █ === undefined) return;`);
  expect(text).not.toContain('===');
});

test('never closes a bracket that neither it nor the text before the cursor opened', async () => {
  const model = await modelOf({ ...repository, 'file:///odd.ts': 'call(one));\n'.repeat(9) });
  fc.assert(
    fc.property(codeText, fc.nat(), (text, place) => {
      const document = new TextDocument({ uri: 'file:///x.ts', languageId: '', version: 1 }, text);
      const offset = place % (text.length + 1);
      const outcome = model.complete({ document, offset, maxLines: 3, minimumConfidence: 0.05 });
      if (outcome.kind === 'nothing') return;
      const brackets = new OpenBrackets();
      for (const unit of text.slice(0, offset)) brackets.add(unit);
      for (const unit of outcome.value.text) {
        if (')]}'.includes(unit)) expect(brackets.canClose(unit)).toBe(true);
        brackets.add(unit);
      }
    }),
  );
});

test('gives the same answer on an edited document as on a fresh one', async () => {
  const segment = await segmentOf(repository);
  fc.assert(
    fc.property(codeText, codeText, fc.nat(), fc.nat(), (text, inserted, from, place) => {
      const fresh = new EmbeddedModel();
      const edited = new EmbeddedModel();
      for (const model of [fresh, edited]) model.setSegments([segment]);
      const before = new TextDocument({ uri: 'file:///x.ts', languageId: '', version: 1 }, text);
      const start = from % (text.length + 1);
      const change = { start, end: start, text: inserted };
      const after = before.withChange(change, 2);
      edited.documentOpened(before);
      while (edited.pendingWork()) edited.workABit(5);
      edited.documentChanged(before, after, [change]);
      fresh.documentOpened(after);
      while (fresh.pendingWork()) fresh.workABit(5);
      const question = {
        document: after,
        offset: place % (after.text.length + 1),
        maxLines: 2,
        minimumConfidence: 0.1,
      };
      const [a, b] = [edited.complete(question), fresh.complete(question)];
      expect(a.kind === 'ok' ? a.value.text : a).toEqual(b.kind === 'ok' ? b.value.text : b);
    }),
  );
});

test('gives the same answer to the same question', async () => {
  const model = await modelOf(repository);
  const question = { ...cursorIn(`${opening}  █`), maxLines: 3, minimumConfidence: 0.2 };
  expect(model.complete(question)).toEqual(model.complete(question));
});

test('counts its files, their size and its own bytes', async () => {
  const model = await modelOf(repository);
  const stats = model.stats();
  expect(stats.files).toBe(4);
  expect(stats.sourceBytes).toBe(Object.values(repository).reduce((sum, text) => sum + text.length, 0));
  expect(stats.bytes).toBeGreaterThan(stats.sourceBytes);
});

test.each([
  ['one line of data', '0, '.repeat(100_000)],
  ['one word of a megabyte', 'a'.repeat(1_000_000)],
  ['the same line over and over', 'x = foo(bar);\n'.repeat(5_000)],
  ['empty lines', '\n'.repeat(20_000)],
  ['odd characters', '\0 \u2028 \ud800 a __proto__ constructor\n'.repeat(200)],
])('answers in a document of %s', (_, text) => {
  const model = new EmbeddedModel();
  const document = new TextDocument({ uri: 'file:///x.ts', languageId: '', version: 1 }, text);
  model.documentOpened(document);
  while (model.pendingWork()) model.workABit(500);
  for (const share of [0, 0.3, 0.7, 1]) {
    const offset = Math.floor(text.length * share);
    const outcome = model.complete({ document, offset, maxLines: 3, minimumConfidence: 0.3 });
    expect(['ok', 'nothing']).toContain(outcome.kind);
  }
});
