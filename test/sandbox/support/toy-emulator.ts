import { Hono } from 'hono';
import type { JsonObject } from '../../../engine/model/json.ts';
import type { Emulator, EmulatorEnv } from '../../../providers/kit/emulator.ts';
import { createFaults } from '../../../providers/kit/emulator-faults.ts';
import { createJournal } from '../../../providers/kit/emulator-journal.ts';
import { createOperations } from '../../../providers/kit/emulator-operation.ts';
import type { SandboxWorld } from '../../../providers/kit/sandbox/sandbox-world.ts';

export interface ToyEmulator extends Emulator {
  readonly played: { readonly step: string; readonly email: string; readonly answers: JsonObject }[];
  resets: number;
}

/** The smallest portal: it can be read and written, and does nothing else. */
export function toyEmulator(portal: string, world: SandboxWorld): ToyEmulator {
  const journal = createJournal();
  const faults = createFaults();
  const guard = () => null;
  const operation = createOperations({ world, journal, faults, guard, busy: (c) => c.text('busy', 503) });
  const app = new Hono<EmulatorEnv>();
  app.get('/thing', operation({ name: 'thing.read', writes: false, act: (c) => c.json({ portal }) }));
  app.post(
    '/thing',
    operation({ name: 'thing.write', writes: true, act: async (c) => c.json(await c.req.json(), 201) }),
  );
  app.get('/bug', () => {
    throw new Error('a bug of the toy');
  });
  const toy: ToyEmulator = {
    portal,
    provider: 'toy',
    title: 'Toy',
    app,
    journal,
    faults,
    operations: ['thing.read', 'thing.write'],
    pages: [{ title: 'Thing', path: '/thing' }],
    played: [],
    resets: 0,
    reset: () => {
      toy.resets += 1;
    },
    people: (limit) => ({
      total: 1,
      states: { active: 1 },
      rows: limit > 0 ? [{ who: 'tom', state: 'active', waitingFor: '' }] : [],
    }),
    play: async (step, email, answers) => {
      toy.played.push({ step, email, answers });
      if (email === 'stranger@acme.example') return { played: false, problems: [{ field: 'email', text: 'unknown' }] };
      return { played: true };
    },
  };
  return toy;
}
