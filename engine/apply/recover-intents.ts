import type { DeclaredKind } from '../model/declared.ts';
import type { Deps } from '../model/deps.ts';
import { instantOf, type Milliseconds } from '../model/instant.ts';
import { bindingsBySite, type LedgerWriter, type OpenIntent } from '../model/ledger.ts';
import type { Problem } from '../model/provider-error.ts';
import { type RunItem, runItemOf, type RunResult } from '../model/run-report.ts';
import { knownBinding, observeKind } from '../observe/observe-kind.ts';
import { type ApplyContext, contextOf, isLedgerLost, now, problemOfEnd, type Site, siteOf } from './apply-context.ts';
import { lookUpIntent } from './look-up-intent.ts';

export interface RecoverInput {
  readonly run: string;
  readonly ledger: LedgerWriter;
  readonly sites: ReadonlyMap<string, Site>;
}

/**
 * Looks up every call that an earlier run announced and never finished, one by one, before anything new is done. None
 * is repeated. What cannot be seen now stays open, and blocks only its own address.
 */
export async function recoverIntents(input: RecoverInput, deps: Deps): Promise<RunItem[]> {
  const plannedAt = instantOf(deps.clock.now());
  const context = contextOf({ ...input, deps, observations: [], plannedAt });
  const over = deps.clock.monotonic();
  const items: RunItem[] = [];
  const { openIntents } = input.ledger.state();
  await readOwned(context, new Set(openIntents.map(({ intent }) => intent.address.portal)));
  for (const open of openIntents) {
    if (deps.signal.aborted) break;
    items.push(itemOf(open, await recover(context, open, over)));
  }
  return items;
}

/**
 * Has the connections read first what is owned there by id: where objects are read one by one, one may only be found, or
 * understood, by the ids of those that it stands on. A read that fails shows when the call itself is looked up.
 */
async function readOwned(context: ApplyContext, portals: ReadonlySet<string>): Promise<void> {
  const bindings = bindingsBySite(context.ledger.state());
  for (const [name, { declared, connection }] of context.sites) {
    const owned = (bindings.get(name) ?? []).filter(({ id }) => id !== null);
    const isRead = declared.kind.reads === 'by-key' && portals.has(declared.portal.name) && connection !== null;
    if (!isRead || owned.length === 0 || context.deps.signal.aborted) continue;
    const only = owned.map(knownBinding);
    await observeKind({ declared, reader: connection.reader, bindings: owned, at: now(context), only });
  }
}

async function recover(context: ApplyContext, open: OpenIntent, over: Milliseconds): Promise<RunResult> {
  const lost: Problem = { code: 'ambiguous', text: `the run ${open.intent.run} ended before it had an answer` };
  if (open.intent.verdict === 'notify') return unknown(context, open, lost);
  const site = siteOf(context, open.intent.address);
  if (site === undefined) {
    const cure = `Declare the portal ${open.intent.address.portal} again, so that it can be looked up.`;
    return { result: 'unknown', problem: { ...lost, cure } };
  }
  if (site.connection === null) return { result: 'unknown', problem: site.problem ?? lost };
  try {
    return await lookUpIntent(context, { site, open, lost, over, isOfEarlierRun: true });
  } catch (error) {
    if (isLedgerLost(context.ledger, error)) throw error;
    return { result: 'unknown', problem: problemOfEnd(context, error) };
  }
}

async function unknown(context: ApplyContext, open: OpenIntent, problem: Problem): Promise<RunResult> {
  await context.ledger.append({ type: 'unknown', intent: open.seq, problem });
  return { result: 'unknown', problem };
}

function itemOf({ at, intent }: OpenIntent, result: RunResult): RunItem {
  const { declaredAt } = intent;
  const where = declaredAt === undefined ? {} : { at: declaredAt };
  return runItemOf({ ...intent, ...where, summary: `announced ${at}` }, result);
}

/** One site per declared kind. */
export function sitesOf(
  declared: readonly DeclaredKind[],
  connect: (kind: DeclaredKind) => Omit<Site, 'declared'>,
): Map<string, Site> {
  const sites = new Map<string, Site>();
  for (const kind of declared) {
    sites.set(`${kind.portal.name}/${kind.kind.kind}`, { declared: kind, ...connect(kind) });
  }
  return sites;
}
