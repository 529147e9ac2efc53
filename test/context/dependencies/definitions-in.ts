import { neverAborted } from '../../../server/base/cancellation.ts';
import {
  DependencyDefinitions,
  type DependencyRequest,
} from '../../../server/context/dependencies/dependency-definitions.ts';
import { GrammarRegistry } from '../../../server/syntax/grammar-registry.ts';
import { languageOf } from '../../../server/syntax/languages.ts';
import { outlineOf } from '../../../server/syntax/outline.ts';
import { withTree } from '../../../server/syntax/syntax-tree.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { installedGrammars } from '../../syntax/support/installed-grammars.ts';
import { MemoryWorkspace } from '../memory-workspace.ts';

const grammars = new GrammarRegistry(installedGrammars());

/** A root `/w`, and Go's and Cargo's sources at `/go` and `/cargo`, in memory. */
export class DependencyTree {
  readonly workspace = new MemoryWorkspace();
  readonly clock = new ManualClock();
  readonly read: string[] = [];
  readonly definitions: DependencyDefinitions;

  /** Files by path below the root, or by absolute path. */
  constructor(files: Readonly<Record<string, string>>) {
    for (const [path, text] of Object.entries(files)) this.write(path, text);
    this.definitions = new DependencyDefinitions({
      reader: {
        ...this.workspace.declarations,
        realPathOf: (root, path) => this.workspace.declarations.realPathOf(root, path),
        read: (root, path, signal) => {
          this.read.push(path);
          return this.workspace.declarations.read(root, path, signal);
        },
      },
      places: { goModules: '/go', cargoSources: '/cargo' },
      grammars,
      clock: this.clock,
      uriOf: (base, path) => `file://${base}/${path}`,
    });
  }

  write(path: string, text: string): void {
    this.workspace.write(path.startsWith('/') ? path : `/w/${path}`, text);
  }

  /** What the file at `path`, which reads `source`, has from its dependencies for these names. */
  async describe(path: string, source: string, ...wantedNames: string[]): Promise<string> {
    const found = await this.find({ path, wantedNames, ...(await importsOf(path, source)) });
    return found
      .map((each) => `${each.name} ${each.path}\n${each.parts.map(({ text }) => text).join('\n…\n')}`)
      .join('\n\n');
  }

  find(
    request: Pick<DependencyRequest, 'path' | 'language' | 'imports' | 'wantedNames'> &
      Partial<DependencyRequest>,
  ) {
    return this.definitions.definitionsOf({ root: '/w', isExcluded: () => false, ...request }, neverAborted);
  }
}

/** The language of a source and what it imports. */
export async function importsOf(
  path: string,
  source: string,
): Promise<Pick<DependencyRequest, 'language' | 'imports'>> {
  const language = languageOf(path) ?? '';
  const grammar = await grammars.grammarOf(language);
  const never = () => false;
  const imports = grammar && withTree(grammar, source, never, (tree) => outlineOf(tree, never).imports);
  return { language, imports: imports ?? [] };
}
