import { sameJson } from '../../engine/model/canonical-json.ts';
import type { GrantDeclaration } from '../../engine/model/declaration.ts';
import type { Diagnostic } from '../../engine/model/diagnostic.ts';
import type { Json } from '../../engine/model/json.ts';

export interface SingleValuedInput {
  /** What holds one value only, in the portal's words: `role`. */
  readonly what: string;
  readonly portal: string;
  readonly person: string;
  readonly grants: readonly GrantDeclaration[];
  /** Undefined where the grant says nothing about it. */
  readonly valueOf: (grant: GrantDeclaration) => Json | undefined;
  /** Values in the order in which they win; a conflict of values that are not all in it stays a conflict. */
  readonly precedence?: readonly string[];
}

/** `grants` are those that say the value, and so decide dates and reasons. */
export type SingleValued =
  | { readonly value: Json; readonly grants: readonly GrantDeclaration[] }
  | { readonly value: undefined; readonly grants: readonly [] }
  | { readonly conflict: Diagnostic };

/**
 * The one value of a thing that several grants may fill: they agree, or the portal's precedence decides between them,
 * or it is an error that names both places.
 */
export function singleValued(input: SingleValuedInput): SingleValued {
  const said = input.grants.filter((grant) => input.valueOf(grant) !== undefined);
  const [first] = said;
  const value = first === undefined ? undefined : input.valueOf(first);
  if (first === undefined || value === undefined) return { value: undefined, grants: [] };
  const other = said.find((grant) => !sameJson(input.valueOf(grant) ?? null, value));
  if (other === undefined) return { value, grants: said };
  return byPrecedence(input, said) ?? { conflict: conflictOf(input, first, other) };
}

function byPrecedence(input: SingleValuedInput, said: readonly GrantDeclaration[]): SingleValued | undefined {
  const precedence = input.precedence ?? [];
  const values = said.map((grant) => input.valueOf(grant));
  if (!values.every((value) => typeof value === 'string' && precedence.includes(value))) return undefined;
  const winner = precedence.find((value) => values.includes(value));
  if (winner === undefined) return undefined;
  return { value: winner, grants: said.filter((grant) => input.valueOf(grant) === winner) };
}

function conflictOf(input: SingleValuedInput, one: GrantDeclaration, other: GrantDeclaration): Diagnostic {
  const { what, portal, person, valueOf } = input;
  const [left, right] = [text(valueOf(one)), text(valueOf(other))];
  const cure = `Let one of them go, or state an order under precedence of the Portal ${portal}.`;
  return {
    code: 'two-values-for-one',
    severity: 'error',
    summary: 'two grants fill a thing that holds only one value',
    detail: `${person} has only one ${what} on ${portal}: ${from(one)} says ${left}, ${from(other)} says ${right}.`,
    cure: input.precedence === undefined ? `Let both say the same ${what}, or only one of them.` : cure,
    origin: one.origin,
    related: [{ text: `${right} is given here`, origin: other.origin }],
  };
}

function from(grant: GrantDeclaration): string {
  return grant.via === undefined ? 'a grant of the person' : `the role ${grant.via}`;
}

function text(value: Json | undefined): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
