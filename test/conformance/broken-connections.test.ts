import { describe } from 'vitest';
import { brokenFaults } from './broken/broken-faults.ts';
import { brokenLives } from './broken/broken-lives.ts';
import { brokenWriters } from './broken/broken-writers.ts';
import { expectFailures } from './broken/expect-failures.ts';

describe('the suite names what is broken in a writer that', () => expectFailures(brokenWriters));
describe('the suite names what is broken in a writer that, on a bad day,', () => expectFailures(brokenFaults));
describe('the suite names what is broken in a provider that', () => expectFailures(brokenLives));
