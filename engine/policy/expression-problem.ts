import type { PolicyDeclaration } from '../model/policy.ts';

/** Something wrong in an expression of a policy, by where it stands in the text of that expression. */
export interface ExpressionProblem {
  readonly policy: PolicyDeclaration;
  readonly key: 'where' | 'rule' | 'names';
  readonly code: string;
  readonly summary: string;
  readonly detail: string;
  readonly cure: string;
  readonly hint?: string;
  /** Characters from the beginning of the expression; the end is behind the last one. */
  readonly start: number;
  readonly end: number;
}

export type ExpressionFault = Omit<ExpressionProblem, 'policy' | 'key'>;
