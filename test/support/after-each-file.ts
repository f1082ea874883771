import { afterAll } from 'vitest';
import { endVirtualTimes } from './virtual-time.ts';

afterAll(endVirtualTimes);
