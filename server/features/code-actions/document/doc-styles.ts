import type { DocFacts } from './doc-facts.ts';
import type { CommentForm, DocStyle } from './doc-style.ts';
import { type SectionStyle, sectionInsertions, sectionLines } from './section-style.ts';
import { google, numpy } from './section-styles.ts';
import { type DocInsertion, type TagStyle, tagInsertions, tagLines } from './tag-style.ts';
import { doxygen, javadoc, jsdoc, luadoc, phpdoc, sphinx, tsdoc, xmlDoc, yard } from './tag-styles.ts';

/**
 * The style of a file's documentation; `examples` are texts of documentation that is there, those of the file itself
 * first. Undefined for a language that has no documentation.
 */
export function docStyleOf(language: string, examples: readonly string[]): DocStyle | undefined {
  return language === 'python' ? pythonStyle(examples) : styles[language];
}

function pythonStyle(examples: readonly string[]): DocStyle {
  const quotes = examples.some((text) => text.startsWith("'''")) ? "'''" : '"""';
  const form = { kind: 'docstring', quotes } as const;
  for (const text of examples) {
    if (/^[ \t]*(Parameters|Returns|Raises|Yields)[ \t]*\r?\n[ \t]*-{3,}/m.test(text))
      return sections('NumPy', form, numpy);
    if (/^[ \t]*:(param|return|returns|raises|type|rtype)\b/m.test(text)) return tags('Sphinx', form, sphinx);
    if (/^[ \t]*(Args|Arguments|Returns|Raises|Yields):[ \t]*$/m.test(text))
      return sections('Google', form, google);
  }
  return sections('Google', form, google);
}

function tags(name: string, form: CommentForm, style: TagStyle): DocStyle {
  return {
    ...{ name, form },
    lines: (facts) => tagLines(facts, style),
    insertions: (lines, facts) => tagInsertions(lines, facts, style),
  };
}

function sections(name: string, form: CommentForm, style: SectionStyle): DocStyle {
  return {
    ...{ name, form },
    lines: (facts) => sectionLines(facts, style),
    insertions: (lines, facts) => sectionInsertions(lines, facts, style),
  };
}

/** A sentence that begins with the name, as `go doc` shows it; nothing is listed. */
const goStyle: DocStyle = {
  name: 'Go',
  form: { kind: 'line', mark: '//' },
  lines: ({ summary }) => [summary],
  insertions: () => [],
};

/** Parameters are told in sentences; what goes wrong has a heading. */
const rustStyle: DocStyle = {
  name: 'rustdoc',
  form: { kind: 'line', mark: '///' },
  lines: (facts) => [facts.summary, ...rustSections(facts, [])],
  insertions: (lines, facts) => {
    const added = rustSections(facts, lines);
    return added.length === 0 ? [] : [{ at: lines.length, lines: added } satisfies DocInsertion];
  },
};

function rustSections({ thrown }: DocFacts, lines: readonly string[]): readonly string[] {
  return thrown
    .filter(({ name }) => !lines.some((line) => line.trim() === `# ${name}`))
    .flatMap(({ name, text }) => ['', `# ${name}`, '', text]);
}

const block = { kind: 'block' } as const;
const scriptTypes = tags('TSDoc', block, tsdoc);

const styles: Readonly<Record<string, DocStyle>> = {
  typescript: scriptTypes,
  tsx: scriptTypes,
  javascript: tags('JSDoc', block, jsdoc),
  go: goStyle,
  rust: rustStyle,
  java: tags('Javadoc', block, javadoc),
  kotlin: tags('KDoc', block, javadoc),
  scala: tags('Scaladoc', block, javadoc),
  php: tags('PHPDoc', block, phpdoc),
  ruby: tags('YARD', { kind: 'line', mark: '#' }, yard),
  'c-sharp': tags('XML documentation', { kind: 'line', mark: '///' }, xmlDoc),
  c: tags('Doxygen', block, doxygen),
  cpp: tags('Doxygen', block, doxygen),
  lua: tags('LuaDoc', { kind: 'line', mark: '---' }, luadoc),
};
