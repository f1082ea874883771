import type { Clock } from '../model/deps.ts';
import type { Gate } from '../model/gate.ts';
import { epochOf, type Milliseconds, minute } from '../model/instant.ts';
import type { OpenIntent } from '../model/ledger.ts';
import type { Look } from '../model/observation.ts';
import { type Problem, problemOf } from '../model/provider-error.ts';
import type { RunResult } from '../model/run-report.ts';
import { type ApplyContext, now, type Site } from './apply-context.ts';
import { contains, lookAgain } from './freshness.ts';
import { doneAndGone, doneOf } from './record.ts';
import { isRefusal, settleOutcome, worksOnIt } from './settle-outcome.ts';

/** A call whose answer is missing. */
export interface LostCall {
  readonly site: Site;
  readonly open: OpenIntent;
  readonly lost: Problem;
  /** On this program's monotonic clock: from then on nobody waited for the call any more, so nothing came of it later. */
  readonly over: Milliseconds;
  /** Whether an earlier run made it: then it was over long before, perhaps, and only the clocks of machines tell. */
  readonly isOfEarlierRun: boolean;
}

/**
 * Finds out what became of a call whose answer is missing, by looking, never by calling again. "Not found" proves
 * absence only after the kind's visibility delay. What cannot be looked up becomes `unknown` and stays so, or, where it
 * is a thing that a person can see, is asked of a person.
 */
export async function lookUpIntent(context: ApplyContext, call: LostCall): Promise<RunResult> {
  const { site, open, lost } = call;
  const { verdict } = open.intent;
  if (open.ref !== null) {
    const settled = await lookUpAccepted(context, { site, open, ref: open.ref });
    if (settled !== null) return settled;
  }
  if (verdict === 'release') return recordGone(context, open);
  if (verdict === 'reset' || verdict === 'sync') {
    await context.ledger.append({ type: 'unknown', intent: open.seq, problem: lost });
    return { result: 'unknown', problem: lost };
  }
  if (site.declared.kind.reads === 'none') return askSomebody(context, call);
  const look = await lookUntilSure(context, call);
  if (look.look === 'unknown') return undecided(context, call, look.gate);
  return judge(context, call, look);
}

/** Null where the portal has forgotten the reference, so that only the object itself can tell. */
async function lookUpAccepted(
  context: ApplyContext,
  accepted: { readonly site: Site; readonly open: OpenIntent; readonly ref: string },
): Promise<RunResult | null> {
  const { site, open, ref } = accepted;
  const problem = await poll(accepted);
  if (problem === null) return worksOnIt(site, open);
  if ('outcome' in problem) {
    if (problem.outcome === 'accepted' && problem.ref === ref) return worksOnIt(site, open);
    return settleOutcome(context, { site, open, outcome: problem });
  }
  if (problem.code === 'not-found' || problem.code === 'contract') return null;
  if (!isRefusal(problem)) return { result: 'unknown', problem };
  await context.ledger.append({ type: 'failed', intent: open.seq, problem });
  return { result: 'failed', problem };
}

async function poll({ site, ref }: { readonly site: Site; readonly ref: string }) {
  try {
    return (await site.connection?.reader.poll(site.declared.kind.kind, ref)) ?? null;
  } catch (error) {
    return problemOf(error);
  }
}

/** Looks once, and where that shows nothing new, once more when a new object must have become visible. */
async function lookUntilSure(context: ApplyContext, call: LostCall): Promise<Look> {
  const { site, open } = call;
  const { address, id } = open.intent;
  const first = await lookAgain(context, site, { address, id });
  if (first.look === 'unknown' || cameTrue(site, open, first)) return first;
  const { deps } = context;
  const rest = timeUntilVisible(call, deps.clock);
  if (rest <= 0) return first;
  await deps.sleep(rest, deps.signal);
  return lookAgain(context, site, { address, id });
}

