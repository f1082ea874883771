import { setImmediate as turn } from 'node:timers/promises';
import { describe, test } from 'vitest';
import { conformanceCases, describeConformance } from '../../engine/conformance/index.ts';
import { ibmConnectionsSubject } from '../support/ibm-connections-subject.ts';

describe('the marketplace and the panel make everything', () => {
  describeConformance(ibmConnectionsSubject('panel'), { describe, test, turn });
});

/** What differs where this provider itself makes the customer, and orders at IBM. */
const madeHere = /^(customer|service-subscription): /u;

describe('made at IBM itself', () => {
  for (const { name, skip, run } of conformanceCases(ibmConnectionsSubject('service'), { turn })) {
    if (!madeHere.test(name)) continue;
    if (skip === undefined) test(name, run);
    else test.skip(`${name} (left out: ${skip})`, run);
  }
});
