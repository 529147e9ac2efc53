import type { Finding, Retriever, RootView } from './scene.ts';

/** What the project says of itself: the nearest manifests, and instructions for assistants where they are trusted. */
export const facts: Retriever = {
  name: 'facts',
  async retrieve({ root, place, task }, signal) {
    if (task === 'completion') return [];
    const findings: Finding[] = [];
    for (const name of manifests) {
      const path = nearest(root, place?.path ?? '', name);
      const span = path === undefined ? undefined : await manifestSpan(root, path, signal);
      if (path !== undefined && span !== undefined)
        findings.push({ path, ...span, reason: 'manifest of the project', score: 1 });
    }
    const instructions = root.isTrusted ? nearest(root, place?.path ?? '', 'AGENTS.md') : undefined;
    if (instructions !== undefined)
      findings.push({
        path: instructions,
        startLine: 0,
        endLine: longest,
        reason: 'instructions of the project',
        score: 2,
      });
    return findings.sort((a, b) => b.score - a.score).slice(0, mostFindings);
  },
};

const manifests = [
  'package.json',
  'pyproject.toml',
  'go.mod',
  'Cargo.toml',
  'pom.xml',
  'composer.json',
  'Gemfile',
] as const;

/** In the folder of the file or the nearest one above it. */
function nearest(root: RootView, from: string, name: string): string | undefined {
  const folders = from.split('/').slice(0, -1);
  for (let depth = folders.length; depth >= 0; depth--) {
    const path = [...folders.slice(0, depth), name].join('/');
    if (root.index.has(path)) return path;
  }
  return undefined;
}

async function manifestSpan(root: RootView, path: string, signal: AbortSignal) {
  const text = await root.text(path, signal);
  return text === undefined
    ? undefined
    : { startLine: 0, endLine: Math.min(longest, text.split('\n').length) };
}

const longest = 60;
const mostFindings = 3;
