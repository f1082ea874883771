import { Hono } from 'hono';
import { second } from '../../../engine/model/instant.ts';
import type { Emulator, EmulatorEnv } from '../../kit/emulator.ts';
import { createFaults } from '../../kit/emulator-faults.ts';
import { createJournal } from '../../kit/emulator-journal.ts';
import type { SandboxWorld } from '../../kit/sandbox/sandbox-world.ts';
import { resellerOf, seedCustomer, settle } from './emulated-portal.ts';
import type { EmulatedPortal, EmulatorChoices, Settled } from './emulated-portal.ts';
import { textIn } from './json-parts.ts';
import { createDirectory } from './panel/directory.ts';
import { addPages } from './panel/pages/index.ts';
import { createPanelApi } from './panel/panel-api.ts';
import { summarizePeople } from './panel/people.ts';
import { playPerson } from './panel/play.ts';
import { typeIds } from './panel/resources.ts';
import type { Panel, Scope } from './panel/resources.ts';
import { panelLogins } from './panel/users.ts';
import { seededPlans } from './purchase/catalogue.ts';
import { createMarket } from './purchase/market.ts';
import { createPurchaseApi } from './purchase/purchase-api.ts';
import { createIbmService } from './service/create-ibm-service.ts';
import type { IbmServiceEmulator } from './service/create-ibm-service.ts';
import { createTokens } from './tokens.ts';

export interface IbmConnectionsEmulatorOptions extends EmulatorChoices {
  readonly portal: EmulatedPortal;
  readonly world: SandboxWorld;
}

export interface IbmConnectionsEmulator extends Emulator {
  /** State, for tests that look behind the wire. A reset puts a new one in its place. */
  readonly panel: () => Panel;
  /** Plane C, as the other planes use it. */
  readonly service: IbmServiceEmulator;
  /** Ends every token that was given out, in all planes. */
  readonly expireTokens: () => void;
}

/** Our emulation of the three planes behind IBM Connections Cloud; SURFACE.md says what of it is documented. */
export function createIbmConnectionsEmulator(options: IbmConnectionsEmulatorOptions): IbmConnectionsEmulator {
  const { portal, world } = options;
  const settled = settle(options);
  const journal = createJournal();
  const faults = createFaults();
  const shared = { portal: portal.name, world, journal, faults };
  const service = createIbmService({ ...shared, ...(options.service ? { settings: options.service } : {}) });
  let panel = seeded({ portal, world, service, settled });
  const current = (): Panel => panel;
  const resellers = createTokens<'reseller'>({ world, lifetime: settled.purchaseTokens });
  const bearers = createTokens<Scope>({ world, lifetime: settled.panelTokens });
  const tokenSeconds = settled.purchaseTokens / second;
  const market = (): Panel['market'] => panel.market;
  const purchase = createPurchaseApi({ market, journal, faults, tokens: resellers, tokenSeconds });
  const bus = createPanelApi({ panel: current, journal, faults, tokens: bearers });
  const app = new Hono<EmulatorEnv>();
  app.route('/purchase', purchase.app);
  app.route('/panel', bus.app);
  app.route('/service', service.api.app);
  addPages(app, () => panel.directory);
  world.whenTimePasses((now) => {
    panel.market.dues.pass(now);
    panel.directory.dues.pass(now);
  });
  const expireTokens = (): void => {
    resellers.forgetAll();
    bearers.forgetAll();
    service.expireTokens();
  };

  return {
    portal: portal.name,
    provider: 'ibm-connections',
    title: 'IBM Connections Cloud',
    app,
    journal,
    faults,
    operations: [...purchase.operations, ...bus.operations, ...service.api.operations],
    pages: [
      { title: 'Customer Control Panel', path: '/ccp/users' },
      { title: 'myCP', path: '/mycp' },
      { title: 'IBM Connections portal', path: '/ibm/sign-in' },
    ],
    reset: () => {
      expireTokens();
      service.reset();
      panel = seeded({ portal, world, service, settled });
      journal.clear();
      faults.clear();
    },
    people: (limit) => summarizePeople(panel.directory, limit),
    play: (step, email, answers) => Promise.resolve(playPerson(panel.directory, { step, email, answers })),
    panel: current,
    service,
    expireTokens,
  };
}

interface Seeding {
  readonly portal: EmulatedPortal;
  readonly world: SandboxWorld;
  readonly service: IbmServiceEmulator;
  readonly settled: Settled;
}

/** A reseller with a catalogue, and the customer that the settings name. */
function seeded({ portal, world, service, settled }: Seeding): Panel {
  const { products, times, provisioning, personFinishes } = settled;
  const serviceType = textIn(portal.settings['serviceType']) || typeIds.service;
  const setup = { world, portal: portal.name, service, serviceType, provisioning, personFinishes };
  const directory = createDirectory(setup);
  const logins = panelLogins(directory);
  const market = createMarket({
    resellerId: resellerOf(portal),
    world,
    service,
    times,
    products,
    plans: seededPlans,
    logins,
  });
  seedCustomer(market, portal);
  return { directory, market };
}
