import type { Change } from '../model/change.ts';
import type { OpenIntent } from '../model/ledger.ts';
import type { Outcome } from '../model/provider.ts';
import { type Problem, ProviderError, problemOf } from '../model/provider-error.ts';
import type { ObservedResource } from '../model/resource.ts';
import type { RunResult } from '../model/run-report.ts';
import { type ApplyContext, now, type Site, siteName, siteOf } from './apply-context.ts';
import { freshness } from './freshness.ts';
import { lookUpIntent, type LostCall } from './look-up-intent.ts';
import { objectionTo } from './objection.ts';
import { doneAndGone, intentOf } from './record.ts';
import { sendMail } from './send-mail.ts';
import { settleOutcome } from './settle-outcome.ts';
import { writerCall } from './writer-call.ts';

/** How far a change has come, for who must say what became of it when it breaks off. */
export interface Progress {
  /** Set just before the one call: from then on nobody may say that nothing was done. */
  called: boolean;
  /** The portal has accepted the call, and now only works on it: others may go on meanwhile. */
  readonly onAccepted: () => void;
}

const interrupted: RunResult = { result: 'not-tried', because: 'interrupted' };

/**
 * Carries out one change: looks again, announces it in the ledger, does it once, records what came of it.
 *
 * @throws LeaseLostError when this run may no longer write, and what the ledger's store throws.
 */
export async function runChange(context: ApplyContext, change: Change, progress: Progress): Promise<RunResult> {
  const site = siteOf(context, change.address);
  if (site === undefined) return failedBy(`${change.address.portal} has no ${change.address.kind} any more`);
  const objection = objectionTo(context, change);
  // A removal is looked at first: what is gone already needs no owner.
  if (objection !== undefined && change.verdict !== 'delete') return { result: 'stale', text: objection };
  if (change.verdict === 'release') return recordRelease(context, change);
  if (change.verdict === 'notify') return sendMail(context, change, progress);
  const problem = unreachable(context, site, change);
  if (problem !== undefined) return { result: 'failed', problem };
  const fresh = await freshness(context, site, change);
  if (context.deps.signal.aborted) return interrupted;
  switch (fresh.state) {
    case 'stale':
      return { result: 'stale', text: fresh.text };
    case 'gone':
      return recordGone(context, change);
    case 'fresh':
      if (objection !== undefined) return { result: 'stale', text: objection };
      return write(context, { site, change, observed: fresh.observed, progress });
  }
}

/** A kind that this run could not read is not written to either: its rails had no totals to judge by. */
function unreachable(context: ApplyContext, site: Site, change: Change): Problem | undefined {
  if (site.connection === null) return site.problem ?? { code: 'unavailable', text: 'there is no connection' };
  const observation = context.observations.get(siteName(change.address));
  if (observation?.coverage !== 'failed') return undefined;
  return observation.problem ?? { code: 'unavailable', text: `${change.address.portal} could not be read` };
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
  await context.ledger.append({
    type: 'noted',
    run,
    address,
    identity,
    id,
    presence: 'absent',
    what: 'gone',
    evidence,
  });
  return { result: 'done' };
}

interface Writing {
  readonly site: Site;
  readonly change: Change;
  readonly observed: ObservedResource | null;
  readonly progress: Progress;
}

async function write(context: ApplyContext, writing: Writing): Promise<RunResult> {
  const { ledger, deps, run } = context;
  const { site, change, progress } = writing;
  const given = intentOf(run, change);
  const seq = await ledger.append(given);
  const open: OpenIntent = { seq, at: now(context), intent: given, ref: null };
  const call = writerCall({ site, change, observed: writing.observed });
  ledger.assertHeld();
  progress.called = true;
  let outcome: Outcome;
  try {
    outcome = await call({ occasion: `${run}/${seq}`, signal: deps.signal });
  } catch (error) {
    return afterFailure(context, { site, open, error });
  }
  const shows = outcome.outcome !== 'done' || outcome.observed !== null || leavesNothing(change);
  if (shows) return settleOutcome(context, { site, open, outcome, onAccepted: progress.onAccepted });
  const text = `the portal says that the ${change.word} is done, but shows nothing`;
  return lookUpIntent(context, ownCall(context, { site, open, lost: { code: 'contract', text } }));
}

function ownCall({ deps }: ApplyContext, call: Pick<LostCall, 'site' | 'open' | 'lost'>): LostCall {
  return { ...call, over: deps.clock.monotonic(), isOfEarlierRun: false };
}

function leavesNothing(change: Change): boolean {
  return change.verdict === 'delete' || change.verdict === 'reset' || change.verdict === 'sync';
}

interface Failure {
  readonly site: Site;
  readonly open: OpenIntent;
  readonly error: unknown;
}

/** A lost answer is looked up. "It exists already" and "it is gone" mean that the plan is stale. The rest failed. */
async function afterFailure(context: ApplyContext, failure: Failure): Promise<RunResult> {
  const { site, open, error } = failure;
  const problem = problemOf(error);
  const surelyNotDone = error instanceof ProviderError && error.code !== 'ambiguous' && error.code !== 'contract';
  if (!surelyNotDone) return lookUpIntent(context, ownCall(context, { site, open, lost: problem }));
  if (problem.code === 'not-found' && open.intent.verdict === 'delete') {
    await context.ledger.append(doneAndGone(open.seq, { grade: 'read', at: now(context) }));
    return { result: 'done' };
  }
  await context.ledger.append({ type: 'failed', intent: open.seq, problem });
  // A provider that is told to stop says of what still waited to be sent that nothing was done.
  if (problem.code === 'unavailable' && context.deps.signal.aborted) return interrupted;
  if (problem.code === 'conflict') return { result: 'stale', text: `${problem.text}; plan again to see it` };
  if (problem.code === 'not-found') return { result: 'stale', text: 'it is no longer there; plan again' };
  return { result: 'failed', problem };
}
