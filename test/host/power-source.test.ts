import { chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

import { isOnBattery } from '../../server/host/power-source.ts';
import { temporaryFolder } from './temporary-folder.ts';

type Supplies = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** As the kernel shows them: a folder for each supply, a line for each fact. */
function powerSupplies(supplies: Supplies): string {
  const files = Object.entries(supplies).flatMap(([name, facts]) =>
    Object.entries(facts).map(([fact, value]) => [`${name}/${fact}`, `${value}\n`] as const),
  );
  return temporaryFolder(Object.fromEntries(files));
}

const discharging = { type: 'Battery', status: 'Discharging' };
const plug = { type: 'Mains', online: '1' };
const pulledPlug = { type: 'Mains', online: '0' };

test.each<[string, Supplies, boolean | undefined]>([
  ['a laptop that is not plugged in', { AC: pulledPlug, BAT0: discharging }, true],
  ['a laptop that is plugged in', { AC: plug, BAT0: { type: 'Battery', status: 'Charging' } }, false],
  ['a weak plug that cannot keep up', { AC: plug, BAT0: discharging }, false],
  ['a plug over USB-C', { 'ucsi-source': { type: 'USB', online: '1' }, BAT0: discharging }, false],
  ['two batteries, one at rest', { BAT0: { type: 'Battery', status: 'Full' }, BAT1: discharging }, true],
  ['a full battery and no plug to be seen', { BAT0: { type: 'Battery', status: 'Full' } }, false],
  ['a battery that does not know', { BAT0: { type: 'Battery', status: 'Unknown' } }, undefined],
  ['a mouse with a battery', { mouse: { ...discharging, scope: 'Device' } }, undefined],
  ['nothing', {}, undefined],
])('tells of %s', (_, supplies, answer) => {
  expect(isOnBattery(powerSupplies(supplies))).toBe(answer);
});

test('knows nothing where there is no such folder, and reads what it can of a damaged one', () => {
  expect(isOnBattery('/nowhere')).toBeUndefined();
  const folder = powerSupplies({ BAT0: discharging });
  mkdirSync(join(folder, 'AC/type'), { recursive: true });
  mkdirSync(join(folder, 'locked'));
  chmodSync(join(folder, 'locked'), 0);
  expect(isOnBattery(folder)).toBe(true);
});

test('asks the machine itself without a folder, and never throws', () => {
  expect([true, false, undefined]).toContain(isOnBattery());
});
