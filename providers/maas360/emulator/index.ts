import { Hono } from 'hono';
import type { Emulator, EmulatorEnv } from '../../kit/emulator.ts';
import { createFaults } from '../../kit/emulator-faults.ts';
import { createJournal } from '../../kit/emulator-journal.ts';
import { passTrialEnds } from './account-actions.ts';
import { createApi } from './api.ts';
import { seededState } from './emulated-portal.ts';
import type { Seeding } from './emulated-portal.ts';
import { addPages } from './pages/index.ts';
import { summarizePeople } from './people.ts';
import { playPerson } from './play.ts';
import type { PortalState } from './portal-state.ts';
import { withDefaults } from './quirks.ts';
import { createTokens } from './tokens.ts';

export type Maas360EmulatorOptions = Seeding;

export interface Maas360Emulator extends Emulator {
  /** State, for tests that look behind the wire. A reset puts a new one in its place. */
  readonly state: () => PortalState;
  /** Ends every token that was given out, refresh tokens too. */
  readonly expireTokens: () => void;
}

/** Our emulation of an instance of IBM MaaS360; SURFACE.md says what of it is documented and what is ours. */
export function createMaas360Emulator(options: Maas360EmulatorOptions): Maas360Emulator {
  const { portal, world } = options;
  const journal = createJournal();
  const faults = createFaults();
  const tokens = createTokens(world);
  let state = seededState(options);
  const current = (): PortalState => state;
  const quirks = withDefaults(options.quirks ?? {});
  const { callsPerMinute = null } = options;
  const api = createApi({ state: current, journal, faults, tokens, quirks, callsPerMinute });
  const app = new Hono<EmulatorEnv>();
  app.route('/', api.app);
  addPages(app, current);
  world.whenTimePasses((now) => passTrialEnds(state, now));

  return {
    portal: portal.name,
    provider: 'maas360',
    title: 'IBM MaaS360',
    app,
    journal,
    faults,
    operations: api.operations,
    pages: [
      { title: 'Support desk', path: '/support' },
      { title: 'Portal', path: '/login' },
    ],
    reset: () => {
      tokens.forgetAll();
      state = seededState(options);
      journal.clear();
      faults.clear();
    },
    people: (limit) => summarizePeople(state, limit),
    play: (step, email, answers) => Promise.resolve(playPerson(state, { step, email, answers })),
    state: current,
    expireTokens: tokens.expireAll,
  };
}
