/**
 * The baseline of `npm run bench:index`, run by it as a process of its own: parses the files that the index would
 * take in and runs our queries on them, nothing else.
 */
import { setPriority } from 'node:os';

import { scanRoot } from '../../server/context/files/root-scan.ts';
import { reasonInTextPath } from '../../server/context/files/source-path.ts';
import { reasonInText } from '../../server/context/files/source-text.ts';
import { fileLister } from '../../server/host/file-lister.ts';
import { fileReader } from '../../server/host/file-reader.ts';
import { grammarFiles } from '../../server/host/grammar-files.ts';
import { systemClock } from '../../server/host/system-clock.ts';
import { workspaceRoots } from '../../server/host/workspace-roots.ts';

import { builtInPolicy, policyFileNames } from '../../server/policy/built-in-policy.ts';
import { giveUpAfter } from '../../server/syntax/grammar.ts';
import { GrammarRegistry } from '../../server/syntax/grammar-registry.ts';
import { languageOf } from '../../server/syntax/languages.ts';
import { withTree } from '../../server/syntax/syntax-tree.ts';
import type { ParseCost } from './index-cost.ts';

// As low as the worker's, so that what else runs on the machine disturbs both alike.
if (process.platform === 'linux') setPriority(5);

/** As the index gives a file. */
const parseMs = 1_000;

const [, , root = '', grammars = ''] = process.argv;
const cost = await parseAll(await textsBelow(root));
process.send?.(cost);
process.disconnect();

interface SourceText {
  readonly language: string;
  readonly text: string;
}

/** Everything is read before the clock starts. */
async function textsBelow(folder: string): Promise<readonly SourceText[]> {
  const { signal } = new AbortController();
  const roots = workspaceRoots({ fileNames: policyFileNames, policy: builtInPolicy }, []);
  const { policy } = await roots.policyOf(folder);
  const subject = { root: folder, policy, isOwn: () => true, reasonIn: reasonInTextPath };
  const { files } = await scanRoot(fileLister({ scope: 'not-ignored' }), subject, signal);
  const reader = fileReader();
  const texts: SourceText[] = [];
  for (const { path } of files) {
    const language = languageOf(path);
    const read = language === undefined ? undefined : await reader.read(folder, path, signal);
    if (language === undefined || read?.kind !== 'text' || reasonInText(read.text) !== undefined) continue;
    texts.push({ language, text: read.text });
  }
  return texts;
}

async function parseAll(texts: readonly SourceText[]): Promise<ParseCost> {
  const start = process.cpuUsage();
  const registry = new GrammarRegistry(grammarFiles(grammars));
  let matches = 0;
  for (const { language, text } of texts) {
    const grammar = await registry.grammarOf(language);
    if (grammar === undefined) continue;
    const giveUp = giveUpAfter(parseMs, systemClock);
    matches += withTree(grammar, text, giveUp, (tree) => tree.matches('tags', giveUp).length) ?? 0;
  }
  const { user, system } = process.cpuUsage(start);
  return { cpuMs: (user + system) / 1_000, files: texts.length, matches };
}
