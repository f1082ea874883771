import type { Provider } from '../engine/model/provider.ts';

/** A provider by the name that manifests use. Its code is loaded only when a manifest names it. */
export interface ProviderEntry {
  readonly name: string;
  readonly load: () => Promise<Provider>;
}

/** Every provider that Rollcall ships, in alphabetical order. */
export const providerEntries: readonly ProviderEntry[] = [
  { name: 'memory', load: async () => (await import('./memory/index.ts')).memoryProvider },
];

/**
 * Loads providers by name; all of them where no names are given. A name that is none of ours is left out: who asks
 * knows where it was written, and reports it there.
 */
export async function loadProviders(names?: readonly string[]): Promise<readonly Provider[]> {
  const wanted = providerEntries.filter((entry) => names === undefined || names.includes(entry.name));
  return Promise.all(wanted.map((entry) => entry.load()));
}
