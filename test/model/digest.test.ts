import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { digestOf, isDigest, sha256, shortDigest } from '../../engine/model/digest.ts';

const ofNothing = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

describe('a digest', () => {
  it('is SHA-256 in hexadecimal, with its name before it', () => {
    expect(digestOf('')).toBe(`sha256:${ofNothing}`);
    expect(isDigest(digestOf('roll call'))).toBe(true);
    expect(shortDigest(digestOf(''))).toBe('sha256:e3b0…b855');
  });

  it.each(['', 'abc', 'Größe', '\ud800 alone', 'x'.repeat(100_000)])(
    'is the same of a text and of its bytes (%#)',
    (text) => {
      expect(digestOf(text)).toBe(digestOf(Buffer.from(text)));
      expect(sha256(text, 'base64')).toBe(createHash('sha256').update(text).digest('base64'));
    },
  );

  it('is of the part that is looked at, not of the memory behind it', () => {
    const whole = Buffer.from('before abc after');
    expect(digestOf(whole.subarray(7, 10))).toBe(digestOf('abc'));
  });
});
