import { expect, test } from 'vitest';
import type { Known } from '../../engine/model/resource.ts';
import { facts } from '../../providers/ibm-connections/kinds/first-steps.ts';
import { lab } from './lab.ts';

test('while IBM is away, what the panel shows of a first step still counts', async () => {
  const l = lab();
  const key = 'ada@acme.example';
  await l.write('panel-user', key, { after: { email: key, givenName: 'Ada', familyName: 'Lovelace' } });
  await l.write('credentials', key, { verb: 'invite', after: { email: key } });
  const password = 'Correct-Horse-7';
  expect(await l.emulator.play('set-mycp-password', key, { password })).toEqual({ played: true });
  l.emulator.faults.inject({ plane: 'service', times: 'always', fault: { effect: 'answer', status: 500 } });
  const known: Known[] = [{ address: { portal: 'acme', kind: 'credentials', key }, id: null, presence: 'invited' }];

  const { evidence, problem, coverage } = await l.reader.read('credentials', { known });

  expect(evidence.map(({ fact }) => fact)).toContain(facts.login);
  expect({ coverage, code: problem?.code }).toEqual({ coverage: 'known-only', code: 'unavailable' });
});
