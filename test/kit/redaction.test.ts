import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Secret } from '../../engine/model/secret.ts';
import { createRedactor } from '../../providers/kit/redaction.ts';

function redactorOf(...texts: string[]) {
  return createRedactor(texts.map((text) => new Secret(text)));
}

describe('redaction', () => {
  it('hides a secret in every writing a portal may echo', () => {
    const secret = 'p&ss "w+rd"/<42>';
    const redact = redactorOf(secret);
    const writings = [
      secret,
      encodeURIComponent(secret),
      encodeURIComponent(secret).toLowerCase(),
      new URLSearchParams({ q: secret }).toString(),
      JSON.stringify({ secret }),
      Buffer.from(secret).toString('hex'),
      'p&amp;ss &quot;w+rd&quot;/&lt;42&gt;',
    ];
    for (const writing of writings) expect(redact(`before ${writing} after`)).toMatch(/^before .*«secret».* after$/);
  });

  it('hides it in base64, wherever it stands in the encoded text', () => {
    const printable = fc.string({ unit: 'grapheme-ascii', minLength: 8, maxLength: 40 });
    const property = fc.property(
      printable,
      fc.string({ maxLength: 9 }),
      fc.string({ maxLength: 9 }),
      (secret, a, b) => {
        const redact = redactorOf(secret);
        for (const encoding of ['base64', 'base64url'] as const) {
          const hidden = redact(Buffer.from(`${a}${secret}${b}`).toString(encoding));
          expect(hidden).toContain('«secret»');
          expect(hidden.length).toBeLessThan(60);
        }
      },
    );
    fc.assert(property);
  });

  it('leaves no piece behind where one secret holds another', () => {
    expect(redactorOf('abcdef', 'abcdef-and-more')('x abcdef-and-more y')).toBe('x «secret» y');
  });

  it('takes the signs of a pattern as they are', () => {
    expect(redactorOf('a.c+[x]$')('abc a.c+[x]$')).toBe('abc «secret»');
  });

  it('hides a secret of fewer than eight characters only as a word of its own', () => {
    const redact = createRedactor([new Secret('acme')]);
    expect(redact('https://acme.example: acme, «acme» and token=acme&x')).toBe(
      'https://acme.example: «secret», ««secret»» and token=«secret»&x',
    );
    const words = 'acmeconnect, näacme, acme2, ada@acme.example and hr-acme';
    expect(redact(words)).toBe(words);
    expect(createRedactor([new Secret('acmeacme')])('xacmeacmex')).toBe('x«secret»x');
  });

  it('leaves texts alone where there is nothing to hide, and hides a short secret only where it stands plainly', () => {
    expect(redactorOf()('as it is')).toBe('as it is');
    expect(redactorOf('')('as it is')).toBe('as it is');
    expect(redactorOf('ab')('ab YWI= 6162')).toBe('«secret» YWI= 6162');
  });
});
