import type { PortalObject } from '../../engine/conformance/index.ts';
import { day } from '../../engine/model/instant.ts';
import type { Json, JsonObject } from '../../engine/model/json.ts';
import { makeAccount } from '../../providers/maas360/emulator/accounts.ts';
import { changeRoles } from '../../providers/maas360/emulator/administration.ts';
import { addAdministrator, findAdministrator } from '../../providers/maas360/emulator/administrators.ts';
import { recordChange } from '../../providers/maas360/emulator/audit.ts';
import { accountByName, isCopying } from '../../providers/maas360/emulator/hierarchy.ts';
import type { Account, Administrator, HeldRole, PortalState } from '../../providers/maas360/emulator/portal-state.ts';
import { availableRoles, labelOf } from '../../providers/maas360/emulator/roles.ts';
import { formatRole, parseRole } from '../../providers/maas360/kinds/role-names.ts';
import { robot, top } from './maas360-samples.ts';

/** What the probe sees and does of one kind. */
export interface Site {
  readonly objects: (state: PortalState) => readonly PortalObject[];
  readonly put: (state: PortalState, key: string, attributes: JsonObject) => void;
  readonly remove: (state: PortalState, key: string) => void;
}

const eulas = ['none', 'first', 'all', 'changes'];

const accounts: Site = {
  objects: ({ accounts: all }) =>
    [...all.values()].map((one) => ({
      key: one.name,
      id: one.billingId,
      presence: 'active',
      attributes: attributesOf(one),
    })),
  put: (state, key, attributes) => {
    const account = accountByName(state, key) ?? newAccount(state, key, attributes);
    const { endsOn, state: status } = attributes;
    if (typeof endsOn === 'string') account.endsAt = Date.parse(endsOn) + day / 2;
    if (status === 'active' || status === 'expired') account.status = status;
  },
  remove: (state, key) => {
    const account = accountNamed(state, key);
    state.accounts.delete(account.billingId);
    for (const one of [...state.administrators.values()].filter((some) => some.account === account)) drop(state, one);
  },
};

function attributesOf(account: Account): JsonObject {
  const { name, type, status, parent, endsAt, country, language, vertical, acceptEula } = account;
  const isRunning = type === 'trial' && status === 'active' && endsAt !== null;
  const common = { name, type, state: status, parent: parent?.name ?? null, country, language };
  if (type === 'partner') {
    const { displayName, code, trialDays } = account;
    return { ...common, displayName, code, trialDays };
  }
  return {
    ...common,
    acceptEula: eulas[acceptEula] ?? '',
    ...(vertical === '' ? {} : { vertical }),
    ...(isRunning ? { endsOn: new Date(endsAt).toISOString().slice(0, 10) } : {}),
    ...(account.committedLicenses === null ? {} : { committedLicenses: account.committedLicenses }),
  };
}

/** An account that somebody else made long ago: its setup has been copied. */
function newAccount(state: PortalState, name: string, attributes: JsonObject): Account {
  const { type, parent, acceptEula, committedLicenses, trialDays } = attributes;
  const texts = ['country', 'language', 'vertical', 'displayName', 'code'].map((field) => [field, attributes[field]]);
  const wanted = {
    ...Object.fromEntries(texts.filter(([, value]) => typeof value === 'string')),
    name,
    type: type === 'partner' || type === 'trial' ? type : ('customer' as const),
    adminEmail: textOf(attributes['adminEmail']),
    acceptEula: Math.max(0, eulas.indexOf(textOf(acceptEula))),
    ...(typeof committedLicenses === 'number' ? { committedLicenses } : {}),
    ...(typeof trialDays === 'number' ? { trialDays } : {}),
  };
  return makeAccount({ ...state, copying: 0 }, { parent: accountNamed(state, textOf(parent)), wanted, by: 'somebody' });
}

