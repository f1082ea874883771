import type { Emulator } from '../emulator.ts';
import type { SandboxWorld } from './sandbox-world.ts';

/** What a sandbox is made of: one world, and the emulated portals in it. */
export interface SandboxParts {
  readonly world: SandboxWorld;
  readonly emulators: readonly Emulator[];
}
