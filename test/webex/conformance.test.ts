import { setImmediate as turn } from 'node:timers/promises';
import { describe, test } from 'vitest';
import { describeConformance } from '../../engine/conformance/index.ts';
import { describedQuirks } from '../../providers/webex/emulator/quirks.ts';
import { webexSubject } from '../support/webex-subject.ts';

const asDescribed = { ...describedQuirks, scimErrors: 'gateway', roleType: 'ciRole' } as const;

describe('as live servers are known to be, leavers deactivated', () =>
  describeConformance(webexSubject(), { describe, test, turn }));
describe('to the letter of the description, leavers deleted', () =>
  describeConformance(webexSubject({ quirks: asDescribed, settings: { leavers: 'delete' } }), {
    describe,
    test,
    turn,
  }));
