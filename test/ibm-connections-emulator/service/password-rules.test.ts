import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  brokenPasswordRules,
  hashPassword,
  isSamePassword,
} from '../../../providers/ibm-connections/emulator/service/password-rules.ts';

const ann = { email: 'ann.lee@acme.example' };

describe('the password rules', () => {
  // The first four are accepted in samples of the vendor: no rule asks for an upper-case letter.
  const good = ['onet1me!', 'passw0rd', 'one-time-123', 'password1', 'aabbcc11', 'übermut9', 'abcd1234', 'abcd😀😀11'];
  for (const password of good) {
    it(`pass ${password}`, () => expect(brokenPasswordRules(password, ann)).toEqual([]));
  }

  const bad = [
    ['short1!', 'Use at least 8 characters.'],
    ['abc12345', 'Use at least 4 letters.'],
    ['passwords', 'Use at least 1 character that is no letter.'],
    ['pass word1', 'Use no spaces.'],
    ['paasssword1', 'Do not repeat a character more than twice in a row.'],
    ['password111', 'Do not repeat a character more than twice in a row.'],
    ['my-Ann.Lee-1', 'Use neither your name nor your e-mail address.'],
    ['1ann.lee@acme.example', 'Use neither your name nor your e-mail address.'],
  ] as const;
  for (const [password, rule] of bad) {
    it(`refuse ${password}`, () => expect(brokenPasswordRules(password, ann)).toEqual([rule]));
  }

  it('name every rule that is broken', () => {
    expect(brokenPasswordRules('', ann)).toHaveLength(3);
    expect(brokenPasswordRules('a a', ann)).toHaveLength(3);
  });

  it('never repeat the password', () => {
    fc.assert(
      fc.property(fc.string(), (password) => {
        return !brokenPasswordRules(`${password}§§§`, ann).join(' ').includes(`${password}§§§`);
      }),
    );
  });
});

describe('a kept password', () => {
  it('is recognized, and nothing else is', () => {
    const kept = hashPassword('passw0rd', 'salt');
    expect(isSamePassword(hashPassword('passw0rd', 'salt'), kept)).toBe(true);
    expect(isSamePassword(hashPassword('Passw0rd', 'salt'), kept)).toBe(false);
    expect(isSamePassword(hashPassword('passw0rd', 'salt'), null)).toBe(false);
  });

  it('looks different with every salt', () => {
    expect(isSamePassword(hashPassword('passw0rd', 'one'), hashPassword('passw0rd', 'two'))).toBe(false);
  });
});
