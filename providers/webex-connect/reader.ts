import type { Deps } from '../../engine/model/deps.ts';
import { type Instant, instantOf } from '../../engine/model/instant.ts';
import type { JsonObject } from '../../engine/model/json.ts';
import type { Reader, ReadRequest, ReadResult } from '../../engine/model/provider.ts';
import { type Problem, ProviderError, problemOf } from '../../engine/model/provider-error.ts';
import type { Known, ObservedResource } from '../../engine/model/resource.ts';
import { readPages } from '../kit/paging.ts';
import type { Api } from './api.ts';
import { type LoginEvidence, readLogins } from './audit-evidence.ts';
import type { Settings } from './settings.ts';
import { parseId, parseRow, rowKey } from './teammate-row.ts';

export interface ReaderInput {
  readonly portal: string;
  readonly settings: Settings;
  readonly clock: Deps['clock'];
  /** @throws ProviderError where the portal cannot be reached at all, such as for want of a credential. */
  readonly api: () => Api;
}

const noEvidence: LoginEvidence = { evidence: [], pages: 0, problem: null };

/** Lists teammates where there is an adapter; by hand, there are only the logins of the audit log. */
export function createReader(input: ReaderInput): Reader {
  const { settings, clock } = input;
  const now = (): Instant => instantOf(clock.now());

  async function logins(request: ReadRequest): Promise<LoginEvidence> {
    if (!settings.auditLog) return noEvidence;
    const people = new Set((request.only ?? request.known).map((one) => one.address.key));
    if (people.size === 0) return noEvidence;
    try {
      return await readLogins({ api: input.api(), now: clock.now(), days: settings.auditLogDays, people });
    } catch (error) {
      if (!(error instanceof ProviderError)) throw error;
      return { ...noEvidence, problem: problemOf(error) };
    }
  }

  async function readAll(request: ReadRequest): Promise<ReadResult> {
    const api = input.api();
    const listed = await readPages<JsonObject>({ pageSize: settings.pageSize, page: api.page, keyOf: rowKey });
    const at = now();
    const resources = listed.rows.map((row) => parseRow(row, input.portal, at));
    const { evidence, pages, problem } = await logins(request);
    return {
      coverage: listed.problem === null ? 'complete' : 'partial',
      resources,
      absent: [],
      evidence,
      pages: listed.pages + pages,
      rows: listed.rows.length,
      problem: listed.problem ?? problem,
    };
  }

  async function readEvidence(request: ReadRequest): Promise<ReadResult> {
    const { evidence, pages, problem } = await logins(request);
    return { coverage: 'known-only', resources: [], absent: [], evidence, pages, rows: 0, problem };
  }

  return {
    async read(kind, request) {
      if (kind !== 'teammate') throw new TypeError(`webex-connect has no kind ${kind}`);
      if (settings.mode === 'manual') return readEvidence(request);
      const { only } = request;
      return only === undefined ? readAll(request) : readOnly({ api: input.api(), portal: input.portal, only, now });
    },
    estimate: async () => null,
    async poll() {
      throw new ProviderError('contract', 'Webex Connect answers at once: there is nothing to ask after.');
    },
  };
}

interface OnlyInput {
  readonly api: Api;
  readonly portal: string;
  readonly only: readonly Known[];
  readonly now: () => Instant;
}

/** Each by its id, and by its address where that id is gone: who accepts an invitation gets another id. */
async function readOnly({ api, portal, only, now }: OnlyInput): Promise<ReadResult> {
  const resources: ObservedResource[] = [];
  const absent: Known['address'][] = [];
  let failure: ProviderError | undefined;
  for (const known of only) {
    try {
      const row = await readOne(api, known);
      if (row === null) absent.push(known.address);
      else resources.push(parseRow(row, portal, now()));
    } catch (error) {
      if (!(error instanceof ProviderError)) throw error;
      failure = error;
      if (resources.length + absent.length === 0) throw error;
      break;
    }
  }
  const problem: Problem | null = failure === undefined ? null : problemOf(failure);
  const coverage = failure === undefined ? 'known-only' : 'partial';
  const asked = resources.length + absent.length;
  return { coverage, resources, absent, evidence: [], pages: asked, rows: resources.length, problem };
}

export async function readOne(api: Api, known: Known): Promise<JsonObject | null> {
  if (known.id === null) return api.findByEmail(known.address.key);
  try {
    return await api.read(parseId(known.id));
  } catch (error) {
    if (!(error instanceof ProviderError) || error.code !== 'not-found') throw error;
    return api.findByEmail(known.address.key);
  }
}
