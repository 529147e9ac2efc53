import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { RememberingSyntaxReader } from '../../server/edits/remembering-syntax-reader.ts';
import { systemClock } from '../../server/host/system-clock.ts';
import { GrammarRegistry } from '../../server/syntax/grammar-registry.ts';
import { RegistrySyntaxReader } from '../../test/support/registry-syntax-reader.ts';
import { installedGrammars } from '../syntax/support/installed-grammars.ts';
import { chooseSequences } from './next-edit/choose-sequences.ts';

// Chooses the sequences of test/evaluation/next-edit once, from the histories in the folder INNERLOOP_REPOS.
const print = (text: string) => process.stdout.write(`${text}\n`);
const histories = process.env.INNERLOOP_REPOS;
if (!histories) throw new Error('INNERLOOP_REPOS must name a folder.');

const reader = new RegistrySyntaxReader(new GrammarRegistry(installedGrammars()), systemClock);
const syntax = new RememberingSyntaxReader(reader);
const rows = ['repository,commit,kind,path,start,places'];
for (const name of readdirSync(histories).sort()) {
  if (!name.includes('+')) continue;
  const repository = name.replace('+', '/');
  for (const { commit, kind, path, start, places } of await chooseSequences(
    repository,
    join(histories, name, 'repo'),
    syntax,
  ))
    rows.push([repository, commit, kind, path, start, places].join());
  print(`${repository}: ${rows.length - 1}`);
}
writeFileSync(join(import.meta.dirname, 'next-edit/sequences.csv'), `${rows.join('\n')}\n`);
