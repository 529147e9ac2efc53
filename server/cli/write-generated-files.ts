// `npm run generate`: writes every committed file that is made from code.
import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';

import { generatedFiles } from './generated-files.ts';

const root = resolve(import.meta.dirname, '../..');
for (const { path, text } of generatedFiles()) writeFileSync(resolve(root, path), text);
