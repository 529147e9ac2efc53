import { ordered } from './chunk-finding.ts';
import { namesNear } from './names-near.ts';
import type { Retriever } from './scene.ts';

/** What packages define of the names at the cursor: "how do I do this" is mostly about them. */
export const dependencies: Retriever = {
  name: 'dependencies',
  async retrieve({ root, place, task }, signal) {
    if (place === undefined) return [];
    const imports = place.record.imports.filter(
      ({ module, names }) =>
        root.resolveImport(
          place.path,
          module,
          names.map(({ original }) => original),
        ).length === 0,
    );
    if (imports.length === 0) return [];
    const near = namesNear(place).flatMap(({ name, owner }) =>
      owner === undefined ? [name] : [name, owner],
    );
    // What was imported last is what is about to be used, mostly.
    const imported = imports.flatMap(({ names }) => names.map(({ local }) => local)).reverse();
    const names = [...new Set([...near, ...imported])].slice(0, mostNames);
    const wanted = { path: place.path, imports, names, isHurried: task === 'completion' };
    const found = await root.dependencyDefinitions(wanted, signal);
    return ordered(
      found.flatMap(({ path, uri, reason, parts }, at) => {
        const [first, last] = [parts[0], parts.at(-1)];
        if (first === undefined || last === undefined) return [];
        const span = { startLine: first.startLine, endLine: last.endLine };
        return [{ path, ...span, reason, score: 1 / (1 + at), source: { uri, parts } }];
      }),
      mostFindings,
    );
  },
};

const mostNames = 40;
const mostFindings = 8;
