import { changedLines } from './changed-lines.ts';
import { spanAround } from './chunk-finding.ts';
import type { Finding, Retriever } from './scene.ts';

/** What was changed since the last commit, in files that are open or were changed lately. */
export const changes: Retriever = {
  name: 'changes',
  async retrieve({ root, place, task }, signal) {
    const findings: Finding[] = [];
    for (const path of root.touched.filter((each) => root.index.has(each)).slice(0, mostFiles)) {
      const [before, now] = await Promise.all([
        task === 'completion' ? root.headTextAtHand(path) : root.headText(path, signal),
        root.text(path, signal),
      ]);
      if (before === undefined || now === undefined || before === now) continue;
      for (const span of changedLines(before, now).slice(0, mostPerFile)) {
        const around = spanAround(root, path, span.startLine);
        if (path === place?.path && around.startLine <= place.line && place.line < around.endLine) continue;
        const score = 1 / (1 + findings.length);
        findings.push({
          ...{ path, reason: 'changed since the last commit', score },
          startLine: Math.min(span.startLine, around.startLine),
          endLine: Math.max(Math.min(span.endLine, span.startLine + longest), around.endLine),
        });
      }
    }
    return findings;
  },
};

const mostFiles = 8;
const mostPerFile = 3;
const longest = 60;
