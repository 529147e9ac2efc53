/** Absolute folders outside any root where package managers keep the sources of dependencies. */
export interface DependencyPlaces {
  /** Go's module cache. */
  readonly goModules: string | undefined;
  /** Unpacked crates of Cargo, one folder a registry. */
  readonly cargoSources: string | undefined;
}
