import { day } from '../../../engine/model/instant.ts';
import type { SandboxWorld } from '../../../providers/kit/sandbox/sandbox-world.ts';
import type { Maas360Emulator } from '../../../providers/maas360/emulator/index.ts';
import type { Administrator } from '../../../providers/maas360/emulator/portal-state.ts';
import { labelOf } from '../../../providers/maas360/emulator/roles.ts';
import type { PortalMail, PortalRow } from '../simulated-portal.ts';

export interface RowsInput {
  readonly top: string;
  /** When the trials that the manifests give now end, by the account's name. */
  readonly ends: ReadonlyMap<string, number>;
}

/** Accounts and who administers them. An expired account is of no use to anybody, nor is its first administrator. */
export function maas360Rows(emulator: Maas360Emulator, { top, ends }: RowsInput): PortalRow[] {
  const { accounts, administrators, world } = emulator.state();
  const isOverNow = (name: string): boolean => (ends.get(name) ?? Number.POSITIVE_INFINITY) <= world.now();
  const rows: PortalRow[] = [{ kind: 'api-access', id: 'portal', key: 'portal', presence: 'active', attributes: {} }];
  for (const { billingId, name, type, status, endsAt, committedLicenses } of accounts.values()) {
    const attributes = { type, status, endsAt: status === 'active' ? endsAt : null, committedLicenses };
    const isSpent = status !== 'active';
    const isOver = isOverNow(name);
    rows.push({ kind: 'account', id: billingId, key: name, presence: 'active', attributes, isSpent, isOver });
  }
  for (const one of administrators.values()) {
    if (one.isScriptOnly) continue;
    const { account, userName, isPrimary, email, isActive } = one;
    const isSpent = account.status !== 'active' || !isActive;
    const canLogIn = !isSpent && world.now() >= account.copyingUntil;
    const presence = one.isPasswordTemporary && canLogIn && account.name !== top ? 'invited' : 'active';
    const held = {
      id: userName,
      presence,
      attributes: { email, roles: rolesOf(one) },
      isSpent,
      isOver: isOverNow(account.name),
    } as const;
    if (isPrimary) {
      const endsWith = `account#${account.billingId}`;
      rows.push({ kind: 'primary-administrator', key: account.name, ...held, endsWith });
    } else rows.push({ kind: 'administrator', key: userName, ...held });
  }
  return rows;
}

function rolesOf({ roles }: Administrator): string[] {
  return roles.map(labelOf).sort();
}

/** A trial that was made longer than anybody ever gave: the call says how many days more, so that twice is too many. */
export function prolonged(emulator: Maas360Emulator, lastDays: ReadonlyMap<string, number>): string | undefined {
  for (const { name, type, endsAt, status } of emulator.state().accounts.values()) {
    const last = lastDays.get(name);
    const isTooLong = type === 'trial' && status === 'active' && endsAt !== null && endsAt >= (last ?? endsAt) + day;
    if (isTooLong) return `the trial ${name} lasts too long`;
  }
  return undefined;
}

interface WatchedMails {
  readonly mails: readonly PortalMail[];
  readonly world: SandboxWorld;
  readonly of: (emulator: Maas360Emulator) => void;
}

/** Each mail with a temporary password, to the object that it is about. */
export function watchedMails(world: SandboxWorld): WatchedMails {
  const mails: PortalMail[] = [];
  let emulator: Maas360Emulator | undefined;
  const deliver: SandboxWorld['inbox']['deliver'] = (mail) => {
    const userName = /^Username: (.+)$/mu.exec(mail.text)?.[1] ?? '';
    const found = emulator?.state().administrators.get(userName.toLowerCase());
    if (found !== undefined) {
      mails.push({ what: 'invitation', to: found.isPrimary ? found.account.name : found.userName });
    }
    return world.inbox.deliver(mail);
  };
  return {
    mails,
    world: { ...world, inbox: { ...world.inbox, deliver } },
    of: (made) => {
      emulator = made;
    },
  };
}
