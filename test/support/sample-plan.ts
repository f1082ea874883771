import type { Plan } from '../../engine/model/plan.ts';
import { byHand, gate, invite, location, planOf, rail, remove, update, waiting } from './plan-builders.ts';

/** The plan of the screens: privilege, mails, a removal, a change of role, people waited for, a step by hand. */
export function samplePlan(): Plan {
  return planOf({
    changes: [ben(), cy(), dia(), update('eva@acme.example', { at: { ...location, file: 'people/eva.yaml' } })],
    standing: [
      waiting('ada@acme.example', {
        overdue: true,
        gate: gate({ since: '2026-11-15T09:00:00.000Z', waitingFor: { role: 'person', name: 'ada@acme.example' } }),
      }),
      waiting('fil@acme.example'),
      byHand('gus@acme.example'),
      blocked(),
    ],
    portals: [portal('acme-connect', 4), portal('nordic-connect', 0)],
    reads: [read('acme-connect', 'complete', 1512), read('nordic-connect', 'failed', 0)],
    rails: [rail(), rail({ rail: 'mails', counted: 2, total: null, limit: '50' })],
  });
}

function portal(name: string, requests: number) {
  const reality = 'Cisco publishes no teammates API.';
  return { name, provider: 'webex-connect', reality, requestsPerSecond: 5, requests };
}

function read(name: string, coverage: 'complete' | 'failed', rows: number) {
  const cure = 'give a token that is still valid in NORDIC_TOKEN';
  const problem = {
    code: 'auth',
    text: 'The portal refused the credentials.',
    portalText: 'Authentication failed',
    cure,
  } as const;
  return { portal: name, kind: 'teammate', coverage, pages: 1, rows, problem: coverage === 'failed' ? problem : null };
}

const mail = { kind: 'mail', text: 'gets an invitation from Webex Connect (cannot be unsent)' } as const;

function ben() {
  return invite('ben@acme.example', {
    at: location,
    why: { ticket: 'AD-17', reason: 'second administrator' },
    consequences: [
      { kind: 'privilege', text: 'becomes Full access' },
      { kind: 'follows', text: 'becomes by role sync Full Administrator of Control Hub (whole organisation)' },
      mail,
    ],
  });
}

function cy() {
  return invite('cy@acme.example', {
    at: { ...location, file: 'people/cy.yaml' },
    until: '2027-03-31T23:59:59.999Z',
    consequences: [{ kind: 'privilege', text: 'becomes Full access' }, mail],
  });
}

function dia() {
  return remove('dia@acme.example', {
    why: { ticket: 'HR-1042' },
    consequences: [{ kind: 'removal', text: 'loses Read-only access' }],
  });
}

function blocked() {
  return {
    verdict: 'blocked',
    address: { portal: 'nordic-connect', kind: 'teammate', key: 'eva@nordic.example' },
    identity: null,
    summary: 'Limited access',
    evidence: { grade: 'not-observable', at: '2026-11-20T10:00:00.000Z' },
    by: 'nordic-connect could not be read',
    cure: 'give a token that is still valid in NORDIC_TOKEN',
  } as const;
}
