import { describe, expect, it } from 'vitest';
import { classifyByStatus } from '../../providers/kit/answer-verdict.ts';
import { anyText } from '../support/like.ts';

const now = Date.parse('2026-11-21T09:00:00Z');

function verdict(status: number, headers: Record<string, string> = {}) {
  return classifyByStatus({ status, headers, body: '', json: undefined }, now);
}

describe('what an HTTP status says', () => {
  it.each([200, 201, 202, 204, 206])('%i: taken', (status) => {
    expect(verdict(status)).toEqual({ verdict: 'taken' });
  });

  it('429: busy, as long as it says; 503 and 423 only where they say how long', () => {
    expect(verdict(429)).toEqual({ verdict: 'busy', portalCode: 'HTTP 429' });
    expect(verdict(429, { 'retry-after': '3' })).toMatchObject({ wait: 3_000 });
    expect(verdict(503, { 'retry-after': '3' })).toMatchObject({ verdict: 'busy', wait: 3_000 });
    expect(verdict(423, { 'retry-after': '3' })).toMatchObject({ verdict: 'busy' });
    expect(verdict(423)).toMatchObject({ verdict: 'refused', code: 'conflict' });
  });

  it.each([408, 425])('%i: failed before it was looked at', (status) => {
    expect(verdict(status)).toMatchObject({ verdict: 'failed', acted: 'no' });
  });

  it.each([303, 500, 502, 503, 504, 520])('%i: failed, and may have been carried out', (status) => {
    expect(verdict(status)).toMatchObject({ verdict: 'failed', acted: 'maybe' });
  });

  it.each([
    [301, 'contract'],
    [304, 'contract'],
    [400, 'invalid'],
    [401, 'auth'],
    [403, 'auth'],
    [404, 'not-found'],
    [405, 'invalid'],
    [407, 'auth'],
    [409, 'conflict'],
    [410, 'not-found'],
    [412, 'conflict'],
    [422, 'invalid'],
    [501, 'contract'],
  ])('%i: refused as %s', (status, code) => {
    expect(verdict(status)).toMatchObject({ verdict: 'refused', code, portalCode: `HTTP ${status}` });
  });

  it.each([302, 401, 403, 407])('%i comes with a cure', (status) => {
    expect(verdict(status)).toMatchObject({ cure: anyText });
  });
});
