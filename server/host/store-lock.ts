import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { link, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';

import { errorCodeOf } from './small-file.ts';

/**
 * Takes the right to write that at most one living process has, or gives undefined while another has it; the
 * result gives it back. A lock whose process is gone, or whose id has gone to another process, is taken over.
 *
 * Two processes that take over at the same moment may both believe to have it; the store stays right even then,
 * because its files are named by content and its manifest is replaced at once.
 */
export async function takeLock(file: string): Promise<(() => Promise<void>) | undefined> {
  const mine = ownerText();
  if (!(await create(file, mine))) {
    if (await isHeld(file)) return undefined;
    await setAside(file);
    if (!(await create(file, mine))) return undefined;
  }
  return () => release(file, mine);
}

/** Writes beside the lock, then links: the lock is there with its owner or not at all, whenever we are killed. */
async function create(file: string, content: string): Promise<boolean> {
  const temporary = `${file}.${randomBytes(6).toString('hex')}.tmp`;
  try {
    await writeFile(temporary, content, { flag: 'wx', mode: 0o600 });
    await link(temporary, file);
    return true;
  } catch (error) {
    const code = errorCodeOf(error);
    if (code === 'EEXIST') return false;
    // Some file systems know no links.
    if (code === 'EPERM' || code === 'ENOTSUP' || code === 'ENOSYS') return createInPlace(file, content);
    throw error;
  } finally {
    await rm(temporary, { force: true });
  }
}

async function createInPlace(file: string, content: string): Promise<boolean> {
  try {
    await writeFile(file, content, { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    if (errorCodeOf(error) === 'EEXIST') return false;
    throw error;
  }
}

async function isHeld(file: string): Promise<boolean> {
  const content = await readFile(file, 'utf8').catch(() => '');
  const [pid, started] = content.split(' ');
  // A worker that was ended leaves the lock of this very process behind.
  if (Number(pid) === process.pid) return false;
  if (started !== undefined) return isAlive(Number(pid)) && started === startOf(Number(pid));
  // Created in place: its owner was killed before it wrote, or is about to write.
  const facts = await stat(file).catch(() => undefined);
  return facts !== undefined && Date.now() - facts.mtimeMs < unwrittenMs;
}

async function setAside(file: string): Promise<void> {
  const aside = `${file}.${randomBytes(6).toString('hex')}`;
  await rename(file, aside).then(
    () => rm(aside, { force: true }),
    () => undefined,
  );
}

async function release(file: string, mine: string): Promise<void> {
  const content = await readFile(file, 'utf8').catch(() => '');
  if (content === mine) await rm(file, { force: true });
}

function ownerText(): string {
  return `${process.pid} ${startOf(process.pid)} ${randomBytes(6).toString('hex')}`;
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return errorCodeOf(error) === 'EPERM';
  }
}

/** When a process started, where the system tells (Linux: clock ticks since boot), else always the same. */
function startOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? 'unknown';
  } catch {
    return 'unknown';
  }
}

const unwrittenMs = 10_000;
