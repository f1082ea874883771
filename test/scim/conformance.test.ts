import { setImmediate as turn } from 'node:timers/promises';
import { describe, test } from 'vitest';
import { conformanceCases, describeConformance } from '../../engine/conformance/index.ts';
import { scimmySubject } from '../support/scim-scimmy-subject.ts';

const deleting = { removal: 'delete', emptyGroups: 'delete' } as const;

describe('SCIMMY, changed by parts', () => describeConformance(scimmySubject(deleting), { describe, test, turn }));

/** `npm test` shows one case in four, `npm run test:slow` all of them: the same server, written to in another way. */
const step = process.env['ROLLCALL_SLOW'] === '1' ? 1 : 4;

describe('SCIMMY, told that it cannot PATCH', () => {
  const whole = scimmySubject({ ...deleting, can: { patch: false } });
  for (const [index, { name, skip, run }] of conformanceCases(whole, { turn }).entries()) {
    if (skip !== undefined) test.skip(`${name} (left out: ${skip})`, run);
    else if (index % step === 0) test(name, run);
    else test.skip(`${name} (left out: in the long run only)`, run);
  }
});
