import { setImmediate as turn } from 'node:timers/promises';
import { describe, test } from 'vitest';
import { describeConformance } from '../../engine/conformance/index.ts';
import { memorySubject } from '../support/memory-subject.ts';

describeConformance(memorySubject(), { describe, test, turn });
