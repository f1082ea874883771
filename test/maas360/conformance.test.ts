import { setImmediate as turn } from 'node:timers/promises';
import { test } from 'vitest';
import { conformanceCases } from '../../engine/conformance/index.ts';
import { maas360Subject } from '../support/maas360-subject.ts';

/** `npm test` shows one case in four, `npm run test:slow` all of them. */
const step = process.env['ROLLCALL_SLOW'] === '1' ? 1 : 4;

for (const [index, { name, skip, run }] of conformanceCases(maas360Subject(), { turn }).entries()) {
  if (skip !== undefined) test.skip(`${name} (left out: ${skip})`, run);
  else if (index % step === 0) test(name, run);
  else test.skip(`${name} (left out: in the long run only)`, run);
}
