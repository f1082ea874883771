import { describe } from 'vitest';
import { conformanceSample } from '../support/conformance-sample.ts';
import { betterAuthSubject } from '../support/scim-better-auth-subject.ts';

describe('Better Auth', () => conformanceSample(betterAuthSubject(), { oneIn: 12 }));
