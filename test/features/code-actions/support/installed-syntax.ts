import { GrammarRegistry } from '../../../../server/syntax/grammar-registry.ts';
import { ManualClock } from '../../../support/manual-clock.ts';
import { RegistrySyntaxReader } from '../../../support/registry-syntax-reader.ts';
import { installedGrammars } from '../../../syntax/support/installed-grammars.ts';

const registry = new GrammarRegistry(installedGrammars());

/** Reads syntax with the installed grammars. */
export const installedSyntax = new RegistrySyntaxReader(registry, new ManualClock());
