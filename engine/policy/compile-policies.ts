import type { ASTNode, ParseResult } from '@marcbachmann/cel-js';
import type { PolicyDeclaration } from '../model/policy.ts';
import { environmentFor, type PolicyEnvironment } from './environment.ts';
import type { ExpressionProblem } from './expression-problem.ts';
import { readExpression } from './find-faults.ts';
import { createMeter, type Meter } from './meter.ts';
import { meter } from './metered.ts';

/** A policy whose expressions were read and checked once, to be asked of many. */
export interface CompiledPolicy {
  readonly policy: PolicyDeclaration;
  readonly where: ParseResult | null;
  readonly rule: ParseResult;
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
    if (where !== null && 'problem' in where) problems.push(where.problem);
    if ('problem' in rule) problems.push(rule.problem);
    if ((where === null || 'parsed' in where) && 'parsed' in rule) {
      compiled.push(compiledPolicy(policy, { where: where?.parsed ?? null, rule: rule.parsed, params: known.params }));
    }
  }
  return { compiled, problems };
}

function read(
  policy: PolicyDeclaration,
  key: 'where' | 'rule',
  known: PolicyEnvironment,
): { readonly parsed: ParseResult } | { readonly problem: ExpressionProblem } {
  const { parsed, fault } = readExpression(policy[key] ?? '', known);
  return parsed === null ? { problem: { policy, key, ...fault } } : { parsed };
}

function compiledPolicy(
  policy: PolicyDeclaration,
  parts: Pick<CompiledPolicy, 'where' | 'rule' | 'params'>,
): CompiledPolicy {
  let counting = createMeter();
  const roots: ASTNode[] = parts.where === null ? [parts.rule.ast] : [parts.where.ast, parts.rule.ast];
  for (const root of roots) meter(root, () => counting);
  return {
    policy,
    ...parts,
    restart: (meter = createMeter()) => {
      counting = meter;
      return counting;
    },
  };
}
