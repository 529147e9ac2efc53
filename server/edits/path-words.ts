/** The path that a line of a reply names and nothing else, such as "**src/add.ts**" or "File: `src/add.ts`:". */
export function pathInLine(line: string): string | undefined {
  const bare = line
    .trim()
    .replace(/^#{1,6}\s+/, '')
    .replace(/^(?:\*\*|__)?(?:file|path|filename)(?:\*\*|__)?\s*:(?:\*\*|__)?\s*/i, '')
    .replace(/^(?:\*\*|__|`)+|(?:\*\*|__|`|:)+$/g, '')
    .trim();
  return isPath(bare) ? bare : undefined;
}

/** The path in the words behind the ticks of a fence: "ts src/add.ts", "ts:src/add.ts", "ts title=\"src/add.ts\"". */
export function pathInInfo(info: string): string | undefined {
  const words = info.split(/\s+/).flatMap((word) => {
    const [, named] = /^(?:title|file|filename|path)=["']?([^"']+)["']?$/.exec(word) ?? [];
    return [named ?? word.replace(/^\w+:(?=[^/\\])/, '')];
  });
  return words.find(isPath);
}

/** The path that a comment names and nothing else, such as the first line "// src/add.ts" of a block of code. */
export function pathInComment(line: string): string | undefined {
  const [, words] = /^\s*(?:\/\/|#|--|;|\/\*|<!--)\s*(.+?)\s*(?:\*\/|-->)?\s*$/.exec(line) ?? [];
  return words === undefined ? undefined : pathInLine(words);
}

/** Whether two spellings mean the same file: `./`, `a/` and `b/` of diffs, and backslashes do not matter. */
export function isSamePath(named: string, path: string): boolean {
  const plain = plainPath(named);
  return plain === path || plain.replace(/^[ab]\//, '') === path;
}

/** With `/`, without `./` in front. */
export function plainPath(path: string): string {
  return path.replaceAll('\\', '/').replace(/^(?:\.\/)+/, '');
}

const namesWithoutEnding =
  /^(?:Makefile|Dockerfile|Gemfile|Rakefile|Procfile|Jenkinsfile|Vagrantfile|LICENSE|Containerfile|\.[\w.-]+)$/;

function isPath(words: string): boolean {
  if (!/^[^\s:<>|*?"'`,;=]+$/.test(words) || words.includes('//')) return false;
  const name = words.split(/[/\\]/).at(-1) ?? '';
  return /[\w)\]-]\.\w{1,10}$/.test(name) || namesWithoutEnding.test(name);
}
