import { compareFields } from '../diff/compare-fields.ts';
import { type Milliseconds, second } from '../model/instant.ts';
import type { OpenIntent } from '../model/ledger.ts';
import type { Outcome } from '../model/provider.ts';
import { ProviderError, type Problem, problemOf } from '../model/provider-error.ts';
import type { ObservedResource } from '../model/resource.ts';
import type { RunResult } from '../model/run-report.ts';
import { type ApplyContext, now, type Site } from './apply-context.ts';
import { doneAndGone, doneOf } from './record.ts';

export interface Settling {
  readonly site: Site;
  readonly open: OpenIntent;
  readonly outcome: Outcome;
  /** Called when the portal has accepted the call and only time is waited for. */
  readonly onAccepted?: () => void;
}

/** Records what a call led to; what the portal only accepted is asked after until the portal's time to settle is over. */
export async function settleOutcome(context: ApplyContext, settling: Settling): Promise<RunResult> {
  const { outcome, open } = settling;
  switch (outcome.outcome) {
    case 'done':
      return recordDone(context, settling, outcome.observed);
    case 'gated':
      return recordGate(context, settling, outcome);
    case 'accepted':
      await context.ledger.append({ type: 'accepted', intent: open.seq, ref: outcome.ref });
      settling.onAccepted?.();
      return awaitPortal(context, settling, outcome);
  }
}

async function recordDone(
  context: ApplyContext,
  settling: Settling,
  observed: ObservedResource | null,
): Promise<RunResult> {
  const { open, site } = settling;
  const { intent } = open;
  const { kind } = site.declared;
  if (intent.verdict === 'delete' || intent.verdict === 'reset' || intent.verdict === 'sync') {
    await context.ledger.append(doneAndGone(open.seq, { grade: 'read', at: now(context) }));
    return { result: 'done' };
  }
  // Nothing is recorded: the intent stays open, and the next run looks up what became of it.
  if (observed === null) return contract(`the portal says that the ${intent.word} is done, but shows nothing`);
  const attributes = kind.normalize(observed.attributes);
  const differing = compareFields(kind, { desired: intent.after ?? {}, observed: attributes, given: intent.after });
  await context.ledger.append(doneOf(open.seq, intent, { ...observed, attributes }));
  if (differing.length === 0) return { result: 'done' };
  const fields = differing.map(
    (one) => `${one.field} is ${JSON.stringify(one.before)}, not ${JSON.stringify(one.after)}`,
  );
  return contract(`the portal answered that it is done, but ${fields.join(', ')}`);
}

function contract(text: string): RunResult {
  const cure = 'Plan again: it shows what stands there. If it repeats, report it.';
  return { result: 'failed', problem: { code: 'contract', text, cure } };
}

async function recordGate(
  context: ApplyContext,
  settling: Settling,
  outcome: Extract<Outcome, { outcome: 'gated' }>,
): Promise<RunResult> {
  const { open } = settling;
  const { gate, observed } = outcome;
  if (observed === null) await context.ledger.append({ type: 'gated', intent: open.seq, id: open.intent.id, gate });
  else {
    await context.ledger.append(doneOf(open.seq, open.intent, observed));
    const { address, identity, before, after } = open.intent;
    const common = { type: 'gate-opened' as const, run: context.run, address, identity, before, after, gate };
    await context.ledger.append({ ...common, wants: 'update', id: observed.id });
  }
  return { result: 'waiting', text: `${gate.waitingFor.name}: ${gate.title}` };
}

interface Accepted {
  readonly ref: string;
  readonly checkAfter: Milliseconds;
}

/** Asks again and again; what is not settled in time stays open in the ledger, and the next run asks on. */
async function awaitPortal(context: ApplyContext, settling: Settling, accepted: Accepted): Promise<RunResult> {
  const { clock, signal } = context.deps;
  const { site, open } = settling;
  const deadline = clock.monotonic() + site.declared.portal.limits.settle;
  let asked = accepted;
  while (clock.monotonic() < deadline && !signal.aborted) {
    const answer = await askAfter(context, site, { ...asked, most: deadline - clock.monotonic() });
    if (answer === null) continue;
    if ('problem' in answer) return pollFailed(context, open, answer.problem);
    if (answer.outcome !== 'accepted') return settleOutcome(context, { ...settling, outcome: answer });
    if (answer.ref !== asked.ref) await context.ledger.append({ type: 'accepted', intent: open.seq, ref: answer.ref });
    asked = answer;
  }
  return worksOnIt(site, open);
}

/** Null where there is no answer yet: it is under way, the run was interrupted, or the portal is not to be reached now. */
async function askAfter(
  context: ApplyContext,
  site: Site,
  asked: Accepted & { readonly most: Milliseconds },
): Promise<Outcome | { readonly problem: Problem } | null> {
  const { deps } = context;
  try {
    await deps.sleep(Math.min(Math.max(asked.checkAfter, second), asked.most), deps.signal);
    return (await site.connection?.reader.poll(site.declared.kind.kind, asked.ref)) ?? null;
  } catch (error) {
    if (deps.signal.aborted || (error instanceof ProviderError && isPassing(error))) return null;
    return { problem: problemOf(error) };
  }
}

function isPassing(error: ProviderError): boolean {
  return error.code === 'unavailable' || error.code === 'rate-limited' || error.code === 'ambiguous';
}

/** Only the portal's own refusal says that it was not done. Whatever else went wrong says nothing about the order. */
async function pollFailed(context: ApplyContext, open: OpenIntent, problem: Problem): Promise<RunResult> {
  if (!isRefusal(problem)) return { result: 'unknown', problem };
  await context.ledger.append({ type: 'failed', intent: open.seq, problem });
  return { result: 'failed', problem };
}

export function isRefusal(problem: Problem): boolean {
  return problem.code === 'invalid' || problem.code === 'conflict';
}

export function worksOnIt(site: Site, open: OpenIntent): RunResult {
  return { result: 'waiting', text: `${site.declared.portal.name} accepted the ${open.intent.word} and works on it` };
}
