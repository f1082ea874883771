import { instantOf } from '../../engine/model/instant.ts';
import type { Json, JsonObject } from '../../engine/model/json.ts';
import type { ReadRequest, ReadResult, Unidentified } from '../../engine/model/provider.ts';
import { ProviderError, problemOf } from '../../engine/model/provider-error.ts';
import type { Known, ObservedResource } from '../../engine/model/resource.ts';
import { flagOf, numberOf, textOf } from './answer.ts';
import type { Members } from './api.ts';
import { authCodes } from './classify.ts';
import { accountKind } from './kinds/account-attributes.ts';
import { linkOf } from './kinds/account-tree.ts';
import { tellBillingId } from './tell-gates.ts';
import type { Tenant } from './tenant.ts';

/** What one look at one object brought. */
export type Found =
  | { readonly found: 'there'; readonly resource: ObservedResource }
  | { readonly found: 'absent' }
  | { readonly found: 'unidentified'; readonly unidentified: Unidentified }
  /** Nobody can say. */
  | { readonly found: 'unseen' };

/** Accounts one by one: MaaS360 lists none. */
export async function readAccounts(tenant: Tenant, request: ReadRequest): Promise<ReadResult> {
  tenant.noteKnown(request.known);
  return readEach(request, (known) => {
    demandOwnId(known, request.known);
    return findAccount(tenant, known);
  });
}

/** Two accounts by one number: a word that told it was wrong, and reading it for both would mistake one for the other. */
function demandOwnId({ address, id }: Known, all: readonly Known[]): void {
  const other = id === null ? undefined : all.find((one) => one.id === id && one.address.key !== address.key);
  if (other === undefined) return;
  const names = [address.key, other.address.key].sort().join(' and of ');
  throw new ProviderError('conflict', `The ledger has the billing id ${id ?? ''} as that of ${names}.`, {
    cure: 'One of the two was told wrongly: take that word back (rollcall attest --withdraw, with the number that attest printed).',
  });
}

/**
 * Goes through what is known. One that cannot be read leaves the others to be read, unless nobody answers at all.
 *
 * @throws ProviderError where nothing could be read.
 */
export async function readEach(
  { known, only }: ReadRequest,
  find: (known: Known) => Promise<Found>,
): Promise<ReadResult> {
  const resources: ObservedResource[] = [];
  const absent: Known['address'][] = [];
  const unidentified: Unidentified[] = [];
  let failure: ProviderError | undefined;
  let pages = 0;
  for (const one of only ?? known) {
    try {
      const found = await find(one);
      pages += 1;
      if (found.found === 'there' && !resources.some((other) => isSame(other, found.resource))) {
        resources.push(found.resource);
      }
      if (found.found === 'absent') absent.push(one.address);
      if (found.found === 'unidentified') unidentified.push(found.unidentified);
    } catch (error) {
      if (!(error instanceof ProviderError)) throw error;
      failure ??= error;
      if (error.code === 'unavailable' || error.code === 'rate-limited') break;
    }
  }
  if (failure !== undefined && pages === 0) throw failure;
  const problem = failure === undefined ? null : problemOf(failure);
  const coverage = problem === null ? 'known-only' : 'partial';
  return { coverage, resources, absent, evidence: [], pages, rows: resources.length, problem, unidentified };
}

/** An object that was renamed is found by its id and, where the new name is known, by that as well. */
function isSame(one: ObservedResource, other: ObservedResource): boolean {
  return one.id !== null && one.id === other.id && one.address.key === other.address.key;
}

/**
 * An account by its billing id, where that is known; else by whether its name is free. A name that is taken tells
 * nobody whose it is: it may be an account of another partner.
 */
async function findAccount(tenant: Tenant, known: Known): Promise<Found> {
  const { address } = known;
  const id = known.id ?? ownAccountId(tenant, address.key);
  if (id === undefined) return findByName(tenant, known);
  try {
    const resource = await readAccount(tenant, { ...known, id });
    // The settings' own account may be another than the one that the manifests name.
    if (known.id === null && resource.address.key !== address.key) return await findByName(tenant, known);
    return { found: 'there', resource };
  } catch (error) {
    // An account that was deleted is refused, or not ours any more, and its name is free again.
    const isGone =
      error instanceof ProviderError && (isRefusal(error) || error.portalCode === authCodes.foreignAccount);
    if (isGone && (await isNameFree(tenant, address.key))) return { found: 'absent' };
    throw error;
  }
}

async function findByName(tenant: Tenant, { address }: Known): Promise<Found> {
  if (await isNameFree(tenant, address.key)) return { found: 'absent' };
  return { found: 'unidentified', unidentified: { address, gate: tellBillingId(tenant, address.key) } };
}

/** The account that the credentials log in to is the partner at the top, whoever wrote its name down. */
function ownAccountId({ portal, settings }: Tenant, account: string): string | undefined {
  const link = linkOf(portal, account);
  return link !== undefined && link.parent === undefined ? settings.billingId : undefined;
}

