import { compareFields } from '../diff/compare-fields.ts';
import type { Milliseconds } from '../model/instant.ts';
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
  if (observed === null) {
    const problem = contract(`the portal says that the ${intent.word} is done, but shows nothing`);
    await context.ledger.append({ type: 'unknown', intent: open.seq, problem });
    return { result: 'failed', problem };
  }
  const attributes = kind.normalize(observed.attributes);
  const differing = compareFields(kind, { desired: intent.after ?? {}, observed: attributes, given: intent.after });
  await context.ledger.append(doneOf(open.seq, intent, { ...observed, attributes }));
  if (differing.length === 0) return { result: 'done' };
  const fields = differing.map((one) => `${one.field} is ${JSON.stringify(one.before)}, not ${JSON.stringify(one.after)}`);
  return { result: 'failed', problem: contract(`the portal answered that it is done, but ${fields.join(', ')}`) };
}

function contract(text: string): Problem {
  return { code: 'contract', text, cure: 'Plan again: it shows what stands there. If it repeats, report it.' };
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

async function awaitPortal(
  context: ApplyContext,
  settling: Settling,
  accepted: { readonly ref: string; readonly checkAfter: Milliseconds },
): Promise<RunResult> {
  const { deps } = context;
  const { site, open } = settling;
  const { portal, kind } = site.declared;
  const deadline = deps.clock.monotonic() + portal.limits.settle;
  while (deps.clock.monotonic() < deadline && !deps.signal.aborted) {
    try {
      await deps.sleep(accepted.checkAfter, deps.signal);
      const outcome = await site.connection?.reader.poll(kind.kind, accepted.ref);
      if (outcome === null || outcome === undefined || outcome.outcome === 'accepted') continue;
      return settleOutcome(context, { ...settling, outcome });
    } catch (error) {
      if (deps.signal.aborted) break;
      if (!(error instanceof ProviderError) || !isPassing(error)) return pollFailed(context, open, error);
    }
  }
  return { result: 'waiting', text: `${portal.name} accepted the ${open.intent.word} and works on it` };
}

function isPassing(error: ProviderError): boolean {
  return error.code === 'unavailable' || error.code === 'rate-limited' || error.code === 'ambiguous';
}

async function pollFailed(context: ApplyContext, open: OpenIntent, error: unknown): Promise<RunResult> {
  const problem = problemOf(error);
  await context.ledger.append({ type: 'failed', intent: open.seq, problem });
  return { result: 'failed', problem };
}
