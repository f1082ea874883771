import { describe, expect, test } from 'vitest';
import { classifyByStatus } from '../../providers/kit/answer-verdict.ts';

function codeOf(status: number): string | undefined {
  const verdict = classifyByStatus({ status, headers: {}, body: '', json: undefined }, 0);
  return verdict.verdict === 'refused' ? verdict.code : undefined;
}

describe('a 4xx', () => {
  test.each([400, 402, 405, 406, 411, 413, 414, 415, 416, 417, 421, 422, 424, 426, 428, 431, 451])(
    '%d is a refusal: nothing was done',
    (status) => {
      expect(codeOf(status)).toBe('invalid');
    },
  );

  test.each([418, 420, 444, 460, 498, 499])('%d of no standard says nothing of what was done', (status) => {
    expect(codeOf(status)).toBe('contract');
  });
});
