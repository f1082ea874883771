/** Documented as typical for the panel: 7 characters, upper and lower case, a digit, a special character. */
export function brokenPanelRules(password: string): readonly string[] {
  const broken: string[] = [];
  if ([...password].length < 7) broken.push('Use at least 7 characters.');
  if (!/\p{Lu}/u.test(password)) broken.push('Add an uppercase letter.');
  if (!/\p{Ll}/u.test(password)) broken.push('Add a lowercase letter.');
  if (!/\p{Nd}/u.test(password)) broken.push('Add a digit.');
  if (!/[^\p{L}\p{N}\s]/u.test(password)) broken.push('Add a special character, for example ! or #.');
  return broken;
}

export const panelPasswordHint =
  'At least 7 characters, with an uppercase and a lowercase letter, a digit and a special character.';

/** Documented by IBM; the page prints them. IBM's side checks them. */
export const ibmPasswordRequirements: readonly string[] = [
  'At least 8 characters, with no spaces.',
  'At least 4 letters, and at least 1 character that is not a letter.',
  'No more than two of the same character in a row.',
  'Not your name or e-mail address, and none of your last 8 passwords.',
];
