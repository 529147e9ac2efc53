import fc from 'fast-check';
import { expect, test } from 'vitest';

import { neverAborted } from '../../../server/base/cancellation.ts';
import type { FileRecord } from '../../../server/context/index/file-record.ts';
import { decodeRecord, encodeRecord } from '../../../server/context/index/record-codec.ts';
import { decodeRecords, encodeRecords } from '../../../server/context/index/records-segment.ts';
import type { MemoryWorkspace } from '../memory-workspace.ts';
import { everythingIn, indexOf, type Kept, keeperOver, readRoots, workspaceOf } from './context-workspace.ts';

const names = ['alpha', 'beta', 'gamma', 'delta'];
const paths = ['a.ts', 'b.ts', 'src/alpha.ts', 'src/beta.ts', 'src/a.py', 'notes.md', 'package.json'];

/** Texts of a few definitions and uses, in whatever language the path says. */
const text = fc
  .array(fc.tuple(fc.constantFrom(...names), fc.constantFrom(...names), fc.nat(2)), { maxLength: 6 })
  .map((parts) =>
    parts
      .map(([name, used, kind]) => {
        if (kind === 0) return `export function ${name}() {\n  return ${used}();\n}\n`;
        return kind === 1 ? `import { ${name} } from './${used}';\n` : `def ${name}(x):\n    ${used}(x)\n\n`;
      })
      .join('\n'),
  );

const step = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({ kind: fc.constant('write' as const), path: fc.constantFrom(...paths), text }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('remove' as const), path: fc.constantFrom(...paths) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('open' as const), path: fc.constantFrom(...paths), text }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('close' as const), path: fc.constantFrom(...paths) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('touch' as const), path: fc.constantFrom(...paths) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constantFrom('save' as const, 'restart' as const, 'rescan' as const) }),
  },
);
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

test('whatever happened, an index is the one that the files of now would give', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
      const workspace = workspaceOf({ '/w/a.ts': 'export function alpha() {}\n' });
      let kept = await readRoots(workspace);
      for (const each of steps) kept = await follow(workspace, kept, each);
      for (const { path } of kept.keeper.openTexts.all) await kept.keeper.documentClosed(path, neverAborted);
      const fresh = await readRoots(workspace, ['/w'], { cacheDirectory: '' });
      expect(everythingIn(indexOf(kept), names)).toEqual(everythingIn(indexOf(fresh), names));
      // What is stored is whole, too.
      await kept.keeper.save(neverAborted);
      workspace.readPaths.length = 0;
      const again = await readRoots(workspace);
      expect(everythingIn(indexOf(again), names)).toEqual(everythingIn(indexOf(fresh), names));
      expect(workspace.readPaths).toEqual([]);
    }),
    { numRuns: 60 },
  );
}, 60_000);

async function follow(workspace: MemoryWorkspace, kept: Kept, each: Step): Promise<Kept> {
  const { keeper } = kept;
  const path = 'path' in each ? `/w/${each.path}` : '';
  switch (each.kind) {
    case 'write':
      workspace.write(path, each.text);
      await keeper.filesChanged([path], neverAborted);
      return kept;
    case 'touch': {
      const file = workspace.files.get(path);
      if (file !== undefined) workspace.write(path, file.text);
      await keeper.filesChanged([path], neverAborted);
      return kept;
    }
    case 'remove':
      workspace.remove(path);
      await keeper.filesChanged([path], neverAborted);
      return kept;
    case 'open':
      await keeper.documentOpened({ path, languageId: '', text: each.text });
      return kept;
    case 'close':
      if (keeper.openTexts.has(path)) await keeper.documentClosed(path, neverAborted);
      return kept;
    case 'save':
      await keeper.save(neverAborted);
      return kept;
    case 'rescan':
      await keeper.rescan(neverAborted);
      return kept;
    case 'restart':
      await keeper.save(neverAborted);
      return readRoots(workspace);
  }
}

