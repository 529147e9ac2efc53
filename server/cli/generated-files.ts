import { readFileSync } from 'node:fs';
import { join } from 'node:path';

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
    promptModule('server/model/prompts/fill-hole.md', 'server/model/fill-hole-prompt.ts', 'fillHolePrompt'),
  ];
}

/** A prompt is written as text and bundled as code. */
function promptModule(source: string, path: string, name: string): { path: string; text: string } {
  const prompt = readFileSync(join(import.meta.dirname, '../..', source), 'utf8').replace(
    /[\\`]|\$\{/g,
    '\\$&',
  );
  const about = `/** The text of ${source.slice(source.lastIndexOf('/') + 1)}; made by \`npm run generate\`. */`;
  return { path, text: `${about}\nexport const ${name} = \`${prompt}\`;\n` };
}
