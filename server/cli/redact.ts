import type { Person } from './cli-context.ts';

/**
 * Takes the names of places and people out of a text: the workspace's root becomes `<workspace>`, the home
 * folder `~`, and a path segment that is the user's name `<user>`.
 */
export function redact(text: string, root: string, { homeFolder, userName }: Person): string {
  return [
    (draft: string) => withoutPath(draft, root, '<workspace>'),
    (draft: string) => withoutPath(draft, homeFolder, '~'),
    (draft: string) => withoutSegment(draft, userName),
  ].reduce((draft, step) => step(draft), text);
}

/** A root such as `/` names nobody, and replacing it would only garble. */
function withoutPath(text: string, path: string, name: string): string {
  return path.length > 1 ? text.replaceAll(path, name) : text;
}

function withoutSegment(text: string, segment: string): string {
  if (segment === '') return text;
  const literal = segment.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return text.replace(new RegExp(`(?<=[\\\\/])${literal}(?=[\\\\/]|$|[^\\w.-])`, 'gim'), '<user>');
}
