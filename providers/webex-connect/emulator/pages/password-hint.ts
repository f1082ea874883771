/** The documented rules, in one line. */
export const passwordHint = '8 to 20 characters, with an uppercase letter, a number and a special character.';