export async function isNameFree(tenant: Tenant, name: string): Promise<boolean> {
  const { members } = await tenant.api().checkAccountName({ billingId: tenant.ownId(), values: { name } });
  return freeOf(members.available, `whether the account name ${name} is free`);
}

/** @throws ProviderError `contract` where the answer says neither. */
export function freeOf(value: Json | undefined, what: string): boolean {
  const free = flagOf(value);
  if (free !== undefined) return free;
  throw new ProviderError('contract', `MaaS360 did not say ${what}.`, {
    cure: 'The answer is another than this provider assumes: see the table in its README, and report it.',
  });
}

export interface AccountToRead extends Pick<Known, 'address' | 'recorded'> {
  readonly id: string;
}

type Config = Members<'getCustomerConfig'> & Members<'getPartnerConfig'>;

/** @throws ProviderError where neither of the two calls reads it. */
export async function readAccount(tenant: Tenant, known: AccountToRead): Promise<ObservedResource> {
  const { address, id, recorded } = known;
  const config = await readConfig(tenant, id, typeExpected(tenant, known));
  const attributes = attributesOf(tenant, { config, known });
  const name = textOf(config.name) ?? address.key;
  const evidence = { grade: 'read' as const, at: tenant.instant() };
  const given = recorded?.attributes ?? {};
  return {
    address: { ...address, kind: accountKind, key: name },
    id,
    presence: 'active',
    attributes: { ...stillSaid(given, attributes), ...attributes, name },
    evidence,
  };
}

/** What MaaS360 did not say, and nothing else in its answer contradicts, is as it was last recorded. */
function stillSaid(recorded: JsonObject, read: JsonObject): JsonObject {
  const kept: Record<string, Json> = {};
  for (const name of [
    'type',
    'parent',
    'country',
    'language',
    'vertical',
    'acceptEula',
    'displayName',
    'code',
  ] as const) {
    const value = recorded[name];
    if (value !== undefined && read[name] === undefined) kept[name] = value;
  }
  return kept;
}

function typeExpected({ portal }: Tenant, { address, recorded }: AccountToRead): string | undefined {
  return textOf(recorded?.attributes['type']) ?? linkOf(portal, address.key)?.type;
}

/** Partners have a call of their own. Which of the two it takes is only known by what the account is. */
export async function readConfig(tenant: Tenant, billingId: string, type: string | undefined): Promise<Config> {
  const api = tenant.api();
  const asPartner = async (): Promise<Config> => (await api.getPartnerConfig({ billingId })).members;
  const asCustomer = async (): Promise<Config> => (await api.getCustomerConfig({ billingId })).members;
  const [first, second] = type === 'partner' ? [asPartner, asCustomer] : [asCustomer, asPartner];
  try {
    return await first();
  } catch (error) {
    if (!(error instanceof ProviderError) || !isRefusal(error)) throw error;
    return second().catch(() => {
      throw error;
    });
  }
}

/** The portal's own no, in whatever form: not a lost answer, and not a login that failed. */
function isRefusal({ code }: ProviderError): boolean {
  return code === 'invalid' || code === 'not-found' || code === 'conflict';
}

const states: Readonly<Record<string, string>> = {
  active: 'active',
  expired: 'expired',
  'deletion initiated': 'deleting',
};

const agreements = ['none', 'first', 'all', 'changes'] as const;

/** Only what the answer says. */
function attributesOf(
  tenant: Tenant,
  { config, known }: { readonly config: Config; readonly known: AccountToRead },
): JsonObject {
  const type = textOf(config.type)?.toLowerCase();
  const state = states[textOf(config.status)?.toLowerCase() ?? ''];
  const ends = numberOf(config.ends);
  const isRunning = type === 'trial' && state === 'active' && ends !== undefined;
  const acceptEula = agreements[numberOf(config.acceptEula) ?? -1];
  const attributes: Record<string, Json | undefined> = {
    type,
    state,
    parent: parentOf(tenant, config, known),
    endsOn: isRunning ? instantOf(ends).slice(0, 10) : undefined,
    country: textOf(config.country),
    language: textOf(config.language),
    vertical: textOf(config.vertical),
    acceptEula,
    committedLicenses: type === 'customer' ? numberOf(config.committedLicenses) : undefined,
    displayName: textOf(config.displayName),
    code: textOf(config.code),
    trialDays: numberOf(config.trialDays),
  };
  const said: Record<string, Json> = {};
  for (const [name, value] of Object.entries(attributes)) if (value !== undefined) said[name] = value;
  return said;
}

/** Null for the partner at the top; undefined where the answer does not say. */
function parentOf(tenant: Tenant, { parent }: Config, { address, id }: AccountToRead): string | null | undefined {
  const above = textOf(parent);
  if (above !== undefined) return tenant.nameOf(above) ?? above;
  const isTop = id === tenant.settings.billingId || linkOf(tenant.portal, address.key)?.parent === undefined;
  return isTop && linkOf(tenant.portal, address.key) !== undefined ? null : undefined;
}
