/** One thing to mend in a form. */
export interface FieldProblem {
  readonly field: string;
  readonly text: string;
}

/** [ours] The rules of Webex are the organisation's own; these are what ours asks for. */
export const passwordHint = 'At least 8 characters, with an uppercase letter, a lowercase letter and a number.';

export function passwordProblems(given: {
  readonly password: string;
  readonly again: string;
}): readonly FieldProblem[] {
  const { password, again } = given;
  const problems: FieldProblem[] = [];
  const say = (field: string, text: string): void => void problems.push({ field, text });
  if ([...password].length < 8) say('password', 'The password is too short: use at least 8 characters.');
  if (!/\p{Lu}/u.test(password)) say('password', 'Add an uppercase letter.');
  if (!/\p{Ll}/u.test(password)) say('password', 'Add a lowercase letter.');
  if (!/\p{Nd}/u.test(password)) say('password', 'Add a number.');
  if (password !== again) say('confirmPassword', 'The two passwords are not the same.');
  return problems;
}
