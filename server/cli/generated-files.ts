import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';

import { errorCodesPage } from '../config/error-codes-page.ts';
import { settingsDefaultsModule, settingsJsonSchema, settingsPage } from '../config/settings-docs.ts';

import { helpPages } from './help-pages.ts';

/** Every committed file that is made from code; paths are relative to the project's root. */
export function generatedFiles(): readonly { readonly path: string; readonly text: string }[] {
  return [
    { path: 'server/config/settings.md', text: settingsPage() },
    {
      path: 'server/config/settings.schema.json',
      text: `${JSON.stringify(settingsJsonSchema(), null, 2)}\n`,
    },
    { path: 'server/config/settings-defaults.ts', text: settingsDefaultsModule() },
    { path: 'server/cli/help.txt', text: helpPages('') },
    { path: 'server/base/error-codes.md', text: errorCodesPage() },
    ...promptSources().map(promptModule),
  ];
}

/** The prompts of all floors: `prompts/*.md` beside what uses them; relative, sorted. */
function promptSources(): readonly string[] {
  const server = join(projectRoot, 'server');
  const files = readdirSync(server, { recursive: true, withFileTypes: true });
  return files
    .filter((file) => basename(file.parentPath) === 'prompts' && file.name.endsWith('.md'))
    .map((file) => relative(projectRoot, join(file.parentPath, file.name)).replaceAll('\\', '/'))
    .sort();
}

/** A prompt is written as text and bundled as code: `prompts/fill-hole.md` as `fill-hole-prompt.ts` beside its folder. */
function promptModule(source: string): { path: string; text: string } {
  const name = basename(source, '.md');
  const prompt = readFileSync(join(projectRoot, source), 'utf8').replace(/[\\`]|\$\{/g, '\\$&');
  const about = `/** The text of ${name}.md; made by \`npm run generate\`. */`;
  const constant = `${name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())}Prompt`;
  const path = `${dirname(dirname(source))}/${name}-prompt.ts`;
  return { path, text: `${about}\nexport const ${constant} = \`${prompt}\`;\n` };
}

const projectRoot = join(import.meta.dirname, '../..');