const subPartnerRights: Site = {
  objects: ({ accounts: all }) =>
    [...all.values()]
      .filter((one) => one.subPartnersAllowed)
      .map(({ name }) => ({ key: name, presence: 'active', attributes: { account: name, allowed: true } })),
  put: (state, key) => void (accountNamed(state, key).subPartnersAllowed = true),
  remove: (state, key) => void (accountNamed(state, key).subPartnersAllowed = false),
};

const roles: Site = {
  objects: ({ accounts: all }) =>
    [...all.values()].flatMap(({ name: account, roles: own }) =>
      own.map(({ name: role }) => ({
        key: `${role} (${account})`,
        presence: 'active' as const,
        attributes: { role, account },
      })),
    ),
  put: (state, _, { role, account }) => {
    const owner = accountNamed(state, textOf(account));
    owner.roles.push({ name: textOf(role), owner, rights: [] });
  },
  remove: () => undefined,
};

const administrators: Site = {
  objects: (state) =>
    [...state.administrators.values()]
      .filter((one) => !one.isPrimary && !one.isScriptOnly)
      .map((one) => objectOf(state, one, one.userName)),
  put: (state, key, attributes) => {
    const found = findAdministrator(state, key);
    const account = found?.account ?? accountNamed(state, textOf(attributes['account']));
    const given = rolesIn(account, attributes['roles']);
    if (found !== undefined) changeRoles(state, { actor: found, administrator: found }, given);
    const email = textOf(attributes['email']);
    const added = { userName: key, email, account, roles: given, isPrimary: false, by: 'somebody' };
    if (found === undefined) addAdministrator(state, added);
  },
  remove: (state, key) => drop(state, findAdministrator(state, key)),
};

/** They come with their account: there is nothing to put. */
const primaryAdministrators: Site = {
  objects: (state) =>
    [...state.administrators.values()]
      .filter((one) => one.isPrimary && one.account.name !== top)
      .map((one) => objectOf(state, one, one.account.name)),
  put: () => undefined,
  remove: () => undefined,
};

/** Nobody can be waited for who cannot log in: the account has ended, or is still being set up. */
function objectOf(state: PortalState, administrator: Administrator, key: string): PortalObject {
  const { userName, email, account, isPrimary, isActive, isPasswordTemporary } = administrator;
  const canLogIn = account.status === 'active' && !isCopying(state, account);
  const held = administrator.roles.map((one) => formatRole(parseRole(labelOf(one)))).sort();
  return {
    key,
    presence: isPasswordTemporary && canLogIn ? 'invited' : 'active',
    attributes: isPrimary
      ? { account: account.name, email }
      : { userName, email, account: account.name, roles: held, active: isActive },
  };
}

function rolesIn(account: Account, value: Json | undefined): readonly HeldRole[] {
  const wanted = Array.isArray(value) ? value : [];
  return availableRoles(account).filter((one) => wanted.includes(formatRole(parseRole(labelOf(one)))));
}

function drop(state: PortalState, administrator: Administrator | undefined): void {
  if (administrator === undefined) return;
  state.administrators.delete(administrator.userName.toLowerCase());
  recordChange(state, { by: 'somebody', operation: 'DELETE', administrator, before: administrator.roles });
}

/** Nothing at the portal shows which IBMid is linked, or asks whether the engine may come in. */
const nothing: Site = { objects: () => [], put: () => undefined, remove: () => undefined };

const access: Site = {
  ...nothing,
  objects: () => [{ key: 'portal', presence: 'active', attributes: { user: robot } }],
};

/** By the name of the kind. */
export const sites: Readonly<Record<string, Site>> = {
  account: accounts,
  'sub-partner-right': subPartnerRights,
  role: roles,
  administrator: administrators,
  'primary-administrator': primaryAdministrators,
  ibmid: nothing,
  'api-access': access,
};

function accountNamed(state: PortalState, name: string): Account {
  const found = accountByName(state, name);
  if (found === undefined) throw new Error(`the emulated MaaS360 has no account ${name}`);
  return found;
}

function textOf(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}
