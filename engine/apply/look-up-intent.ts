import { compareFields } from '../diff/compare-fields.ts';
import { epochOf } from '../model/instant.ts';
import type { JsonObject } from '../model/json.ts';
import type { OpenIntent } from '../model/ledger.ts';
import type { Look } from '../model/observation.ts';
import { type Problem, ProviderError, problemOf } from '../model/provider-error.ts';
import type { ObservedResource } from '../model/resource.ts';
import type { RunResult } from '../model/run-report.ts';
import { type ApplyContext, now, type Site } from './apply-context.ts';
import { lookAgain } from './freshness.ts';
import { doneAndGone, doneOf } from './record.ts';
import { settleOutcome } from './settle-outcome.ts';

/**
 * Finds out what became of a call whose answer is missing, by looking, never by calling again. "Not found" proves
 * absence only after the kind's visibility delay. What cannot be looked up becomes `unknown` and stays so.
 */
export async function lookUpIntent(
  context: ApplyContext,
  site: Site,
  open: OpenIntent,
  lost: Problem,
): Promise<RunResult> {
  const { verdict } = open.intent;
  if (open.ref !== null) return lookUpAccepted(context, { site, open, ref: open.ref });
  if (verdict === 'release') return recordGone(context, open);
  const blind = verdict === 'reset' || verdict === 'sync' || verdict === 'notify' || site.declared.kind.reads === 'none';
  if (blind) {
    await context.ledger.append({ type: 'unknown', intent: open.seq, problem: lost });
    return { result: 'unknown', problem: lost };
  }
  const look = await lookUntilSure(context, site, open);
  if (look.look === 'unknown') return { result: 'unknown', problem: lost };
  return judge(context, { site, open, lost }, look);
}

async function lookUpAccepted(
  context: ApplyContext,
  accepted: { readonly site: Site; readonly open: OpenIntent; readonly ref: string },
): Promise<RunResult> {
  const { site, open, ref } = accepted;
  const { portal, kind } = site.declared;
  try {
    const outcome = await site.connection?.reader.poll(kind.kind, ref);
    if (outcome !== null && outcome !== undefined && outcome.outcome !== 'accepted') {
      return await settleOutcome(context, { site, open, outcome });
    }
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    const problem = problemOf(error);
    if (error.code !== 'invalid' && error.code !== 'not-found') return { result: 'unknown', problem };
    await context.ledger.append({ type: 'failed', intent: open.seq, problem });
    return { result: 'failed', problem };
  }
  return { result: 'waiting', text: `${portal.name} accepted the ${open.intent.word} and works on it` };
}

/** Looks once, and where that shows nothing new, once more when a new object must have become visible. */
async function lookUntilSure(context: ApplyContext, site: Site, open: OpenIntent): Promise<Look> {
  const { address, id } = open.intent;
  const first = await lookAgain(context, site, { address, id });
  if (first.look === 'unknown' || cameTrue(site, open, first)) return first;
  const { deps } = context;
  const age = deps.clock.now() - epochOf(open.at);
  const rest = site.declared.kind.visibilityDelay - Math.max(0, age);
  if (rest <= 0) return first;
  await deps.sleep(rest, deps.signal);
  return lookAgain(context, site, { address, id });
}

function cameTrue(site: Site, open: OpenIntent, look: Look): boolean {
  if (open.intent.verdict === 'delete') return look.look === 'absent';
  return look.look === 'present' && contains(site, look.observed, open.intent.after ?? {});
}

function contains(site: Site, observed: ObservedResource, wanted: JsonObject): boolean {
  const sides = { desired: wanted, observed: observed.attributes, given: wanted };
  return compareFields(site.declared.kind, sides).length === 0;
}

interface Lost {
  readonly site: Site;
  readonly open: OpenIntent;
  readonly lost: Problem;
}

async function judge(context: ApplyContext, call: Lost, look: Look): Promise<RunResult> {
  const { site, open } = call;
  if (cameTrue(site, open, look)) {
    if (look.look !== 'present') return recordGone(context, open);
    await context.ledger.append(doneOf(open.seq, open.intent, look.observed));
    return { result: 'done' };
  }
  const problem = notDone(call, look);
  await context.ledger.append({ type: 'failed', intent: open.seq, problem });
  return { result: 'failed', problem };
}

function notDone(call: Lost, look: Look): Problem {
  const { open, lost } = call;
  const { word, address } = open.intent;
  if (look.look === 'present' && open.intent.before === null) {
    const text = `the answer to the ${word} was lost, and ${address.key} is there with other attributes: it is not ours`;
    return { code: 'conflict', text, cure: 'Plan again: it shows what would be taken over.' };
  }
  const text = `the answer to the ${word} was lost, and the portal shows that it was not done (${lost.text})`;
  return { code: 'unavailable', text, cure: 'Plan and apply again.' };
}

async function recordGone(context: ApplyContext, open: OpenIntent): Promise<RunResult> {
  await context.ledger.append(doneAndGone(open.seq, { grade: 'read', at: now(context) }));
  return { result: 'done' };
}
