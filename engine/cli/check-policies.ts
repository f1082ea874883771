import type { Workspace } from '../model/declaration.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { LoadedWorkspace } from '../manifest/load-workspace.ts';
import type { ExpressionProblem } from '../policy/expression-problem.ts';

type Places = Pick<LoadedWorkspace, 'locate' | 'locateInside'>;

/** What is wrong with the expressions of policies, each at its very characters. CEL is loaded only where there is one. */
export async function checkPolicies(workspace: Workspace, places: Places): Promise<readonly Diagnostic[]> {
  const { policies = [] } = workspace;
  if (policies.length === 0) return [];
  const { compilePolicies } = await import('../policy/compile-policies.ts');
  return compilePolicies(policies).problems.map((problem) => diagnosticOf(problem, places));
}

function diagnosticOf(problem: ExpressionProblem, { locate, locateInside }: Places): Diagnostic {
  const { policy, key, code, summary, detail, cure, hint, start, end } = problem;
  // The rule of a shipped policy stands in no file: what does not fit it are the params.
  const origin = policy.use === undefined ? { ...policy.origin, path: ['spec', key] } : policy.origin;
  const exact = policy.use === undefined ? locateInside(origin, { start, end }) : undefined;
  const text = policy[key] ?? '';
  const where = `It begins ${start + 1} characters into ${key}, at "${text.slice(start, end)}".`;
  return {
    code,
    severity: 'error',
    summary,
    detail: exact === undefined ? `${detail} ${where}` : detail,
    cure,
    ...(hint === undefined ? {} : { hint }),
    at: exact ?? locate(origin),
    origin,
  };
}
