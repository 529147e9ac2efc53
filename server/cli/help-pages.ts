import type { Command } from 'commander';

import { createProgram } from './program.ts';

/** The help of the program and of every command, one after the other: `--help --all`, and help.txt. */
export function helpPages(version: string): string {
  const { program } = createProgram(version);
  return [program, ...program.commands].map(helpPage).join(`\n${'-'.repeat(100)}\n\n`);
}

/** Through `outputHelp`, because only that adds the texts behind the options. */
function helpPage(command: Command): string {
  const written: string[] = [];
  command.configureOutput({ writeOut: (text) => written.push(text) });
  command.outputHelp();
  return written.join('');
}
