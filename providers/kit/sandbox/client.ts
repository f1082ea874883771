import type { Transport } from '../../../engine/model/deps.ts';
import { minute } from '../../../engine/model/instant.ts';
import type { Instant, Milliseconds } from '../../../engine/model/instant.ts';
import type { JsonObject } from '../../../engine/model/json.ts';
import type { ActiveFault, FaultRule } from '../emulator-faults.ts';
import type { JournalCounts, JournalEntry } from '../emulator-journal.ts';
import type { PeopleSummary, PlayResult } from '../emulator.ts';
import type { InboxFilter, OwnMail, SandboxMail } from './inbox.ts';

/** The control plane of a sandbox, for tests and the quickstart. Every function throws `SandboxError` on a refusal. */
export interface SandboxClient {
  readonly portals: () => Promise<readonly PortalSummary[]>;
  /** Newest first, at most `limit` (100). */
  readonly inbox: (filter?: InboxFilter & { readonly limit?: number }) => Promise<readonly SandboxMail[]>;
  /** Puts a mail of Rollcall's own into the inbox. */
  readonly deliver: (mail: OwnMail) => Promise<void>;
  readonly clock: () => Promise<SandboxClock>;
  readonly advance: (milliseconds: Milliseconds) => Promise<SandboxClock>;
  readonly people: (portal: string, limit?: number) => Promise<PeopleSummary>;
  /** Plays a person: accepts the invitation as the join pages would. A refusal of the form is a result, no error. */
  readonly join: (portal: string, email: string, answers: JsonObject) => Promise<PlayResult>;
  readonly play: (portal: string, email: string, part: { step: string; answers: JsonObject }) => Promise<PlayResult>;
  /** Exact counts of operations since the start or the last `clearJournal`, and the last 100 of them. */
  readonly journal: (portal: string) => Promise<{ counts: JournalCounts; entries: readonly JournalEntry[] }>;
  readonly clearJournal: (portal: string) => Promise<void>;
  /** Gives the fault's id. */
  readonly inject: (portal: string, rule: FaultRule) => Promise<string>;
  readonly faults: (portal: string) => Promise<readonly ActiveFault[]>;
  readonly clearFaults: (portal: string) => Promise<void>;
  readonly reset: (portal: string) => Promise<void>;
}

export interface PortalSummary {
  readonly portal: string;
  readonly provider: string;
  readonly title: string;
  readonly operations: readonly string[];
  readonly people: Pick<PeopleSummary, 'total' | 'states'>;
}

export interface SandboxClock {
  readonly now: Instant;
  /** How far the sandbox is ahead of the clock it was given. */
  readonly ahead: Milliseconds;
}

/** The sandbox did not do what was asked, or something else answered. */
export class SandboxError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'SandboxError';
  }
}

/** `url` is the sandbox's, without a path: `http://127.0.0.1:4747`. */
export function sandboxClient(url: string, transport: Transport): SandboxClient {
  const call = createCall(url, transport);
  const at = (portal: string, path: string): string => `/portals/${encodeURIComponent(portal)}${path}`;
  const play: SandboxClient['play'] = async (portal, email, { step, answers }) =>
    await call<PlayResult>('POST', at(portal, `/people/${encodeURIComponent(email)}/${step}`), answers);

  return {
    portals: async () => (await call<{ portals: PortalSummary[] }>('GET', '/portals')).portals,
    inbox: async (filter = {}) => (await call<{ mails: SandboxMail[] }>('GET', `/inbox${queryOf(filter)}`)).mails,
    deliver: async (mail) => void (await call('POST', '/inbox', mail)),
    clock: async () => await call('GET', '/clock'),
    advance: async (milliseconds) => await call('POST', '/clock', { advance: milliseconds }),
    people: async (portal, limit = 100) => await call('GET', at(portal, `/people?limit=${limit}`)),
    play,
    join: async (portal, email, answers) => await play(portal, email, { step: 'join', answers }),
    journal: async (portal) => await call('GET', at(portal, '/journal')),
    clearJournal: async (portal) => await call('DELETE', at(portal, '/journal')),
    inject: async (portal, rule) => (await call<{ id: string }>('POST', at(portal, '/faults'), rule)).id,
    faults: async (portal) => (await call<{ faults: ActiveFault[] }>('GET', at(portal, '/faults'))).faults,
    clearFaults: async (portal) => await call('DELETE', at(portal, '/faults')),
    reset: async (portal) => await call('POST', at(portal, '/reset')),
  };
}

type Call = <T>(method: string, path: string, body?: object) => Promise<T>;

function createCall(url: string, transport: Transport): Call {
  const signal = new AbortController().signal;
  return async <T>(method: string, path: string, body?: object) => {
    const answer = await transport.send({
      method,
      url: `${url}/_sandbox${path}`,
      headers: { accept: 'application/json', ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      timeout: minute,
      signal,
    });
    return readAnswer(answer.body, `${method} ${path}`) as T;
  };
}

function readAnswer(text: string, asked: string): object {
  const answer = parse(text);
  if (answer === null) throw new SandboxError(`${asked}: what answered is not a Rollcall sandbox`);
  if ('error' in answer) throw new SandboxError(`${asked}: ${String(answer.error)}`);
  return answer;
}

function parse(text: string): object | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' ? value : null;
  } catch {
    return null;
  }
}

function queryOf({ to, portal, limit }: InboxFilter & { readonly limit?: number }): string {
  const query = new URLSearchParams();
  if (to !== undefined) query.set('to', to);
  if (portal !== undefined) query.set('portal', portal);
  if (limit !== undefined) query.set('limit', String(limit));
  return query.size === 0 ? '' : `?${query.toString()}`;
}
