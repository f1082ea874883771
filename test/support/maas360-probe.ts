import type { PortalProbe } from '../../engine/conformance/index.ts';
import type { Address } from '../../engine/model/address.ts';
import type { Maas360Emulator } from '../../providers/maas360/emulator/index.ts';
import type { Administrator, PortalState } from '../../providers/maas360/emulator/portal-state.ts';
import { emulatorProbe } from './emulator-probe.ts';
import { type Site, sites } from './maas360-sites.ts';

const lists = ['administratorChanges', 'administratorLogins'];

/** Writing operations that this provider does; a lost answer strikes the next of each. */
const writes = [
  'createCustomer',
  'createPartner',
  'extendAccount',
  'convertToCustomer',
  'expireAccount',
  'createAdministrator',
];

/** The back door to the emulated MaaS360, kind by kind. */
export function maas360Probe(emulator: Maas360Emulator): PortalProbe {
  const missing = [...lists, ...writes].filter((name) => !emulator.operations.includes(name));
  if (missing.length > 0) throw new Error(`the emulator has no operation ${missing.join(', ')}`);
  const state = (): PortalState => {
    // What has fallen due by now has happened.
    emulator.state().world.settle();
    return emulator.state();
  };
  return emulatorProbe({
    emulator,
    lists,
    writes,
    objects: (kind) => siteOf(kind).objects(state()),
    put: async ({ kind, key }, attributes) => siteOf(kind).put(state(), key, attributes),
    remove: async ({ kind, key }) => siteOf(kind).remove(state(), key),
    accept: async (address) => accept(emulator, address),
  });
}

function siteOf(kind: string): Site {
  const site = sites[kind];
  if (site === undefined) throw new Error(`the probe knows no kind ${kind}`);
  return site;
}

/** The person follows the mail, and does what the portal then forces upon them. */
async function accept(emulator: Maas360Emulator, address: Address): Promise<void> {
  const { userName, account } = personOf(emulator, address);
  const profile = { firstName: 'A', lastName: 'B', company: 'Acme', phone: '+49 30 5550100', jobTitle: 'C' };
  await play('log-in', {});
  await play('change-password', { password: 'Right-Horse7!' });
  if (account.type !== 'partner') return;
  await play('complete-profile', profile);
  await play('skip-ibmid', {});

  async function play(step: string, answers: Parameters<Maas360Emulator['play']>[2]): Promise<void> {
    const result = await emulator.play(step, userName, answers);
    if (!result.played) throw new Error(`${step} of ${userName}: ${JSON.stringify(result.problems)}`);
  }
}

function personOf(emulator: Maas360Emulator, { kind, key }: Address): Administrator {
  const all = [...emulator.state().administrators.values()];
  const isPrimary = kind === 'primary-administrator';
  const found = all.find((one) => (isPrimary ? one.isPrimary && one.account.name === key : one.userName === key));
  if (found === undefined) throw new Error(`the emulated MaaS360 has no ${kind} ${key}`);
  return found;
}
