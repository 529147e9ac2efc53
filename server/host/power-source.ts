import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Whether this machine runs on its battery; undefined where that cannot be known. A plug that gives power says no,
 * whatever a battery says; a battery of a mouse or a pen is none of the machine.
 */
export function isOnBattery(folder = '/sys/class/power_supply'): boolean | undefined {
  const supplies = namesIn(folder).map((name) => supplyIn(join(folder, name)));
  const isPlugged = supplies.some(({ type, online }) => isPlug(type) && online === '1');
  if (isPlugged) return false;
  const batteries = supplies.filter(({ type, scope }) => type === 'Battery' && scope !== 'Device');
  if (batteries.some(({ status }) => status === 'Discharging')) return true;
  const isKnown = batteries.some(({ status }) => restingStates.has(status));
  return isKnown ? false : undefined;
}

interface Supply {
  readonly type: string;
  readonly online: string;
  readonly status: string;
  readonly scope: string;
}

/** The kernel calls the newer kinds of plugs `USB_C`, `USB_PD` and the like. */
function isPlug(type: string): boolean {
  return type === 'Mains' || type.startsWith('USB');
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function supplyIn(folder: string): Supply {
  return {
    type: wordIn(join(folder, 'type')),
    online: wordIn(join(folder, 'online')),
    status: wordIn(join(folder, 'status')),
    scope: wordIn(join(folder, 'scope')),
  };
}

function wordIn(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    return '';
  }
}

const restingStates: ReadonlySet<string> = new Set(['Charging', 'Not charging', 'Full']);
