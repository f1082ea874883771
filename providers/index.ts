import type { PortalDeclaration } from '../engine/model/declaration.ts';
import type { Provider } from '../engine/model/provider.ts';
import type { Emulator } from './kit/emulator.ts';
import type { SandboxWorld } from './kit/sandbox/sandbox-world.ts';

/** A provider by the name that manifests use. Its code is loaded only when it is asked for. */
export interface ProviderEntry {
  readonly name: string;
  readonly load: () => Promise<Provider>;
  /** Null where there is nothing to emulate. */
  readonly loadEmulator: (() => Promise<CreateEmulator>) | null;
}

export type CreateEmulator = (options: EmulatorOptions) => Emulator;

export interface EmulatorOptions {
  readonly portal: PortalDeclaration;
  readonly world: SandboxWorld;
}

/** Every provider that Rollcall ships, in alphabetical order. */
export const providerEntries: readonly ProviderEntry[] = [
  {
    name: 'ibm-connections',
    load: async () => (await import('./ibm-connections/index.ts')).ibmConnections,
    loadEmulator: async () => (await import('./ibm-connections/emulator/index.ts')).createIbmConnectionsEmulator,
  },
  {
    name: 'maas360',
    load: async () => (await import('./maas360/index.ts')).maas360,
    loadEmulator: async () => (await import('./maas360/emulator/index.ts')).createMaas360Emulator,
  },
  {
    name: 'memory',
    load: async () => (await import('./memory/index.ts')).memoryProvider,
    loadEmulator: null,
  },
  {
    name: 'scim',
    load: async () => (await import('./scim/index.ts')).scim,
    // Real SCIM servers can be had from npm: nothing is emulated (examples/05-scim starts one).
    loadEmulator: null,
  },
  {
    name: 'webex',
    load: async () => (await import('./webex/index.ts')).webex,
    loadEmulator: async () => (await import('./webex/emulator/index.ts')).createWebexEmulator,
  },
  {
    name: 'webex-connect',
    load: async () => (await import('./webex-connect/index.ts')).webexConnect,
    loadEmulator: async () => (await import('./webex-connect/emulator/index.ts')).createWebexConnectEmulator,
  },
];

/**
 * Loads providers by name; all of them where no names are given. A name that is none of ours is left out: who asks
 * knows where it was written, and reports it there.
 */
export async function loadProviders(names?: readonly string[]): Promise<readonly Provider[]> {
  const wanted = providerEntries.filter((entry) => names === undefined || names.includes(entry.name));
  return Promise.all(wanted.map((entry) => entry.load()));
}

/** Null where there is no such provider, or nothing of it to emulate. */
export async function loadEmulator(name: string): Promise<CreateEmulator | null> {
  const entry = providerEntries.find((one) => one.name === name);
  return (await entry?.loadEmulator?.()) ?? null;
}
