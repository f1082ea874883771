import { setImmediate as turn } from 'node:timers/promises';
import { describe, test } from 'vitest';
import { describeConformance } from '../../engine/conformance/index.ts';
import { betterAuthSubject } from '../support/scim-better-auth-subject.ts';

describe('Better Auth', () => describeConformance(betterAuthSubject(), { describe, test, turn }));
