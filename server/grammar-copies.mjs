import { readFileSync } from 'node:fs';

/**
 * What the build copies to `dist/grammars`: the WebAssembly of tree-sitter and of each language's grammar with the
 * licences of their packages, and our queries.
 */
export function grammarCopies() {
  const languages = Object.values(JSON.parse(readFileSync('grammars/languages.json', 'utf8')));
  const files = ['web-tree-sitter/web-tree-sitter.wasm', ...languages.map(({ grammar }) => grammar)];
  const packages = new Set(files.map((file) => file.slice(0, file.lastIndexOf('/'))));
  return [
    ...files.map((file) => ({ from: `node_modules/${file}`, to: file.slice(file.lastIndexOf('/') + 1) })),
    ...[...packages].map((name) => ({
      from: `node_modules/${name}/${licenseNames[name] ?? 'LICENSE'}`,
      to: `licenses/${name.slice(name.lastIndexOf('/') + 1)}.txt`,
    })),
    { from: 'grammars/queries', to: 'queries' },
  ];
}

const licenseNames = { '@tree-sitter-grammars/tree-sitter-lua': 'LICENSE.md' };
