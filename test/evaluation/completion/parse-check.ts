import { systemClock } from '../../../server/host/system-clock.ts';
import { giveUpAfter } from '../../../server/syntax/grammar.ts';
import { GrammarRegistry } from '../../../server/syntax/grammar-registry.ts';
import { syntaxFaultsOf } from '../../../server/syntax/syntax-faults.ts';
import { withTree } from '../../../server/syntax/syntax-tree.ts';
import { installedGrammars } from '../../syntax/support/installed-grammars.ts';

/** Tells whether a text has more that the parser cannot read than the true one. */
export interface ParseCheck {
  isValid(text: string, trueText: string): boolean;
}

/** The check for a language. */
export async function openParseCheck(languageId: string): Promise<ParseCheck> {
  const grammar = await new GrammarRegistry(installedGrammars()).grammarOf(languageId);
  if (grammar === undefined) throw new Error(`no grammar of ${languageId}`);
  const counts = new Map<string, number>();
  const faultsIn = (text: string) => {
    const giveUp = giveUpAfter(parseMs, systemClock);
    const faults = withTree(grammar, text, giveUp, (tree) => syntaxFaultsOf(tree, giveUp).length);
    if (faults === undefined) throw new Error('a text could not be parsed in time');
    return faults;
  };
  return {
    isValid: (text, trueText) => {
      const known = counts.get(trueText) ?? faultsIn(trueText);
      counts.set(trueText, known);
      return faultsIn(text) <= known;
    },
  };
}

const parseMs = 20_000;
