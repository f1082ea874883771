import type { Change } from '../model/change.ts';
import { LeaseLostError } from '../model/ledger.ts';
import type { Outcome } from '../model/provider.ts';
import { ProviderError, problemOf } from '../model/provider-error.ts';
import type { RunResult } from '../model/run-report.ts';
import { type ApplyContext, now, type Site, siteOf } from './apply-context.ts';
import { freshness } from './freshness.ts';
import { lookUpIntent } from './look-up-intent.ts';
import { doneAndGone, intentOf } from './record.ts';
import { sendMail } from './send-mail.ts';
import { settleOutcome } from './settle-outcome.ts';
import { writerCall } from './writer-call.ts';

/**
 * Carries out one change: looks again, announces it in the ledger, does it once, records what came of it.
 *
 * @throws LeaseLostError when this run may no longer write; everything else becomes a result.
 */
export async function runChange(context: ApplyContext, change: Change): Promise<RunResult> {
  const site = siteOf(context, change.address);
  if (site === undefined) return failedBy(`${change.address.portal} has no ${change.address.kind} any more`);
  if (change.verdict === 'release') return recordRelease(context, change);
  if (change.verdict === 'notify') return sendMail(context, change);
  if (site.connection === null) {
    return { result: 'failed', problem: site.problem ?? { code: 'unavailable', text: 'there is no connection' } };
  }
  const fresh = await freshness(context, site, change);
  if (fresh.state === 'stale') return { result: 'stale', text: fresh.text };
  if (fresh.state === 'gone') return recordGone(context, change);
  return write(context, site, change);
}

function failedBy(text: string): RunResult {
  return { result: 'failed', problem: { code: 'contract', text, cure: 'Plan again.' } };
}

async function recordRelease(context: ApplyContext, change: Change): Promise<RunResult> {
  const intent = await context.ledger.append(intentOf(context.run, change));
  await context.ledger.append(doneAndGone(intent, change.evidence));
  return { result: 'done' };
}

async function recordGone(context: ApplyContext, change: Change): Promise<RunResult> {
  const { address, identity, id } = change;
  const evidence = { grade: 'read' as const, at: now(context) };
  const { run } = context;
  await context.ledger.append({ type: 'noted', run, address, identity, id, presence: 'absent', what: 'gone', evidence });
  return { result: 'done' };
}

async function write(context: ApplyContext, site: Site, change: Change): Promise<RunResult> {
  const { ledger, deps } = context;
  ledger.assertHeld();
  const given = intentOf(context.run, change);
  const seq = await ledger.append(given);
  const open = { seq, at: now(context), intent: given, ref: null };
  let outcome: Outcome;
  try {
    ledger.assertHeld();
    outcome = await writerCall(context, site, change)({ occasion: `${context.run}/${seq}`, signal: deps.signal });
  } catch (error) {
    if (error instanceof LeaseLostError) throw error;
    return afterFailure(context, { site, open, error });
  }
  return settleOutcome(context, { site, open, outcome });
}

interface Failure {
  readonly site: Site;
  readonly open: Parameters<typeof lookUpIntent>[2];
  readonly error: unknown;
}

/** A lost answer is looked up. "It exists already" and "it is gone" mean that the plan is stale. The rest failed. */
async function afterFailure(context: ApplyContext, failure: Failure): Promise<RunResult> {
  const { site, open, error } = failure;
  const problem = problemOf(error);
  const surelyNotDone = error instanceof ProviderError && error.code !== 'ambiguous' && error.code !== 'contract';
  if (!surelyNotDone) return lookUpIntent(context, site, open, problem);
  await context.ledger.append({ type: 'failed', intent: open.seq, problem });
  if (problem.code === 'conflict') return { result: 'stale', text: `${problem.text}; plan again to see it` };
  if (problem.code === 'not-found') return { result: 'stale', text: 'it is no longer there; plan again' };
  return { result: 'failed', problem };
}
