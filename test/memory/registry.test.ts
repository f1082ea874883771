import { describe, expect, test } from 'vitest';
import { loadEmulator, loadProviders, providerEntries } from '../../providers/index.ts';

describe('the registry', () => {
  test('names each provider as it names itself, in alphabetical order', async () => {
    const names = (await loadProviders()).map((provider) => provider.name);
    expect(names).toEqual(providerEntries.map((entry) => entry.name));
    expect(names).toEqual([...names].sort());
  });

  test('loads only what is asked for, and leaves out what it does not have', async () => {
    const names = (await loadProviders(['memory', 'elsewhere'])).map((provider) => provider.name);
    expect(names).toEqual(['memory']);
  });

  test('has an emulator for each portal that can be emulated', async () => {
    expect(await loadEmulator('webex-connect')).toBeTypeOf('function');
    expect(await loadEmulator('memory')).toBeNull();
    expect(await loadEmulator('elsewhere')).toBeNull();
  });
});
