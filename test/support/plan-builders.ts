import type {
  Change,
  CreateChange,
  DeleteChange,
  InviteChange,
  ManualStanding,
  Standing,
  UpdateChange,
  WaitingStanding,
} from '../../engine/model/change.ts';
import { digestOf } from '../../engine/model/digest.ts';
import type { Gate } from '../../engine/model/gate.ts';
import type { Plan, PlanRecord, RailVerdict } from '../../engine/model/plan.ts';

/** The moment of every plan that is built here. */
export const now = '2026-11-21T09:14:00.000Z';

export const location = { file: 'people/ben.yaml', line: 4, column: 3, length: 5 };

function common(email: string) {
  return {
    address: { portal: 'acme-connect', kind: 'teammate', key: email },
    identity: { document: 'User', name: email.split('@')[0] ?? email, portal: 'acme-connect', kind: 'teammate' },
    id: null,
    summary: 'Full access',
    harms: [],
    consequences: [],
    consent: [],
    evidence: { grade: 'read', at: now },
    dependsOn: [],
    requests: 1,
  } as const;
}

export function invite(email: string, more: Partial<InviteChange> = {}): InviteChange {
  const after = { email, role: 'Full access' };
  return { ...common(email), verdict: 'invite', word: 'invite', before: null, after, round: 1, ...more };
}

export function create(email: string, more: Partial<CreateChange> = {}): CreateChange {
  return { ...common(email), verdict: 'create', word: 'create', before: null, after: { email }, ...more };
}

export function update(email: string, more: Partial<UpdateChange> = {}): UpdateChange {
  return {
    ...common(email),
    verdict: 'update',
    word: 'update',
    summary: 'Read-only access',
    before: { role: 'Limited access' },
    after: { role: 'Read-only access' },
    fields: [{ field: 'role', before: 'Limited access', after: 'Read-only access' }],
    presence: 'active',
    ...more,
  };
}

export function remove(email: string, more: Partial<DeleteChange> = {}): DeleteChange {
  return {
    ...common(email),
    verdict: 'delete',
    word: 'delete',
    summary: 'Read-only access',
    before: { role: 'Read-only access' },
    after: null,
    presence: 'active',
    ...more,
  };
}

export function gate(more: Partial<Gate> = {}): Gate {
  return {
    step: 'join',
    title: 'Join the team',
    waitingFor: { role: 'person', name: 'ben@acme.example' },
    since: '2026-11-21T07:00:00.000Z',
    until: '2026-11-28T07:00:00.000Z',
    proof: { by: 'read' },
    proves: 'The portal lists the person as active.',
    instructions: ['Open the mail "You have been invited" and press Join the team.'],
    ...more,
  };
}

export function waiting(email: string, more: Partial<WaitingStanding> = {}): WaitingStanding {
  const { address, identity, evidence } = common(email);
  const asked = gate({ waitingFor: { role: 'person', name: email } });
  return {
    verdict: 'waiting',
    address,
    identity,
    summary: 'Full access',
    evidence,
    gate: asked,
    overdue: false,
    ...more,
  };
}

export function byHand(email: string, more: Partial<ManualStanding> = {}): ManualStanding {
  const { address, identity } = common(email);
  return {
    verdict: 'manual',
    address,
    identity,
    summary: 'Full access',
    evidence: { grade: 'not-observable', at: now },
    wants: 'invite',
    word: 'invite',
    before: null,
    after: { email },
    id: null,
    because: 'Cisco publishes no teammates API',
    gate: gate({
      step: 'invite-by-hand',
      title: 'Invite in the portal',
      waitingFor: { role: 'administrator', name: 'owner@acme.example' },
      proof: { by: 'attest' },
      instructions: [`Settings → Teammates → Add: ${email}, role Full access, press Invite user`],
    }),
    opened: null,
    harms: ['mails'],
    consequences: [],
    consent: [],
    ...more,
  };
}

export function rail(more: Partial<RailVerdict> = {}): RailVerdict {
  return {
    rail: 'accounts',
    portal: 'acme-connect',
    verdict: 'pass',
    counted: 1,
    total: 118,
    limit: '25 %',
    who: ['dia@acme.example'],
    reason: '',
    ...more,
  };
}

export interface PlanParts extends Partial<Omit<Plan, 'recorded'>> {
  readonly unchanged?: number;
  readonly recorded?: Partial<PlanRecord>;
}

/** A plan with true counts over the changes and standings that are given. */
export function planOf(parts: PlanParts = {}): Plan {
  const changes = parts.changes ?? [];
  const standing = parts.standing ?? [];
  const { unchanged = 1504, recorded, ...rest } = parts;
  return {
    formatVersion: '1.0',
    changeDigest: digestOf('a plan'),
    scope: { target: [], exclude: [], at: null, mode: 'normal' },
    changes,
    standing,
    counts: { ...countsOf(changes, standing), unchanged },
    portals: [
      {
        name: 'acme-connect',
        provider: 'webex-connect',
        reality: 'Cisco publishes no teammates API.',
        requestsPerSecond: 5,
        requests: changes.length,
      },
    ],
    reads: [{ portal: 'acme-connect', kind: 'teammate', coverage: 'complete', pages: 16, rows: 1512, problem: null }],
    rails: [],
    recorded: { ...record, ...recorded },
    ...rest,
  };
}

const record: PlanRecord = {
  at: now,
  expiresAt: '2026-11-22T09:14:00.000Z',
  engineVersion: '0.1.0',
  workspace: 'acme',
  manifestDigest: digestOf('manifests'),
  documents: 3,
  commit: '7f3c2a1d5b6e7f8091a2b3c4d5e6f708192a3b4c',
  clean: true,
  ledger: { id: 'lg-1', seq: 12, head: digestOf('head') },
  consents: [],
  requests: 16,
  took: 912,
};

function countsOf(changes: readonly Change[], standing: readonly Standing[]) {
  const byVerdict: Record<string, number> = {};
  for (const { verdict } of changes) byVerdict[verdict] = (byVerdict[verdict] ?? 0) + 1;
  const many = (verdict: Standing['verdict']) => standing.filter((one) => one.verdict === verdict).length;
  const overdue = standing.filter((one) => one.verdict === 'waiting' && one.overdue).length;
  return {
    changes: byVerdict,
    unchanged: 0,
    waiting: many('waiting'),
    overdue,
    manual: many('manual'),
    blocked: many('blocked'),
    unmanaged: many('unmanaged'),
  };
}
