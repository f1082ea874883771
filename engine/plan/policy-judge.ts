import type { Change, Standing } from '../model/change.ts';
import type { Workspace } from '../model/declaration.ts';
import type { DeclaredKind } from '../model/declared.ts';
import type { Location, Origin } from '../model/diagnostic.ts';
import { mayGive } from '../model/gives.ts';
import type { Instant } from '../model/instant.ts';
import type { LedgerState } from '../model/ledger.ts';
import type { Observation } from '../model/observation.ts';
import type { PlanScope } from '../model/plan.ts';
import { type PolicyVerdict, stopsPlan } from '../model/policy.ts';
import { countedIn } from './count-harm.ts';
import { plannedState } from './planned-state.ts';

/** What the policies of a workspace need besides a plan. */
export interface PolicyGround {
  readonly workspace: Pick<Workspace, 'policies' | 'users' | 'portals'>;
  readonly locate: (origin: Origin) => Location;
}

/** What is to be judged: what a plan does, on what was just read. */
export interface Judged {
  readonly scope: PlanScope;
  readonly changes: readonly Change[];
  readonly standing: readonly Standing[];
  readonly declared: readonly DeclaredKind[];
  readonly observations: readonly Observation[];
  readonly ledger: LedgerState;
  /** The moment that is planned for. */
  readonly at: Instant;
}

export type PolicyJudge = (judged: Judged) => readonly PolicyVerdict[];

/**
 * A judge over planned states. CEL is loaded only where there is a policy.
 *
 * @throws Error where an expression is wrong: whoever made the workspace checked it before.
 */
export async function policyJudge({ workspace, locate }: PolicyGround): Promise<PolicyJudge> {
  const { policies = [], users = [], portals } = workspace;
  if (policies.length === 0) return () => [];
  const [{ compilePolicies }, { judgePolicies }, { policyFacts }] = await Promise.all([
    import('../policy/compile-policies.ts'),
    import('../policy/judge-policies.ts'),
    import('./policy-facts.ts'),
  ]);
  const { compiled, problems } = compilePolicies(policies);
  const [wrong] = problems;
  if (wrong !== undefined) throw new Error(`The policy ${wrong.policy.name} was not checked: ${wrong.detail}`);
  const verdictsOn = (judged: Judged): readonly PolicyVerdict[] => {
    const planned = plannedState(judged);
    // What a question asks about was given by an earlier plan, or by nobody.
    const counted = countedIn(judged).filter((one) => one.verdict !== 'manual' || one.question !== true);
    const facts = policyFacts({ planned, counted, portals, users, at: judged.at });
    return judgePolicies({ compiled, facts, locate });
  };
  return (judged) => {
    const verdicts = verdictsOn(judged);
    if (isEmergency(judged.scope)) return verdicts.map(onlySaid);
    if (!verdicts.some(stopsPlan) || !onlyTakes(judged)) return verdicts;
    const before = new Set(verdictsOn(withoutThePlan(judged)).map(nameOf));
    return verdicts.map((one) => (before.has(nameOf(one)) ? onlySaid(one) : one));
  };
}

/** What takes away access at once is not held up by what is wrong elsewhere: it makes nothing worse. */
function isEmergency({ mode }: PlanScope): boolean {
  return mode === 'lockdown' || mode === 'offboard';
}

/**
 * Whether a plan gives nobody anything. What was wrong before it does not hold it up: people who leave must not keep
 * what they have because somebody else has too much. What it breaks itself does.
 */
function onlyTakes(judged: Judged): boolean {
  const counted = countedIn(judged);
  return counted.length > 0 && !counted.some(mayGive);
}

function withoutThePlan(judged: Judged): Judged {
  return { ...judged, changes: [], standing: [] };
}

function nameOf({ policy, verdict, who }: PolicyVerdict): string {
  return `${policy}\n${verdict}\n${who}`;
}

function onlySaid(verdict: PolicyVerdict): PolicyVerdict {
  const { verdict: said } = verdict;
  return { ...verdict, severity: 'warn', verdict: said === 'refused' ? 'warned' : said };
}
