import { setImmediate as turn } from 'node:timers/promises';
import { describe, test } from 'vitest';
import { conformanceCases } from '../../engine/conformance/index.ts';
import { ibmConnectionsSubject } from '../support/ibm-connections-subject.ts';

/** Nine kinds take half a minute: `npm test` shows one case in four, `npm run test:slow` all of them. */
const step = process.env['ROLLCALL_SLOW'] === '1' ? 1 : 4;

/** What differs where this provider itself makes the customer, and orders at IBM. */
const madeHere = /^(customer|service-subscription): /u;

describe.each([
  ['the marketplace and the panel make everything', 'panel', /^/u],
  ['made at IBM itself', 'service', madeHere],
] as const)('%s', (_what, maker, wanted) => {
  const cases = conformanceCases(ibmConnectionsSubject(maker), { turn }).filter(({ name }) => wanted.test(name));
  for (const [index, { name, skip, run }] of cases.entries()) {
    if (skip !== undefined) test.skip(`${name} (left out: ${skip})`, run);
    else if (index % step === 0) test(name, run);
    else test.skip(`${name} (left out: in the long run only)`, run);
  }
});
