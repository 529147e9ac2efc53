import fc from 'fast-check';
import { expect, test } from 'vitest';

import { secretPlaceOf } from '../../server/policy/secret-places.ts';

const secrets = [
  '.env',
  '.env.local',
  '.env.production.local',
  'app/.env',
  'app/.ENV.Test',
  '.envrc',
  'prod.env',
  'server.pem',
  'deep/down/here/tls.key',
  'cert.P12',
  'cert.pfx',
  'AuthKey_1.p8',
  'release.keystore',
  'release.jks',
  'vault.kdbx',
  'putty.ppk',
  'id_rsa',
  'id_rsa.bak',
  'backup/id_ed25519',
  'home/.ssh/config',
  'home/.SSH/known_hosts',
  '.aws/credentials',
  '.aws/cli/cache/x.json',
  '.kube/config',
  '.docker/config.json',
  '.gnupg/secring.gpg',
  '.config/gcloud/access_tokens.db',
  '.npmrc',
  'packages/a/.npmrc',
  '.yarnrc.yml',
  '.netrc',
  '_netrc',
  '.pypirc',
  '.git-credentials',
  '.pgpass',
  '.htpasswd',
  'credentials',
  'credentials.json',
  'config/credentials.yml.enc',
  'my-credentials.json',
  'client_secret_123.json',
  'service-account-prod.json',
  'secrets.yaml',
  'secrets/a.ts',
  'secrets/deep/a.ts',
  'k8s/Secrets/deep/er/a.ts',
  '.secrets/token',
  'infra/terraform.tfstate',
  'infra/prod.auto.tfvars',
  '.bash_history',
];

const ordinary = [
  'src/env/index.ts',
  'src/env.ts',
  'env/config.ts',
  'app/keys/index.ts',
  'src/key.ts',
  'src/keyboard.ts',
  'src/monkey.ts',
  'src/environment.ts',
  'src/secret-places.ts',
  'src/secretary/index.ts',
  'src/ssh/client.ts',
  'src/aws/bucket.ts',
  'src/pem-reader.ts',
  'src/historian.ts',
  'docs/identity.md',
  'src/docker/config.ts',
];

test.each(secrets)('never reads %s', (path) => {
  expect(secretPlaceOf(path)).toBeDefined();
});

test.each(ordinary)('reads %s', (path) => {
  expect(secretPlaceOf(path)).toBeUndefined();
});

test('sees a secret place in any letter case, Unicode composition and depth', () => {
  const folder = fc.stringMatching(/^[a-zäé]{1,8}$/);
  const spelling = fc.constantFrom(
    (path: string) => path.toUpperCase(),
    (path: string) => path.normalize('NFD'),
    (path: string) => path.replace(/[a-z]/, (letter) => letter.toUpperCase()),
  );
  fc.assert(
    fc.property(
      fc.array(folder, { maxLength: 4 }),
      fc.constantFrom(...secrets),
      spelling,
      (folders, path, spell) => {
        expect(secretPlaceOf(spell([...folders, path].join('/')))).toBeDefined();
      },
    ),
  );
});
