import type { RunSession } from '../../../engine/apply/record-run.ts';
import { createLedger } from '../../../engine/ledger/create-ledger.ts';
import { memoryLedgerFiles } from '../../../engine/ledger/memory-ledger-files.ts';
import { openLedger } from '../../../engine/ledger/open-ledger.ts';
import { second } from '../../../engine/model/instant.ts';
import type { LedgerEntry } from '../../../engine/model/ledger-entry.ts';
import type { PolicyVerdict } from '../../../engine/model/policy.ts';
import { runItemOf, type RunResult } from '../../../engine/model/run-report.ts';
import { observation, portal } from '../../support/engine-builders.ts';
import { account } from '../../support/engine-kinds.ts';
import { entriesOf } from '../../support/ledger-lines.ts';
import { create, planOf, type PlanParts } from '../../support/plan-builders.ts';
import { virtualDeps } from '../../support/virtual-deps.ts';

const self = { name: 'test', host: 'here', bootId: null, pid: 1, pidNamespace: null, started: null };
const lease = { duration: 30 * second, requestTimeout: 30 * second };
const teammate = { ...account, kind: 'teammate' };

/** A run of a plan, from where it has been read to its report, over a ledger in memory. */
export async function session(parts: PlanParts = {}, more: Partial<RunSession> = {}) {
  const files = memoryLedgerFiles();
  const deps = virtualDeps();
  await createLedger({ files, ledgerId: 'ledger-1', deps });
  const ledger = await openLedger({ files, ledgerId: 'ledger-1', holder: { self, isDead: () => true }, deps, lease });
  const built: RunSession = {
    plan: planOf(parts),
    run: 'run-1',
    actor: { name: 'os:test', how: 'os' },
    consents: [],
    portals: 'live',
    ledger,
    observations: [observation([], { portal: { ...portal, name: 'acme-connect' }, kind: teammate })],
    rails: [],
    recovered: [],
    begun: { at: '2026-11-21T09:00:00.000Z', monotonic: deps.clock.monotonic() },
    deps,
    ...more,
  };
  const entries = async (): Promise<readonly LedgerEntry[]> => entriesOf(files);
  const last = async (): Promise<LedgerEntry | undefined> => (await entries()).at(-1);
  return { ...built, deps, ledger, entries, last };
}

export function policy(more: Partial<PolicyVerdict> = {}): PolicyVerdict {
  const said = { policy: 'four-eyes', who: 'ada', message: 'Somebody else must approve.', rule: 'false' };
  return { severity: 'error', verdict: 'refused', subject: 'user', ...said, ...more };
}

/** How it went for each of as many people. */
export function execution(...given: readonly RunResult['result'][]) {
  const items = given.map((result, index) => {
    const problem = { code: 'invalid', text: 'no' } as const;
    return runItemOf(create(`p${index}@acme.example`), { result, problem, text: 'x', because: 'y' });
  });
  return { items, lost: null };
}
