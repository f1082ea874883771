import { createSandboxWorld } from '../../../providers/kit/sandbox/sandbox-world.ts';
import type { SandboxWorld } from '../../../providers/kit/sandbox/sandbox-world.ts';

/** A world that starts on 21 November 2026, 09:00 UTC, and whose time only `advance` and `sleep` move. */
export function drivenWorld(): SandboxWorld {
  let ids = 0;
  const world: SandboxWorld = createSandboxWorld({
    now: () => Date.UTC(2026, 10, 21, 9),
    sleep: async (milliseconds) => world.advance(milliseconds),
    newId: () => {
      ids += 1;
      return `id-${ids}`;
    },
    random: () => 0.5,
    origin: 'http://127.0.0.1:4747',
  });
  return world;
}
