import type { Address } from '../../engine/model/address.ts';
import type { Change } from '../../engine/model/change.ts';
import type { Deps } from '../../engine/model/deps.ts';
import { instantOf } from '../../engine/model/instant.ts';
import type { JsonObject } from '../../engine/model/json.ts';
import type { Outcome, Write, Writer } from '../../engine/model/provider.ts';
import { ProviderError } from '../../engine/model/provider-error.ts';
import type { ObservedResource } from '../../engine/model/resource.ts';
import type { Api } from './api.ts';
import { describedInvitation, invitationInput } from './invitation.ts';
import { readOne } from './reader.ts';
import { parseId, parseRow, rowId, type TeammateId } from './teammate-row.ts';

export interface WriterInput {
  readonly clock: Deps['clock'];
  readonly api: () => Api;
}

/** The verbs of an adapter. Each writes at most once, and reads only to learn what it has to say. */
export function createWriter({ clock, api }: WriterInput): Writer {
  const parse = (row: JsonObject, address: Address): ObservedResource =>
    parseRow(row, address.portal, instantOf(clock.now()));

  /** Sends one that is still open again; after it has silently run out, a new one is made. */
  const invite: Write = async (change, { signal }) => {
    const { address, after, id } = change;
    if (after === null) throw new TypeError('an invitation needs attributes');
    const open = id === null ? undefined : parseId(id);
    const resent = open !== undefined && 'inviteId' in open && (await resend(api(), open.inviteId, signal));
    if (resent) return done(parse(await found(api(), change), address));
    const answer = await withAllowedDomains(api(), () => api().invite(invitationInput(after), signal));
    return done(describedInvitation({ answer, after, address, now: clock.now() }));
  };

  const update: Write = async (change, { signal }) => {
    const id = await idOf(api(), change);
    forbidOwner(change, id);
    const row = await api().change(id, patchOf(change), signal);
    return done(parse(row !== null && Object.hasOwn(row, 'email') ? row : await api().read(id), change.address));
  };

  const remove: Write = async (change, { signal }) => {
    const id = await idOf(api(), change);
    forbidOwner(change, id);
    try {
      await api().remove(id, signal);
    } catch (error) {
      if (!isNotFound(error)) throw error;
      await assertGone(api(), change);
    }
    return done(null);
  };

  return { create: impossible, invite, update, reset: impossible, sync: impossible, delete: remove };
}

function done(observed: ObservedResource | null): Outcome {
  return { outcome: 'done', observed };
}

const impossible: Write = async (change) => {
  throw new ProviderError('invalid', `Webex Connect has no ${change.verdict} of teammates.`);
};

/** False where there is nothing left to send again. */
async function resend(api: Api, inviteId: string, signal: AbortSignal): Promise<boolean> {
  try {
    await api.resend(inviteId, signal);
    return true;
  } catch (error) {
    if (isNotFound(error)) return false;
    throw error;
  }
}

async function idOf(api: Api, change: Change): Promise<TeammateId> {
  if (change.id !== null) return parseId(change.id);
  const row = await found(api, change);
  return parseId(rowId(row));
}

async function found(api: Api, change: Change): Promise<JsonObject> {
  const row = await readOne(api, { address: change.address, id: change.id });
  if (row !== null) return row;
  throw new ProviderError('not-found', `There is no teammate ${change.address.key}.`, { cure: 'Plan again.' });
}

/** Only what changes is sent, so that whatever is not mentioned stays as it is. */
function patchOf(change: Change): JsonObject {
  if (!('fields' in change) || change.verdict === 'release') throw new TypeError('an update needs its fields');
  const patch: Record<string, JsonObject[string]> = {};
  for (const { field, after } of change.fields) {
    if (field !== 'role' && field !== 'decryptLogs') {
      throw new ProviderError('invalid', `The ${field} of a teammate cannot be changed.`);
    }
    patch[field] = after;
  }
  return patch;
}

/** The plan makes this a request to support; should it come here all the same, nothing is sent. */
function forbidOwner(change: Change, id: TeammateId): void {
  if ('inviteId' in id || change.before?.['role'] !== 'Owner') return;
  if (change.verdict !== 'delete' && change.after?.['role'] === 'Owner') return;
  throw new ProviderError('invalid', `${change.address.key} is Owner: only the vendor's support can change that.`, {
    cure: 'Open a ticket with support; the plan prints the text.',
  });
}

/** "Not there" may mean that the person has joined: the same address under another id. */
async function assertGone(api: Api, change: Change): Promise<void> {
  if ((await api.findByEmail(change.address.key)) === null) return;
  throw new ProviderError('conflict', `${change.address.key} is there under another id: the invitation was accepted.`, {
    cure: 'Plan again: it shows what stands there now.',
  });
}

/** The portal refuses a domain without saying which it allows; its settings do, where they can be read. */
async function withAllowedDomains<Value>(api: Api, act: () => Promise<Value>): Promise<Value> {
  try {
    return await act();
  } catch (error) {
    if (!(error instanceof ProviderError) || !/domain not in allowed list/i.test(error.portalText ?? '')) throw error;
    const domains = await api.emailDomains().catch(() => []);
    if (domains.length === 0) throw error;
    const { message, portalText, portalCode, cure } = error;
    const said = {
      ...(portalText === undefined ? {} : { portalText }),
      ...(portalCode === undefined ? {} : { portalCode }),
    };
    throw new ProviderError('invalid', message, { ...said, cure: `${cure ?? ''} Allowed now: ${domains.join(', ')}.` });
  }
}

function isNotFound(error: unknown): boolean {
  return error instanceof ProviderError && error.code === 'not-found';
}
