import { describe } from 'vitest';
import { conformanceSample } from '../support/conformance-sample.ts';
import { ibmConnectionsSubject } from '../support/ibm-connections-subject.ts';

/** What differs where this provider itself makes the customer, and orders at IBM. */
const madeHere = /^(customer|service-subscription): /u;

describe('the marketplace and the panel make everything', () =>
  conformanceSample(ibmConnectionsSubject('panel'), { oneIn: 16 }));
describe('made at IBM itself', () =>
  conformanceSample(ibmConnectionsSubject('service'), { oneIn: 16, wanted: madeHere }));