test('changes that are not waited for end in the same index', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 20 }), async (steps) => {
      const files = Object.fromEntries(
        Array.from({ length: 60 }, (_, i) => [
          `/w/many/${i}.ts`,
          `export function alpha() { beta(${i}); }\n`,
        ]),
      );
      const workspace = workspaceOf(files);
      const kept = keeperOver(workspace);
      const work: Promise<unknown>[] = [kept.keeper.addRoots(['/w'], neverAborted)];
      for (const each of steps) {
        if (each.kind !== 'restart') work.push(follow(workspace, kept, each));
        await Promise.resolve();
      }
      await Promise.all(work);
      for (const { path } of kept.keeper.openTexts.all) await kept.keeper.documentClosed(path, neverAborted);
      const fresh = await readRoots(workspace, ['/w'], { cacheDirectory: '' });
      expect(everythingIn(indexOf(kept), names)).toEqual(everythingIn(indexOf(fresh), names));
    }),
    { numRuns: 25 },
  );
}, 60_000);

test('reading everything again changes nothing', async () => {
  await fc.assert(
    fc.asyncProperty(fc.dictionary(fc.constantFrom(...paths), text), async (files) => {
      const workspace = workspaceOf(
        Object.fromEntries(Object.entries(files).map(([path, content]) => [`/w/${path}`, content])),
      );
      const kept = await readRoots(workspace);
      const before = everythingIn(indexOf(kept), names);
      for (const [path, { text: content }] of workspace.files) workspace.write(path, content);
      await kept.keeper.rescan(neverAborted);
      await kept.keeper.filesChanged([...workspace.files.keys()], neverAborted);
      expect(everythingIn(indexOf(kept), names)).toEqual(before);
    }),
    { numRuns: 30 },
  );
});

const kinds = ['class', 'function', 'method', 'field', 'section', 'macro', 'implementation'] as const;
const definition = fc
  .record({
    name: fc.string({ unit: 'grapheme' }),
    kind: fc.constantFrom(...kinds),
    startLine: fc.nat(1e5),
    length: fc.nat(1e4),
    signature: fc.nat(20),
    lead: fc.nat(20),
    parent: fc.option(fc.nat(1e4), { nil: undefined }),
  })
  .map(({ name, kind, startLine, length, signature, lead, parent }) => ({
    ...{ name, kind, parent, startLine: startLine + lead, leadLine: startLine },
    ...{ endLine: startLine + lead + length, signatureEnd: startLine + lead + signature },
  }));
const record: fc.Arbitrary<FileRecord> = fc.record({
  definitions: fc.array(definition),
  imports: fc.array(
    fc.record({
      module: fc.string({ unit: 'binary' }),
      names: fc.array(fc.record({ original: fc.string(), local: fc.string() })),
      line: fc.nat(1e5),
    }),
  ),
  hasTests: fc.boolean(),
});

test('a record comes back as it was', () => {
  fc.assert(
    fc.property(record, (each) => {
      expect(decodeRecord(encodeRecord(each))).toEqual(each);
    }),
  );
});

const indexedFile = fc.record({
  path: fc.string({ unit: 'grapheme', minLength: 1 }),
  size: fc.nat(),
  stamp: fc.string(),
  hash: fc.string(),
  language: fc.string(),
  isTracked: fc.option(fc.boolean(), { nil: undefined }),
  definitions: fc.nat(),
  record: record.map(encodeRecord),
});

test('a segment of records comes back as it was, and to its own maker alone', () => {
  fc.assert(
    fc.property(fc.array(indexedFile), fc.array(fc.string()), (files, removed) => {
      const buffer = encodeRecords({ files, removed }, 'one');
      const back = decodeRecords(buffer, 'one');
      expect(back?.removed).toEqual(removed);
      expect(back?.files.map((file) => ({ ...file, record: decodeRecord(file.record) }))).toEqual(
        files.map((file) => ({ ...file, record: decodeRecord(file.record) })),
      );
      expect(decodeRecords(buffer, 'two')).toBeUndefined();
    }),
  );
});

test('a segment of records in which any bit is wrong is none', () => {
  const file = { path: 'a.ts', size: 1, stamp: '1', hash: 'h', language: 'typescript' };
  const written = { ...file, isTracked: true, definitions: 0, record: new Uint8Array([91, 93]) };
  const buffer = encodeRecords({ files: [written], removed: [] }, 'one');
  fc.assert(
    fc.property(fc.nat(buffer.byteLength - 1), fc.nat(7), (at, bit) => {
      const copy = buffer.slice(0);
      const bytes = new Uint8Array(copy);
      bytes[at] = (bytes[at] ?? 0) ^ (1 << bit);
      expect(decodeRecords(copy, 'one')).toBeUndefined();
    }),
  );
});
