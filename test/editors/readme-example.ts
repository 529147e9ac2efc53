import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { projectFolder } from './editor-programs.ts';

/** A code block of a client's README, so that what it promises is what the scenarios run; `number` counts from 1. */
export function readmeExample(client: string, language: string, number: number): string {
  const readme = readFileSync(join(projectFolder, 'clients', client, 'README.md'), 'utf8');
  const blocks = [...readme.matchAll(/^```(\w+)\n(.*?)^```$/gms)].filter((match) => match[1] === language);
  const block = blocks[number - 1]?.[2];
  if (block === undefined) throw new Error(`clients/${client}/README.md has no ${language} block ${number}`);
  return block;
}
