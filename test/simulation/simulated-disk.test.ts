import { describe, expect, test } from 'vitest';
import { createChance } from './chance.ts';
import { createSimulatedDisk } from './simulated-disk.ts';

const bytes = (text: string): Uint8Array => Buffer.from(text, 'utf8');
const shown = (given: Uint8Array | null): string | null =>
  given === null ? null : Buffer.from(given).toString('utf8');

describe('the simulated disk', () => {
  test('keeps what was synced through a power failure, and perhaps a part of the rest', () => {
    const ends = new Set<string | null>();
    for (let seed = 0; seed < 200; seed += 1) {
      const disk = createSimulatedDisk(createChance(seed));
      disk.create('a');
      disk.append('a', bytes('sure'));
      disk.sync('a');
      disk.append('a', bytes('maybe'));
      expect(shown(disk.read('a'))).toBe('suremaybe');
      disk.failPower();
      ends.add(shown(disk.read('a')));
    }
    for (const end of ends) expect(end).toMatch(/^sure/u);
    expect(ends).toContain('sure');
    expect(ends).toContain('suremaybe');
    expect([...ends].some((end) => end?.includes('\0'))).toBe(true);
  });

  test('may forget a name that never reached it, and keeps the old or the new bytes of a replaced file', () => {
    const names = new Set<string>();
    const kept = new Set<string | null>();
    for (let seed = 0; seed < 50; seed += 1) {
      const disk = createSimulatedDisk(createChance(seed));
      disk.create('sure');
      disk.syncNames();
      disk.create('new');
      disk.put('lease', bytes('old'));
      disk.sync('lease');
      disk.put('lease', bytes('young'));
      disk.failPower();
      names.add(disk.names().join());
      kept.add(shown(disk.read('lease')));
    }
    expect([...names].sort()).toEqual(['sure,lease', 'sure,new,lease']);
    expect([...kept].sort()).toEqual(['old', 'young']);
  });
});
