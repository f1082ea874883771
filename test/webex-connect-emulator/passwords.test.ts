import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  brokenPasswordRules,
  hashPassword,
  isPassword,
  wasUsedBefore,
} from '../../providers/webex-connect/emulator/passwords.ts';

describe('the password rules', () => {
  const good = ['Right-Horse7', 'Aa1!aaaa', 'Ünïcode9!', `A1!${'a'.repeat(17)}`, 'Pass word#1'];
  for (const password of good) {
    it(`pass ${password}`, () => expect(brokenPasswordRules(password)).toEqual([]));
  }

  it('count what a person sees as characters', () => {
    expect(brokenPasswordRules('A1!😀😀😀😀')).toEqual(['The password is too short: use at least 8 characters.']);
    expect(brokenPasswordRules('A1!😀😀😀😀😀')).toEqual([]);
  });

  it('do not take a space for a special character', () => {
    expect(brokenPasswordRules('Pass word1')).toEqual(['Add a special character, for example ! or #.']);
  });

  it('name every rule that nothing keeps', () => {
    expect(brokenPasswordRules('')).toHaveLength(4);
    expect(brokenPasswordRules('x'.repeat(21))).toHaveLength(4);
  });

  it('never repeat the password', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 3 }), (password) => {
        const told = brokenPasswordRules(`${password}§`).join(' ');
        return !told.includes(`${password}§`);
      }),
    );
  });
});

describe('a kept password', () => {
  it('is recognized, and nothing else is', async () => {
    const kept = await hashPassword('Right-Horse7', 'salt', 0);
    expect(await isPassword('Right-Horse7', kept)).toBe(true);
    expect(await isPassword('right-Horse7', kept)).toBe(false);
    expect(await isPassword('', kept)).toBe(false);
  });

  it('looks different with every salt, and holds no text', async () => {
    const one = await hashPassword('Right-Horse7', 'one', 0);
    const two = await hashPassword('Right-Horse7', 'two', 0);
    expect(one.hash.equals(two.hash)).toBe(false);
    expect(JSON.stringify(one)).not.toContain('Right-Horse7');
  });

  it('may not be used a second time', async () => {
    const kept = [await hashPassword('First-Horse7', 'a', 0), await hashPassword('Second-Horse7', 'b', 0)];
    expect(await wasUsedBefore('First-Horse7', kept)).toBe(true);
    expect(await wasUsedBefore('Second-Horse7', kept)).toBe(true);
    expect(await wasUsedBefore('Third-Horse7', kept)).toBe(false);
    expect(await wasUsedBefore('Third-Horse7', [])).toBe(false);
  });
});
