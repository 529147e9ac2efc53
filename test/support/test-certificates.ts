import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** PEM files for tests that speak TLS to themselves; `certificates/README.md` tells how they were made. */
export const testCertificates = {
  /** Signs the other two, and is in nobody's list of trusted ones. */
  ca: certificate('ca.pem'),
  /** For `localhost`, `127.0.0.1` and `::1`. */
  server: certificate('server.pem'),
  serverKey: certificate('server-key.pem'),
  client: certificate('client.pem'),
  clientKey: certificate('client-key.pem'),
};

function certificate(name: string): { readonly path: string; readonly text: string } {
  const path = join(import.meta.dirname, 'certificates', name);
  return { path, text: readFileSync(path, 'utf8') };
}