/**
 * So long after an intent its call is over: a request waits for its turn and for limits, is tried again and times out,
 * and the clocks of the machines that apply may differ by some minutes. What this program has seen itself is counted on
 * a clock that never jumps.
 */
const surelyOverAfter = 30 * minute;

function timeUntilVisible({ site, open, over, isOfEarlierRun }: LostCall, clock: Clock): Milliseconds {
  const { visibilityDelay } = site.declared.kind;
  const age = clock.now() - epochOf(open.at);
  if (isOfEarlierRun && age >= surelyOverAfter + visibilityDelay) return 0;
  return visibilityDelay - (clock.monotonic() - over);
}

function cameTrue(site: Site, open: OpenIntent, look: Look): boolean {
  if (open.intent.verdict === 'delete') {
    return look.look === 'absent' || (look.look === 'present' && site.declared.kind.isSpent(look.observed.attributes));
  }
  return look.look === 'present' && contains(site.declared.kind, look.observed, open.intent.after ?? {});
}

/** It may be there under an id that only a person can find out: from now on that is asked for, and nothing is sent. */
async function undecided(context: ApplyContext, { open, lost }: LostCall, gate: Gate | undefined): Promise<RunResult> {
  if (gate === undefined || open.intent.before !== null) return { result: 'unknown', problem: lost };
  await context.ledger.append({ type: 'gated', intent: open.seq, id: null, gate });
  return { result: 'waiting', text: `${gate.waitingFor.name}: ${gate.title}` };
}

async function judge(context: ApplyContext, call: LostCall, look: Look): Promise<RunResult> {
  const { site, open } = call;
  if (cameTrue(site, open, look)) {
    if (look.look !== 'present' || open.intent.verdict === 'delete') return recordGone(context, open);
    await context.ledger.append(doneOf(open.seq, open.intent, look.observed));
    return { result: 'done' };
  }
  const problem = notDone(call, look);
  await context.ledger.append({ type: 'failed', intent: open.seq, problem });
  return { result: 'failed', problem };
}

function notDone(call: LostCall, look: Look): Problem {
  const { open, lost, isOfEarlierRun } = call;
  const { word, address } = open.intent;
  if (look.look === 'present' && open.intent.before === null) {
    const text = `the answer to the ${word} was lost, and ${address.key} is there with other attributes: it is not ours`;
    return { code: 'conflict', text, cure: 'Plan again: it shows what would be taken over.' };
  }
  const text = `the answer to the ${word} was lost, and the portal shows that it was not done (${lost.text})`;
  const cure = isOfEarlierRun
    ? 'If it is still wanted, this run does it now, unless its plan is refused. If not, nothing is to do.'
    : 'Plan and apply again.';
  return { code: 'unavailable', text, cure };
}

/** The engine cannot see it, but a person can: from now on that is waited for, and nothing is sent again. */
async function askSomebody(context: ApplyContext, call: LostCall): Promise<RunResult> {
  const { site, open, lost } = call;
  const { portal } = site.declared;
  const { word, address } = open.intent;
  const gate: Gate = {
    step: 'confirm',
    title: `see whether the ${word} was done`,
    waitingFor: {
      role: 'administrator',
      name: portal.account ?? portal.contacts.owner ?? `an administrator of ${portal.name}`,
    },
    since: now(context),
    proof: { by: 'attest' },
    proves: 'Only the word of the person who looked.',
    instructions: [
      `The answer to the ${word} of ${address.key} was lost. Look at the portal whether it was done; if not, do it there.`,
      'Then attest it.',
    ],
  };
  await context.ledger.append({ type: 'gated', intent: open.seq, id: open.intent.id, gate });
  return { result: 'unknown', problem: lost };
}

async function recordGone(context: ApplyContext, open: OpenIntent): Promise<RunResult> {
  await context.ledger.append(doneAndGone(open.seq, { grade: 'read', at: now(context) }));
  return { result: 'done' };
}
