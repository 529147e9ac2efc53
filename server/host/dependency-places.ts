import { posix, win32 } from 'node:path';

import type { DependencyPlaces } from '../context/dependencies/dependency-places.ts';
import type { HomeFacts } from './home-places.ts';

/** Where Go and Cargo keep sources, by their variables and defaults; relative variables are ignored, as Go does. */
export function dependencyPlaces({ platform, env, homeFolder }: HomeFacts): DependencyPlaces {
  const path = platform === 'win32' ? win32 : posix;
  const absolute = (value: string | undefined) => {
    return value !== undefined && path.isAbsolute(value) ? value : undefined;
  };
  const goPath = absolute(env.GOPATH?.split(path.delimiter)[0]) ?? path.join(homeFolder, 'go');
  const cargoHome = absolute(env.CARGO_HOME) ?? path.join(homeFolder, '.cargo');
  return {
    goModules: absolute(env.GOMODCACHE) ?? path.join(goPath, 'pkg', 'mod'),
    cargoSources: path.join(cargoHome, 'registry', 'src'),
  };
}
