import type { EvidenceItem } from '../../engine/model/gate.ts';
import { day, instantOf, type Milliseconds } from '../../engine/model/instant.ts';
import type { JsonObject } from '../../engine/model/json.ts';
import { type Problem, ProviderError, problemOf } from '../../engine/model/provider-error.ts';
import { answerReader } from '../kit/json-answer.ts';
import type { Api } from './api.ts';

export interface EvidenceInput {
  readonly api: Api;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly days: number;
  /** Keys of the people who matter here; logins of others are not kept. */
  readonly people: ReadonlySet<string>;
}

export interface LoginEvidence {
  readonly evidence: readonly EvidenceItem[];
  readonly pages: number;
  /** Why there is none, where the audit log cannot be read: most tenants have not subscribed to it. */
  readonly problem: Problem | null;
}

/** Documented: at most 10,000 in one answer. */
const pageSize = 10_000;

const record = answerReader('A record of the audit log');

/**
 * The last login of each person. The log says who acted and when, never to whom: a `createInviteUser` names nobody who
 * was invited, so only a person's own login is read as evidence about that person.
 */
export async function readLogins(input: EvidenceInput): Promise<LoginEvidence> {
  const last = new Map<string, Milliseconds>();
  const window = { from: instantOf(input.now - input.days * day), to: instantOf(input.now) };
  let pages = 0;
  try {
    for (let offset = 0, total = 1; offset < total;) {
      const page = await input.api.auditLogs({ ...window, eventCategories: 'login', offset, max: pageSize });
      pages += 1;
      total = page.total;
      if (page.rows.length === 0) break;
      offset += page.rows.length;
      for (const row of page.rows) keepLogin(last, row, input.people);
    }
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    return { evidence: [], pages, problem: withCure(problemOf(error)) };
  }
  return { evidence: [...last].map(([key, moment]) => loginOf(key, moment)), pages, problem: null };
}

function keepLogin(last: Map<string, Milliseconds>, row: JsonObject, people: ReadonlySet<string>): void {
  const verbs = [row['eventDescription'], row['eventCategory']];
  if (!verbs.includes('login') || row['statusOfAction'] !== 'SUCCESS') return;
  const key = record.text(row, 'actorEmail').trim().toLowerCase();
  if (!people.has(key)) return;
  const moment = record.moment(row, 'created');
  last.set(key, Math.max(moment, last.get(key) ?? moment));
}

function loginOf(key: string, moment: Milliseconds): EvidenceItem {
  const at = instantOf(moment);
  return { kind: 'teammate', key, fact: 'login', at, note: `logged in at ${at} (audit log)` };
}

function withCure(problem: Problem): Problem {
  const cure = 'Without the audit log nobody sees who has joined: attest it. To stop asking, set auditLog: false.';
  return { ...problem, cure: problem.cure === undefined ? cure : `${problem.cure} ${cure}` };
}
