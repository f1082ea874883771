/**
 * Why MaaS360 does not do what was asked. The wire form of each kind is not published: the API answers it as its
 * settings say, and the pages show the text beside the field.
 */
export interface Refusal {
  readonly refused: true;
  readonly kind: RefusalKind;
  /** Of the form, as the parameter table calls it; `form` where it is none of them. */
  readonly field: string;
  readonly text: string;
}

/**
 * `duplicate`: a name that must be unique is taken; `denied`: a right is missing, or a function is off; `limit`: more
 * than the partner may; `invalid`: a value that is never good; `state`: not as things stand; `copying`: not yet.
 */
export type RefusalKind = 'duplicate' | 'denied' | 'limit' | 'invalid' | 'state' | 'copying';

/** One thing to mend in a form, as the kit's fields take it. */
export interface FieldProblem {
  readonly field: string;
  readonly text: string;
}

export function refusal(kind: RefusalKind, field: string, text: string): Refusal {
  return { refused: true, kind, field, text };
}

export function isRefusal(value: object | null): value is Refusal {
  return value !== null && 'refused' in value;
}

export function isProblems(value: object | readonly FieldProblem[]): value is readonly FieldProblem[] {
  return Array.isArray(value);
}

/** For a person: the refusal at its field. Empty where nothing was refused. */
export function problemsOf(result: object | null): readonly FieldProblem[] {
  return isRefusal(result) ? [{ field: result.field, text: result.text }] : [];
}
