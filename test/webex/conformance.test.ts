import { describe } from 'vitest';
import { describedQuirks } from '../../providers/webex/emulator/quirks.ts';
import { conformanceSample } from '../support/conformance-sample.ts';
import { webexSubject } from '../support/webex-subject.ts';

const asDescribed = { ...describedQuirks, scimErrors: 'gateway', roleType: 'ciRole' } as const;

describe('as live servers are known to be, leavers deactivated', () => conformanceSample(webexSubject(), { oneIn: 8 }));
describe('to the letter of the description, leavers deleted', () =>
  conformanceSample(webexSubject({ quirks: asDescribed, settings: { leavers: 'delete' } }), { oneIn: 16 }));
