import type { Clock } from '../../base/clock.ts';
import type { GrammarRegistry } from '../../syntax/grammar-registry.ts';
import type { ImportStatement } from '../../syntax/import-statements.ts';
import type { ContextPart } from '../context-item.ts';
import type { DeclarationReader } from '../dependency-declarations.ts';
import { definitionParts } from './definition-parts.ts';
import { DefinitionSearch } from './definition-search.ts';
import { DependencyFiles } from './dependency-files.ts';
import type { DependencyPlaces } from './dependency-places.ts';
import { type DependencyFile, DependencySession } from './dependency-session.ts';
import { GoLocator } from './go-locator.ts';
import { NodeLocator } from './node-locator.ts';
import type { PackageLocator } from './package-locator.ts';
import { PythonLocator } from './python-locator.ts';
import { RustLocator } from './rust-locator.ts';
import { type FoundWanted, WantedNames } from './wanted-names.ts';

/** A definition of a dependency that the user's file imports. */
export interface DependencyDefinition {
  /** As it is shown: `node_modules/zod/index.d.ts`, `go:example.com/mod@v1.0.0/file.go`, `cargo:NAME-1.0.0/src/lib.rs`. */
  readonly path: string;
  readonly uri: string;
  /** What its package calls it. */
  readonly name: string;
  /** Why it is here, in a few words: "defines useState, imported from react". */
  readonly reason: string;
  /** In the order of the file; more than one for overloads, and where a long definition was shortened. */
  readonly parts: readonly ContextPart[];
}

/** The user's file, what it imports, and the names that matter at the cursor, most wanted first. */
export interface DependencyRequest {
  /** Absolute. */
  readonly root: string;
  /** Relative to the root. */
  readonly path: string;
  /** As `grammars/languages.json` names it. */
  readonly language: string;
  readonly imports: readonly Pick<ImportStatement, 'module' | 'names'>[];
  /** As the user's file calls them, and names of members too, since `z.object` wants `object`. */
  readonly wantedNames: readonly string[];
  /** The policy's explicit excludes; asked for paths as they are written and for where links lead. */
  readonly isExcluded: (path: string) => boolean;
}

/** What finding definitions of dependencies needs. */
export interface DependencyPorts {
  readonly reader: DeclarationReader;
  readonly places: DependencyPlaces;
  readonly grammars: GrammarRegistry;
  readonly clock: Clock;
  /** The URI of a path below an absolute folder. */
  readonly uriOf: (base: string, path: string) => string;
}

/** Reads definitions of dependencies on demand, although version control ignores them; definitions and nothing else. */
export class DependencyDefinitions {
  readonly #ports: DependencyPorts;
  readonly #files: DependencyFiles;

  constructor(ports: DependencyPorts) {
    this.#ports = ports;
    this.#files = new DependencyFiles(ports.reader, ports.clock);
  }

  /** Those of the wanted names that lead out of the workspace, in the order of `wantedNames`. */
  async definitionsOf(
    request: DependencyRequest,
    signal: AbortSignal,
  ): Promise<readonly DependencyDefinition[]> {
    const locator = locatorFor(request, this.#ports.places);
    if (locator === undefined) return [];
    const parts = { files: this.#files, grammars: this.#ports.grammars, clock: this.#ports.clock };
    const session = new DependencySession(
      parts,
      { isExcluded: request.isExcluded, maxParseMs, maxFiles },
      signal,
    );
    const search = new DefinitionSearch(session, locator);
    const found = await new WantedNames(request, { session, locator, search }).find();
    const wanted = new Set(request.wantedNames);
    return found.flatMap((each) => this.#describe(each, wanted)).slice(0, maxDefinitions);
  }

  /** Forgets what was read, as after an installation of packages. */
  forget(): void {
    this.#files.forget();
  }

  #describe(
    { name, module, found }: FoundWanted,
    wanted: ReadonlySet<string>,
  ): readonly DependencyDefinition[] {
    if (found.kind === 'namespace') return [];
    const { file, outline, definitions } = found;
    const parts = definitionParts({ outline, definitions }, wanted);
    if (parts.length === 0) return [];
    const { base, path } = file;
    const reason = `defines ${name}, imported from ${module}`;
    return [{ path: this.#shownPath(file), uri: this.#ports.uriOf(base, path), name, reason, parts }];
  }

  #shownPath({ base, path }: DependencyFile): string {
    const { goModules, cargoSources } = this.#ports.places;
    if (base === goModules) return `go:${path}`;
    return base === cargoSources ? `cargo:${path.slice(path.indexOf('/') + 1)}` : path;
  }
}

function locatorFor(
  { root, path, language }: DependencyRequest,
  places: DependencyPlaces,
): PackageLocator | undefined {
  switch (language) {
    case 'typescript':
    case 'tsx':
    case 'javascript':
      return new NodeLocator(root);
    case 'python':
      return new PythonLocator(root);
    case 'go':
      return new GoLocator(root, places.goModules);
    case 'rust':
      return new RustLocator({ base: root, path }, places.cargoSources);
    default:
      return undefined;
  }
}

/** Files that one request looks into. */
const maxFiles = 24;

/** What its parses may take together. */
const maxParseMs = 250;
const maxDefinitions = 12;
