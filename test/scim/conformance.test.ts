import { setImmediate as turn } from 'node:timers/promises';
import { describe, test } from 'vitest';
import { describeConformance } from '../../engine/conformance/index.ts';
import { scimmySubject } from '../support/scim-scimmy-subject.ts';

const deleting = { removal: 'delete', emptyGroups: 'delete' } as const;

describe('SCIMMY, changed by parts', () => describeConformance(scimmySubject(deleting), { describe, test, turn }));

describe('SCIMMY, told that it cannot PATCH', () =>
  describeConformance(scimmySubject({ ...deleting, can: { patch: false } }), { describe, test, turn }));
