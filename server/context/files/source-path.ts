import type { LeftOutReason } from '../ports.ts';

/** Why a file is not learned from, as its path alone tells; undefined for source code. */
export function reasonInPath(path: string): LeftOutReason | undefined {
  const { folders, name } = partsOf(path);
  return isSourceName(name) ? reasonInParts(folders, name) : 'not-source';
}

/** The same for a file that is only searched: prose and settings count, too; data, pictures and archives do not. */
export function reasonInTextPath(path: string): LeftOutReason | undefined {
  const { folders, name } = partsOf(path);
  return dataName.test(name) ? 'not-source' : reasonInParts(folders, name);
}

function partsOf(path: string): { readonly folders: readonly string[]; readonly name: string } {
  const folders = path.toLowerCase().split('/');
  const name = folders.pop() ?? '';
  return { folders, name };
}

function reasonInParts(folders: readonly string[], name: string): LeftOutReason | undefined {
  if (folders.some((folder) => vendoredFolders.has(folder))) return 'vendored';
  if (minifiedName.test(name)) return 'minified';
  if (generatedName.test(name) || lockFiles.has(name)) return 'generated';
  return undefined;
}

function isSourceName(name: string): boolean {
  const dot = name.lastIndexOf('.');
  return dot < 0 ? sourceNames.has(name) : sourceExtensions.has(name.slice(dot + 1));
}

/** Folders that hold other people's code, whether or not they are in version control. */
const vendoredFolders: ReadonlySet<string> = new Set(
  (
    'node_modules bower_components jspm_packages vendor third_party third-party thirdparty pods carthage ' +
    '.yarn site-packages dist-packages .venv venv virtualenv .tox .nox __pycache__ .gradle .terraform .bundle'
  ).split(' '),
);

const minifiedName = /[.-]min\.(?:js|mjs|cjs|css)$/;

/** Names that code generators give: protocol buffers, Dart's builders, Go's, GraphQL's, designers'. */
const generatedName =
  /(?:\.pb(?:\.gw)?\.(?:go|cc|h|rb)|_pb2(?:_grpc)?\.pyi?|_pb\.(?:js|d\.ts)|\.g\.(?:dart|cs)|\.freezed\.dart|\.designer\.cs|\.generated\.\w+|_generated\.\w+|\.bundle\.js|-bundle\.js)$/;

const lockFiles: ReadonlySet<string> = new Set([
  'package-lock.json',
  'npm-shrinkwrap.json',
  'composer.lock',
  'pnpm-lock.yaml',
  'pubspec.lock',
  'podfile.lock',
  'go.sum',
]);

/** What nobody reads as text, and tables, snapshots and notebooks, in which little was written by hand. */
const dataName =
  /\.(?:png|jpe?g|gif|ico|icns|bmp|webp|avif|svg|pdf|psd|woff2?|ttf|otf|eot|zip|gz|tgz|bz2|xz|zst|7z|rar|jar|war|class|o|a|so|dylib|dll|exe|bin|wasm|node|pyc|mp[34]|m4a|mov|avi|webm|wav|ogg|flac|db|sqlite3?|parquet|npy|npz|pt|onnx|lock|snap|map|csv|tsv|ipynb|patch|diff|log|dat|min\.js)$/;

const sourceNames: ReadonlySet<string> = new Set([
  'makefile',
  'gnumakefile',
  'dockerfile',
  'rakefile',
  'gemfile',
]);

/** Languages that people write by hand; data and prose are not among them. */
const sourceExtensions: ReadonlySet<string> = new Set(
  (
    'ts tsx mts cts js jsx mjs cjs vue svelte astro py pyi pyw pyx go rs java kt kts groovy scala sc clj cljs cljc ' +
    'c h cc cpp cxx hh hpp hxx inl ino m mm cu cs fs fsx fsi vb swift dart rb rake gemspec erb php phtml lua luau ' +
    'pl pm r jl ex exs erl hrl hs lhs elm ml mli re res nim zig d v sv vhd vhdl ada adb ads pas f f90 f95 for ' +
    'sh bash zsh fish ps1 psm1 bat cmd awk el lisp lsp scm ss rkt fnl vim tcl sql psql plsql graphql gql proto ' +
    'thrift prisma tf hcl nix cmake mk gradle bazel bzl star dhall jsonnet libsonnet rego cue css scss sass less ' +
    'styl html htm xhtml hbs ejs pug twig liquid njk jinja j2 yaml yml toml sol move cairo wgsl glsl vert frag hlsl ' +
    'metal asm s gd coffee ls haxe hx cr odin'
  ).split(' '),
);
