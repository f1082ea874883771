import type { Change, ManualStanding, Standing } from '../model/change.ts';
import type { PortalDeclaration } from '../model/declaration.ts';
import type { LedgerState } from '../model/ledger.ts';
import { isInScope } from '../model/plan-scope.ts';
import type { Plan, PlanScope, Remainder } from '../model/plan.ts';
import type { Coverage, Provider } from '../model/provider.ts';

export interface RemainsInput {
  /** Of everything that was compared, whatever the plan is aimed at. */
  readonly standing: readonly Standing[];
  readonly portals: readonly PortalDeclaration[];
  readonly providers: readonly Provider[];
  readonly ledger: Pick<LedgerState, 'spent'>;
  /** Of an offboarding: every address of the person, in lower case. */
  readonly emails?: ReadonlySet<string>;
  /** What a lockdown leaves in place. */
  readonly kept: readonly Remainder[];
}

type Swept = RemainsInput & { readonly plan: Plan };

/** Of a plan that takes more than the manifests ask for, what it leaves and cannot take back: people see to it. */
export function withRemains(plan: Plan, input: RemainsInput): Plan {
  if (plan.scope.mode !== 'lockdown' && plan.scope.mode !== 'offboard') return plan;
  return { ...plan, remains: [...input.kept, ...remainsOf({ ...input, plan })] };
}

function remainsOf(input: Swept): Remainder[] {
  const { plan } = input;
  const { scope } = plan;
  const open = input.standing.filter((one) => isInScope(scope, one.address) || isTheirs(input, one));
  return [
    ...plan.changes.flatMap(ofChange),
    ...open.flatMap((one) => ofStanding(one, input)),
    ...unreadPortals(plan),
    ...primaries(input),
    ...mailsSent(input),
    ...portalWords(input),
  ];
}

function isTheirs({ emails }: Swept, { address, verdict }: Standing): boolean {
  return verdict === 'unmanaged' && emails?.has(address.key.toLowerCase()) === true;
}

function about({ address }: Change | Standing): Pick<Remainder, 'portal' | 'what'> {
  return { portal: address.portal, what: `${address.kind} ${address.key}` };
}

/** What is only let go, or only switched off. */
function ofChange(change: Change): Remainder[] {
  const kept = change.consequences.filter(({ kind }) => kind === 'keeps');
  return kept.map(({ text }) => ({ because: 'kept', ...about(change), text }));
}

function ofStanding(one: Standing, { plan: { scope }, portals }: Swept): Remainder[] {
  const { mode } = scope;
  switch (one.verdict) {
    case 'unmanaged':
      return [
        unmanaged(
          one,
          portals.find(({ name }) => name === one.address.portal),
        ),
      ];
    case 'blocked':
      return [{ because: 'unread', ...about(one), text: one.by }];
    case 'manual': {
      if (mode === 'offboard' && one.wants !== 'delete' && one.wants !== 'update' && !isTheirQuestion(one, scope))
        return [];
      const steps = one.gate.instructions.join(' ');
      return [{ because: 'by-hand', ...about(one), text: `${one.gate.title} (${one.gate.waitingFor.name}): ${steps}` }];
    }
    case 'waiting':
      return [{ because: 'by-hand', ...about(one), text: `${one.gate.waitingFor.name}: ${one.gate.title}` }];
    case 'unchanged':
      return [];
  }
}

/** Whether it asks what came of a call that was made for the person: something may be there that nobody takes back. */
function isTheirQuestion({ question, identity }: ManualStanding, { person }: PlanScope): boolean {
  return question === true && identity?.document === 'User' && identity.name === person;
}

/** Nobody is sent to remove the account that Rollcall works with, or one that the Portal protects. */
function unmanaged(one: Standing, portal: PortalDeclaration | undefined): Remainder {
  const key = one.address.key.toLowerCase();
  if (portal?.account?.toLowerCase() === key) {
    return { because: 'own-account', ...about(one), text: 'stays: Rollcall works with this account' };
  }
  if (portal?.protected.some((guarded) => guarded.toLowerCase() === key) === true) {
    return { because: 'protected', ...about(one), text: 'stays: the Portal protects it' };
  }
  return { because: 'unmanaged', ...about(one), text: "not Rollcall's: remove it at the portal" };
}

function unreadPortals({ reads, scope }: Plan): Remainder[] {
  const unread = reads.filter(({ coverage, pending }) => pending !== undefined || isShort(coverage));
  const meant = scope.mode === 'offboard' ? unread : unread.filter((read) => isInScope(scope, { ...read, key: '' }));
  return meant.map(({ portal, kind, problem, pending }) => {
    if (pending !== undefined) {
      const waits = `${kind} was not read, for its credentials wait for ${pending}: nobody can say what is there`;
      return { because: 'unread', portal, text: waits };
    }
    const text = `${kind} could not be read: nobody can say what is there${problem === null ? '' : ` (${problem.text})`}`;
    return { because: 'unread', portal, text };
  });
}

function isShort(coverage: Coverage): boolean {
  return coverage === 'failed' || coverage === 'partial';
}

/** An account stays when its administrator goes, and has none that is in use until somebody else is named. */
function primaries({ plan, portals }: Swept): Remainder[] {
  const { person, mode } = plan.scope;
  if (mode !== 'offboard') return [];
  return portals.flatMap(({ name, partnerLinks = [] }) =>
    partnerLinks
      .filter(({ primary }) => primary.name === person)
      .map(({ name: link }): Remainder => {
        return {
          because: 'partner-link',
          portal: name,
          text: `PartnerLink ${link} names them as primary: name another`,
        };
      }),
  );
}

function mailsSent({ plan, ledger, portals }: Swept): Remainder[] {
  const { person, mode } = plan.scope;
  if (mode !== 'offboard') return [];
  const sent: Remainder[] = [];
  for (const occasion of ledger.spent.keys()) {
    const [event = '', portal = '', name] = occasion.split('/');
    if (name !== person || !portals.some((one) => one.name === portal)) continue;
    sent.push({ because: 'mailed', portal, text: `what the ${event} told them by mail stays known to them` });
  }
  return sent;
}

const undocumented = 'Whether open sessions and tokens end with the account is not documented.';

/** What each portal does by itself with sessions, tokens and data of those who go. */
function portalWords({ plan, portals, providers }: Swept): Remainder[] {
  const touched = new Set([...plan.changes, ...plan.standing.filter(isToBeDone)].map(({ address }) => address.portal));
  return portals
    .filter(({ name }) => touched.has(name))
    .flatMap(({ name, provider }) => {
      const said = providers.find((one) => one.name === provider)?.remains ?? [undocumented];
      return said.map((text): Remainder => ({ because: 'portal', portal: name, text }));
    });
}

function isToBeDone({ verdict }: Standing): boolean {
  return verdict === 'manual' || verdict === 'waiting';
}
