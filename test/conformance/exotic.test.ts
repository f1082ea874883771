import { setImmediate as turn } from 'node:timers/promises';
import { describe, test } from 'vitest';
import { describeConformance } from '../../engine/conformance/index.ts';
import { exoticSubject } from '../support/exotic/subject.ts';

describeConformance(exoticSubject(), { describe, test, turn });
