import { setImmediate as turn } from 'node:timers/promises';
import { describe, test } from 'vitest';
import { describeConformance } from '../../engine/conformance/index.ts';
import { webexConnectSubject } from '../support/webex-connect-subject.ts';

describe('by an adapter', () => describeConformance(webexConnectSubject('adapter'), { describe, test, turn }));
describe('by hand', () => describeConformance(webexConnectSubject('manual'), { describe, test, turn }));
