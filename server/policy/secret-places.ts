/**
 * The rule that makes a path a usual place of secrets (for "why"), or undefined; such files are never read.
 * `path` is relative to its root, with `/`. Letter case and Unicode composition do not matter, because file
 * systems differ in them. Folders count at any depth, the names of files only as the last part.
 */
export function secretPlaceOf(path: string): string | undefined {
  const parts = path.normalize('NFC').toLowerCase().split('/');
  const name = parts.pop() ?? '';
  const folder = parts.find((part) => secretFolders.has(part));
  if (folder !== undefined) return `${folder}/**`;
  return secretNames.find(({ matches }) => matches(name))?.rule;
}

const secretFolders: ReadonlySet<string> = new Set([
  '.ssh',
  '.aws',
  '.azure',
  '.gnupg',
  '.kube',
  '.docker',
  '.gcloud',
  '.oci',
  '.password-store',
  'gcloud',
  'secrets',
  '.secrets',
]);

interface SecretName {
  readonly rule: string;
  readonly matches: (name: string) => boolean;
}

const secretNames: readonly SecretName[] = [
  ...[
    '.npmrc',
    '.yarnrc',
    '.yarnrc.yml',
    '.netrc',
    '_netrc',
    '.pypirc',
    '.pgpass',
    '.my.cnf',
    '.htpasswd',
    '.dockercfg',
    '.dockerconfigjson',
    '.git-credentials',
    '.vault-token',
    '.boto',
    '.s3cfg',
    '.terraformrc',
    'kubeconfig',
    'terraform.tfvars',
    'authorized_keys',
  ].map(exactly),
  ...[
    '.env',
    'id_rsa',
    'id_dsa',
    'id_ecdsa',
    'id_ed25519',
    'credentials',
    '.credentials',
    'client_secret',
  ].map(startingWith),
  ...[
    '.env',
    '.pem',
    '.key',
    '.p12',
    '.pfx',
    '.pkcs12',
    '.p8',
    '.jks',
    '.keystore',
    '.kdb',
    '.kdbx',
    '.ppk',
    '.gpg',
    '.ovpn',
    '.tfstate',
    '.tfstate.backup',
    '.auto.tfvars',
    '.secret',
    '_history',
  ].map(endingWith),
  like('secrets.*', /^\.?secrets?\.(?:json|ya?ml|toml|ini|cfg|conf|properties|txt|xml|enc|py)$/),
  like('service-account*.json', /^service[-_]?account.*\.json$/),
  like('*credentials.json', /credentials?\.(?:json|ya?ml|toml|ini|csv|xml|enc)$/),
];

function exactly(name: string): SecretName {
  return { rule: name, matches: (candidate) => candidate === name };
}

function startingWith(start: string): SecretName {
  return { rule: `${start}*`, matches: (name) => name.startsWith(start) };
}

function endingWith(end: string): SecretName {
  return { rule: `*${end}`, matches: (name) => name.endsWith(end) };
}

function like(rule: string, pattern: RegExp): SecretName {
  return { rule, matches: (name) => pattern.test(name) };
}
