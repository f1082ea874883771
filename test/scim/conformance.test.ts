import { describe } from 'vitest';
import { conformanceSample } from '../support/conformance-sample.ts';
import { scimmySubject } from '../support/scim-scimmy-subject.ts';

const deleting = { removal: 'delete', emptyGroups: 'delete' } as const;

describe('SCIMMY, changed by parts', () =>
  conformanceSample(scimmySubject({ ...deleting, can: { bulk: false } }), { oneIn: 12 }));
describe('SCIMMY, written to in bulk requests', () => conformanceSample(scimmySubject(deleting), { oneIn: 24 }));
describe('SCIMMY, told that it cannot PATCH', () =>
  conformanceSample(scimmySubject({ ...deleting, can: { patch: false, bulk: false } }), { oneIn: 24 }));
