// The rules of server/ARCHITECTURE.md ("Floors") for dependency-cruiser; test/architecture checks the tree with them.

/** Which floors each floor may import, besides itself. */
export const floors = {
  base: [],
  policy: ['base'],
  syntax: ['base', 'policy'],
  embedded: ['base', 'policy', 'syntax'],
  model: ['base', 'policy'],
  metrics: ['base', 'policy'],
  context: ['base', 'policy', 'syntax'],
  edits: ['base', 'policy', 'syntax', 'context'],
  features: ['base', 'policy', 'syntax', 'embedded', 'model', 'metrics', 'context', 'edits'],
  config: ['base', 'policy', 'model', 'features'],
  evaluation: ['base', 'policy', 'syntax', 'embedded', 'model', 'metrics', 'context', 'edits', 'features'],
  mcp: ['base', 'policy', 'context', 'edits'],
  protocol: ['base', 'policy', 'syntax', 'context', 'edits', 'features', 'config'],
};

const entries = '^server/(main|compose[a-z-]*|corpus-worker|context-worker)\\.ts$';
const build = '^server/(build|grammar-copies)\\.mjs$';

/** The doors of floors that have some; other files of theirs are reached from inside only. */
const doors = {
  embedded: '^server/embedded/(embedded-model|corpus-segment|language-family)\\.ts$',
};

function rule(name, comment, from, to) {
  return { name, comment, severity: 'error', from, to };
}

const floorRules = Object.entries(floors).map(([floor, below]) =>
  rule(
    `floor-${floor}`,
    `${floor} imports only ${['itself', ...below].join(', ')}`,
    { path: `^server/${floor}/` },
    { path: '^server/', pathNot: `^server/(${[floor, ...below].join('|')})/` },
  ),
);

const doorRules = Object.entries(doors).map(([floor, door]) =>
  rule(
    `door-${floor}`,
    `${floor} is entered through its doors`,
    { path: '^server/', pathNot: `^server/${floor}/` },
    { path: `^server/${floor}/`, pathNot: door },
  ),
);

const notModules = '\\.json$';

export const forbidden = [
  ...floorRules,
  ...doorRules,
  rule('no-cycles', 'no import cycles', {}, { circular: true }),
  rule(
    'base-imports-nothing',
    'base imports no package',
    { path: '^server/base/' },
    { pathNot: '^server/base/' },
  ),
  rule(
    'lsp-in-protocol-only',
    'vscode-languageserver* and vscode-jsonrpc only in protocol',
    { path: '^server/', pathNot: '^server/protocol/' },
    { path: 'node_modules/vscode-(languageserver|jsonrpc)' },
  ),
  rule(
    'mcp-in-mcp-only',
    '@modelcontextprotocol/* only in mcp and the entry that starts it',
    { path: '^server/', pathNot: '^server/(mcp/|compose-mcp\\.ts$)' },
    { path: 'node_modules/@modelcontextprotocol' },
  ),
  rule(
    'node-at-the-rim-only',
    "node's modules only in host, cli and the entries",
    { path: '^server/', pathNot: `^server/(host|cli)/|${entries}|${build}` },
    { dependencyTypes: ['core'] },
  ),
  rule(
    'host-knows-types-only',
    'host imports other floors as types only, base excepted',
    { path: '^server/host/' },
    { path: '^server/', pathNot: `^server/(host|base)/|${notModules}`, dependencyTypesNot: ['type-only'] },
  ),
  rule(
    'features-are-strangers',
    'features do not import each other',
    { path: '^server/features/([^/]+)/' },
    { path: '^server/features/', pathNot: '^server/features/$1/' },
  ),
  rule(
    'nothing-imports-entries',
    'nothing imports the entries or cli',
    { path: '^server/', pathNot: `^server/cli/|${entries}` },
    { path: `^server/cli/|${entries}` },
  ),
  rule(
    'server-stands-alone',
    'server never imports test or clients',
    { path: '^server/' },
    { path: '^(test|clients)/' },
  ),
  rule(
    'clients-stand-alone',
    'clients never import server',
    { path: '^clients/' },
    { path: '^(server|test)/' },
  ),
];
