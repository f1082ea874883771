import { describe, expect, test } from 'vitest';
import { ProviderError, problemOf } from '../../engine/model/provider-error.ts';
import { Secret } from '../../engine/model/secret.ts';
import { planFormatVersion } from '../../engine/model/plan.ts';
import { parsePlan } from '../../engine/plan/plan-file.ts';
import { fold } from '../../engine/render/fold.ts';
import { line } from '../../engine/render/line.ts';
import { createRedactor } from '../../providers/kit/redaction.ts';
import { rollcall } from '../support/cli.ts';
import { forbidden } from '../support/hostile-text.ts';

/** What fuzzing found in the engine and the kit; what it found in readers stands in test/fuzz. */
describe('what fuzzing found', () => {
  test.each([['a\u202eb'], ['help', '\u001b[2J'], ['plan', '--\u009b31m'], ['apply', '-\u200b']])(
    'a mistyped %j is repeated without what steers a terminal',
    async (...words) => {
      const { code, stderr } = await rollcall(words);
      expect(code).toBe(1);
      expect(stderr).not.toMatch(forbidden);
    },
  );

  test('a name of 200,000 characters is folded in a moment', () => {
    const begun = performance.now();
    const lines = fold(line('x'.repeat(200_000)), { columns: 100 });
    expect(lines).toHaveLength(2_000);
    expect(performance.now() - begun).toBeLessThan(2_000);
  });

  test('a long format version of a plan file is not repeated as a whole', () => {
    const { diagnostic } = parsePlan(JSON.stringify({ formatVersion: 'x'.repeat(100_000) }), () => []);
    expect(diagnostic).toMatchObject({ code: 'plan-version' });
    expect(diagnostic?.detail?.length).toBeLessThan(200);
    expect(diagnostic?.detail).toContain(planFormatVersion);
  });

  test('the words of a failure that are kept and shown have an end', () => {
    const problem = problemOf(new ProviderError('contract', 'x'.repeat(9_999), { cure: 'y'.repeat(9_999) }));
    expect(JSON.stringify(problem).length).toBeLessThan(2_500);
  });

  test('a secret of any length is taken out of a text', () => {
    const long = 'k'.repeat(300_000);
    const redact = createRedactor([new Secret(long), new Secret('correct horse battery')]);
    expect(redact(`a ${long} b ${encodeURIComponent('correct horse battery')}`)).toBe('a «secret» b «secret»');
  });
});
