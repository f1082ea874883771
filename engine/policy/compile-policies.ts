import type { ParseResult } from '@marcbachmann/cel-js';
import type { PolicyDeclaration } from '../model/policy.ts';
import { environmentFor, type PolicyEnvironment } from './environment.ts';
import type { ExpressionProblem } from './expression-problem.ts';
import { readExpression } from './read-expression.ts';
import { createMeter, type Meter } from './meter.ts';
import { meter } from './metered.ts';

/** A policy whose expressions were read and checked once, to be asked of many. */
export interface CompiledPolicy {
  readonly policy: PolicyDeclaration;
  readonly where: ParseResult | null;
  readonly rule: ParseResult;
  readonly names: ParseResult | null;
  readonly params: object;
  /** Begins to count anew. */
  readonly restart: (meter?: Meter) => Meter;
}

export interface Compilation {
  readonly compiled: readonly CompiledPolicy[];
  readonly problems: readonly ExpressionProblem[];
}

/** Reads the expressions of all policies. What is wrong is found here, before anything else is read. */
export function compilePolicies(policies: readonly PolicyDeclaration[]): Compilation {
  const compiled: CompiledPolicy[] = [];
  const problems: ExpressionProblem[] = [];
  for (const policy of policies) {
    const known = environmentFor(policy.each, policy.params);
    const where = policy.where === undefined ? null : read(policy, 'where', known);
    const rule = read(policy, 'rule', known);
    const names = policy.names === undefined ? null : read(policy, 'names', known);
    for (const one of [where, rule, names]) if (one !== null && 'problem' in one) problems.push(one.problem);
    if (isParsed(where) && 'parsed' in rule && isParsed(names)) {
      const parts = { where: where?.parsed ?? null, rule: rule.parsed, names: names?.parsed ?? null };
      compiled.push(compiledPolicy(policy, { ...parts, params: known.params }));
    }
  }
  return { compiled, problems };
}

type Read = { readonly parsed: ParseResult } | { readonly problem: ExpressionProblem };

function isParsed(one: Read | null): one is { readonly parsed: ParseResult } | null {
  return one === null || 'parsed' in one;
}

function read(policy: PolicyDeclaration, key: ExpressionProblem['key'], known: PolicyEnvironment): Read {
  const { parsed, fault } = readExpression(policy[key] ?? '', known, key === 'names' ? 'list' : 'bool');
  return parsed === null ? { problem: { policy, key, ...fault } } : { parsed };
}

function compiledPolicy(
  policy: PolicyDeclaration,
  parts: Pick<CompiledPolicy, 'where' | 'rule' | 'names' | 'params'>,
): CompiledPolicy {
  let counting = createMeter();
  for (const part of [parts.where, parts.rule, parts.names]) if (part !== null) meter(part.ast, () => counting);
  return {
    policy,
    ...parts,
    restart: (meter = createMeter()) => {
      counting = meter;
      return counting;
    },
  };
}
