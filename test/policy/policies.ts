import type { PolicyDeclaration, PolicyVerdict } from '../../engine/model/policy.ts';
import { compilePolicies } from '../../engine/policy/compile-policies.ts';
import { type Facts, GrantFact, type GrantParts, PortalFact, UserFact } from '../../engine/policy/facts.ts';
import { judgePolicies } from '../../engine/policy/judge-policies.ts';
import { createMeter } from '../../engine/policy/meter.ts';
import { WhyFact } from '../../engine/policy/why-fact.ts';

export const now = new Date('2026-11-22T09:00:00.000Z');

export function policy(more: Partial<PolicyDeclaration> = {}): PolicyDeclaration {
  return {
    name: 'a-policy',
    severity: 'error',
    each: 'user',
    rule: 'true',
    message: 'It does not hold.',
    params: {},
    exceptions: [],
    origin: { file: 'policies.yaml', document: 0, path: ['spec', 'rule'], line: 1 },
    ...more,
  };
}

export function grant(more: Partial<GrantParts> = {}): GrantFact {
  return new GrantFact({
    portal: 'acme',
    provider: 'sim',
    kind: 'account',
    key: 'ada@acme.example',
    user: 'ada',
    email: 'ada@acme.example',
    role: 'member',
    attributes: {},
    isPrivileged: () => false,
    managed: true,
    declared: true,
    invited: false,
    leaving: false,
    since: undefined,
    until: undefined,
    why: new WhyFact(),
    who: 'acme/account/ada@acme.example',
    ...more,
  });
}

/** Everybody who holds something, on one portal. */
export function factsOf(grants: readonly GrantFact[]): Facts {
  const users = new Map<string, UserFact>();
  const portal = new PortalFact({ name: 'acme', provider: 'sim', login: 'sso', settings: { level: 3 } });
  for (const one of grants) {
    const { user: name, email } = one;
    const known = users.get(email) ?? person(name, email);
    known.grants.push(one);
    users.set(email, known);
    portal.grants.push(one);
  }
  return { users: [...users.values()], grants: [...grants], changes: [], portals: [portal], now };
}

function person(name: string, email: string): UserFact {
  return new UserFact({ name, email, declared: true, service: false, leaves: undefined, why: new WhyFact() });
}

export function judged(one: PolicyDeclaration, facts: Facts, steps?: number): readonly PolicyVerdict[] {
  const { compiled, problems } = compilePolicies([one]);
  if (problems.length > 0) throw new Error(problems.map(({ detail }) => detail).join(' '));
  const locate = () => ({ file: 'policies.yaml', line: 5, column: 3, length: 4 });
  return judgePolicies({
    compiled,
    facts,
    locate,
    ...(steps === undefined ? {} : { meter: () => createMeter(steps) }),
  });
}

/** What is wrong with one rule: the text that the caret stands under, and the words. */
export function faults(rule: string, more: Partial<PolicyDeclaration> = {}): readonly string[] {
  return compilePolicies([policy({ rule, ...more })]).problems.map(({ code, start, end, hint, key }) => {
    const text = (key === 'rule' ? rule : more[key]) ?? '';
    return `${code} at "${text.slice(start, end)}"${hint === undefined ? '' : `, ${hint}`}`;
  });
}
