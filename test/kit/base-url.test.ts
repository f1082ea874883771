import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { baseUrlFault, isLoopback, joinUrl, parseBaseUrl, pathOf } from '../../providers/kit/base-url.ts';
import { withoutText } from '../support/like.ts';

describe('a base URL', () => {
  it.each([
    'http://127.0.0.1:4747/acme',
    'http://127.8.9.10',
    'http://[::1]:80',
    'http://localhost',
    'https://a.test/x',
  ])('may be %s', (text) => expect(baseUrlFault(text)).toBeUndefined());

  it.each([
    ['', 'is no URL'],
    ['//a.example', 'is no URL'],
    ['file:///etc/passwd', 'neither https nor http'],
    ['https://user@a.example', 'no user name'],
    ['https://a.example/?x=1', 'query'],
    ['https://a.example/#x', 'fragment'],
    ['http://a.example', 'not encrypted'],
    ['http://127.0.0.1.a.example', 'not encrypted'],
    ['http://localhost.a.example', 'not encrypted'],
    ['http://10.0.0.1', 'not encrypted'],
  ])('cannot be %s', (text, fault) => expect(baseUrlFault(text)).toContain(fault));

  it('never shows a password in its fault', () => {
    expect(() => parseBaseUrl('https://me:hunter22@a.example')).toThrow(
      expect.objectContaining({ code: 'invalid', message: withoutText('hunter22') }),
    );
  });

  it('knows loopback by address and name', () => {
    expect(isLoopback(new URL('http://acme.localhost:1'))).toBe(true);
    expect(isLoopback(new URL('http://128.0.0.1'))).toBe(false);
  });
});

describe('a path', () => {
  it('keeps every part within itself, whatever is in it', () => {
    const base = new URL('https://a.example/base');
    const property = fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (part) => {
      fc.pre(part !== '.' && part !== '..');
      const url = new URL(joinUrl(base, pathOf('things', part)));
      expect(url.origin).toBe('https://a.example');
      expect(decodeURIComponent(url.pathname)).toBe(`/base/things/${part}`);
      expect(url.pathname.split('/')).toHaveLength(4);
    });
    fc.assert(property);
  });

  it.each(['', '.', '..'])('cannot hold "%s"', (part) => {
    expect(() => pathOf('things', part)).toThrow(expect.objectContaining({ code: 'contract' }));
  });

  it('takes a query and leaves out what is undefined', () => {
    const base = new URL('https://a.example/base/');
    expect(joinUrl(base, '/x', { a: 'ü&', b: 2, c: undefined })).toBe('https://a.example/base/x?a=%C3%BC%26&b=2');
  });
});
