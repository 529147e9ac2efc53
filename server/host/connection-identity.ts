import { X509Certificate } from 'node:crypto';
import { constants } from 'node:fs';
import { type FileHandle, open, readFile } from 'node:fs/promises';
import {
  createSecureContext,
  rootCertificates,
  type SecureContext,
  type SecureContextOptions,
} from 'node:tls';

import { UserError } from '../base/error-codes.ts';
import type { ConnectionSettings } from '../model/ports.ts';

import { errorCodeOf, isMissing, readFlags } from './small-file.ts';

/** Whom a connection believes, and who it says that it is; undefined stands for Node's own way. */
export interface ConnectionIdentity {
  readonly toServer: SecureContext | undefined;
  /** Believes the same certificates, but shows none of ours. */
  readonly toProxy: SecureContext | undefined;
}

/** Reads the files that the settings name; throws the UserError `file-unreadable` for one that is of no use. */
export async function readConnectionIdentity(settings: ConnectionSettings): Promise<ConnectionIdentity> {
  const [ca, cert, key] = await Promise.all([
    settings.caFile === undefined ? undefined : trustedCertificates(settings.caFile),
    settings.certFile === undefined ? undefined : readPem(settings.certFile),
    settings.keyFile === undefined ? undefined : readPem(settings.keyFile),
  ]);
  const toProxy = ca === undefined ? undefined : contextOf({ ca }, settings.caFile);
  if (cert === undefined && key === undefined) return { toServer: toProxy, toProxy };
  return { toServer: contextOf({ ca, cert, key }, settings.keyFile ?? settings.certFile), toProxy };
}

/** Node's own certificates would be replaced by a list, so they belong to it. */
async function trustedCertificates(caFile: string): Promise<string[]> {
  const text = await readPem(caFile);
  if (!isCertificate(text)) throw unreadable(caFile, 'it holds no certificate');
  return [...rootCertificates, ...(await extraCertificates()), text];
}

/** Node believes nobody because of a broken certificate, and says nothing about it. */
function isCertificate(text: string): boolean {
  try {
    return new X509Certificate(text).subject !== undefined;
  } catch {
    return false;
  }
}

/** Like Node, which starts without the file when it cannot be read. */
async function extraCertificates(): Promise<readonly string[]> {
  const file = process.env.NODE_EXTRA_CA_CERTS;
  if (file === undefined || file === '') return [];
  return readFile(file, 'utf8').then(
    (text) => [text],
    () => [],
  );
}

function contextOf(material: SecureContextOptions, file = ''): SecureContext {
  try {
    return createSecureContext(material);
  } catch (error) {
    // OpenSSL's message names no file, and the last one added is the likely one.
    if (String(material.key).includes('ENCRYPTED')) throw unreadable(file, 'the key is encrypted');
    throw unreadable(
      file,
      details[errorCodeOf(error)] ?? `OpenSSL does not accept it (${errorCodeOf(error)})`,
    );
  }
}

const details: Readonly<Record<string, string>> = {
  ERR_OSSL_X509_KEY_VALUES_MISMATCH: 'the key does not belong to the certificate',
};

/** Reads a small regular file; unlike a workspace's, a user's own may be a link. */
async function readPem(file: string): Promise<string> {
  let handle: FileHandle | undefined;
  try {
    handle = await open(file, readFlags & ~(constants.O_NOFOLLOW ?? 0));
    const facts = await handle.stat();
    if (!facts.isFile()) throw unreadable(file, 'it is not a file');
    if (facts.size > maxBytes) throw unreadable(file, 'it has more than 1 MB');
    const text = await handle.readFile('utf8');
    if (!text.includes('-----BEGIN ')) throw unreadable(file, 'it is not in PEM format');
    return text;
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw unreadable(file, isMissing(error) ? 'there is no such file' : errorCodeOf(error));
  } finally {
    await handle?.close();
  }
}

const maxBytes = 1024 * 1024;

function unreadable(file: string, detail: string): UserError {
  return new UserError('file-unreadable', { file, detail });
}
