import type { FunctionShape, SourceShape } from '../../../syntax/source-shape.ts';

/** Whether a function waits to be written: it has an empty body, or one that only says that it is not there yet. */
export function isUnimplemented(shape: SourceShape, each: FunctionShape, text: string): boolean {
  if (each.body === undefined) return isMissingBody(shape, each, text);
  const body = withoutComments(bodyText(each, text), shape.language).trim();
  return body === '' || placeholders.some((placeholder) => placeholder.test(body));
}

/** Declarations of interfaces, abstract classes, overloads and headers are whole without a body. */
function isMissingBody(shape: SourceShape, each: FunctionShape, text: string): boolean {
  if (!bodilessLanguages.has(shape.language)) return false;
  const { definitions } = shape.outline;
  const parent = definitions[definitions[each.definition]?.parent ?? -1];
  if (parent?.kind === 'interface' || parent?.kind === 'type') return false;
  const declaration = text.slice(each.range.start, each.range.end);
  if (/^\s*(export\s+)?(declare|abstract|public abstract|protected abstract)\b/.test(declaration))
    return false;
  return !shape.functions.some(({ name, body }) => name === each.name && body !== undefined);
}

const bodilessLanguages: ReadonlySet<string> = new Set(['typescript', 'tsx', 'rust', 'java', 'kotlin']);

function bodyText({ body, documentation }: FunctionShape, text: string): string {
  if (body === undefined) return '';
  const isInside = documentation !== undefined && documentation.start >= body.start;
  const inner = text.slice(isInside ? documentation.end : body.start, body.end).trim();
  return inner.startsWith('{') && inner.endsWith('}') ? inner.slice(1, -1) : inner;
}

function withoutComments(body: string, language: string): string {
  const hashes = ['python', 'ruby', 'bash'].includes(language);
  return body.replace(hashes ? /#.*$/gm : /\/\*[\s\S]*?\*\/|\/\/.*$/gm, '');
}

const placeholders: readonly RegExp[] = [
  /^pass$/,
  /^\.\.\.$/,
  /^raise\s+NotImplementedError(\(.*\))?$/s,
  /^throw\s+(new\s+)?[\w.]*(Error|Exception)\(\s*(["'`])[^"'`]*\b(not (yet )?implemented|todo)\b[^"'`]*\3\s*\);?$/is,
  /^throw\s+new\s+(UnsupportedOperationException|NotImplementedException|\\?BadMethodCallException)\(.*\);?$/s,
  /^(todo|unimplemented)!\(.*\);?$/s,
  /^TODO\(.*\)$/s,
  /^panic\(\s*(["`])[^"`]*\b(not (yet )?implemented|todo)\b[^"`]*\1\s*\)$/is,
];
