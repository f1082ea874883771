import type { Location, Origin } from '../model/diagnostic.ts';
import { type Instant, instantOf } from '../model/instant.ts';
import type { PolicyException, PolicyVerdict } from '../model/policy.ts';
import type { CompiledPolicy } from './compile-policies.ts';
import type { Facts, SubjectFact } from './facts.ts';
import { isCelError, plainWords } from './fault-words.ts';
import type { Meter } from './meter.ts';

export interface JudgeInput {
  readonly compiled: readonly CompiledPolicy[];
  readonly facts: Facts;
  readonly locate: (origin: Origin) => Location;
  /** What one policy may cost; a generous one where it is left out. */
  readonly meter?: () => Meter;
}

/**
 * What the policies say of the planned state, apart from what they let pass. An expression that cannot be evaluated for
 * somebody has not let them pass: it is `broken`.
 */
export function judgePolicies({ compiled, facts, locate, meter }: JudgeInput): readonly PolicyVerdict[] {
  const now = instantOf(facts.now.getTime());
  return compiled.flatMap((one) => judge(one, { facts, now, at: locate(one.policy.origin), meter: meter?.() }));
}

interface Bench {
  readonly facts: Facts;
  readonly now: Instant;
  readonly at: Location;
  readonly meter: Meter | undefined;
}

function judge(compiled: CompiledPolicy, { facts, now, at, meter }: Bench): PolicyVerdict[] {
  const { policy, params } = compiled;
  const counting = compiled.restart(meter);
  const { users, grants, changes, portals } = facts;
  const context: Record<string, unknown> = { users, grants, changes, portals, now: facts.now, params };
  const verdicts: PolicyVerdict[] = [];
  for (const subject of subjectsOf(facts, policy.each)) {
    context[policy.each] = subject;
    const answer = ask(compiled, context);
    if (answer === 'passed') continue;
    verdicts.push({ ...verdictOf(compiled, { subject, now, answer }), ...named(compiled, context), at });
    // What was not looked at any more has not been passed either; one broken verdict says so for all of them.
    if (counting.isSpent()) break;
  }
  return verdicts;
}

function subjectsOf(facts: Facts, each: CompiledPolicy['policy']['each']): readonly SubjectFact[] {
  switch (each) {
    case 'user':
      return facts.users;
    case 'grant':
      return facts.grants;
    case 'change':
      return facts.changes;
    case 'portal':
      return facts.portals;
  }
}

/** Or, in a sentence, why it could not be asked. */
type Answer = 'passed' | 'failed' | { readonly broken: string };

function ask({ where, rule }: CompiledPolicy, context: Record<string, unknown>): Answer {
  try {
    if (where !== null && where(context) !== true) return 'passed';
    return rule(context) === true ? 'passed' : 'failed';
  } catch (error) {
    return { broken: brokenText(error) };
  }
}

/** Whom the policy names. What cannot be evaluated, or is no text, names nobody: the verdict stands without. */
function named({ names }: CompiledPolicy, context: Record<string, unknown>): Pick<PolicyVerdict, 'names'> {
  if (names === null) return {};
  try {
    const found: unknown = names(context);
    const texts = Array.isArray(found) ? found.filter((one) => typeof one === 'string') : [];
    return texts.length === 0 ? {} : { names: texts };
  } catch (error) {
    if (!isCelError(error)) throw error;
    return {};
  }
}

function brokenText(error: unknown): string {
  if (!isCelError(error)) return error instanceof Error ? error.message : 'it failed';
  const { code, summary } = error;
  if (code !== 'no_such_key') return plainWords(summary);
  const name = summary.replace('No such key: ', '');
  return `${name} is missing here; ask has(…${name}) first`;
}

interface Judged {
  readonly subject: SubjectFact;
  readonly now: Instant;
  readonly answer: Exclude<Answer, 'passed'>;
}

function verdictOf({ policy }: CompiledPolicy, { subject, now, answer }: Judged): PolicyVerdict {
  const { name, severity, each, message, rule } = policy;
  const said = { policy: name, severity, subject: each, who: subject.who, rule: ruleText(policy) ?? rule };
  if (answer !== 'failed') {
    return { ...said, verdict: 'broken', message: `The rule cannot be evaluated: ${answer.broken}.` };
  }
  const exceptions = policy.exceptions.filter((one) => isFor(one, subject));
  const current = exceptions.find(({ until }) => until > now);
  if (current !== undefined) return { ...said, verdict: 'excepted', message, exception: current };
  const [over] = exceptions;
  const verdict = severity === 'error' ? 'refused' : 'warned';
  return { ...said, verdict, message, ...(over === undefined ? {} : { exception: over }) };
}

function ruleText({ where, rule }: CompiledPolicy['policy']): string | undefined {
  return where === undefined ? undefined : `${where} => ${rule}`;
}

/** Of grants and changes a User's name stands for all that are theirs. */
function isFor({ for: whom }: PolicyException, subject: SubjectFact): boolean {
  if (whom === subject.who) return true;
  if ('user' in subject) return whom === subject.user || sameAddress(whom, subject.email);
  return 'email' in subject && sameAddress(whom, subject.email);
}

function sameAddress(whom: string, email: string): boolean {
  return email !== '' && whom.trim().toLowerCase() === email;
}
