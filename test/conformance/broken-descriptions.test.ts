import { describe } from 'vitest';
import { brokenDescriptions, brokenForms } from './broken/broken-descriptions.ts';
import { brokenReaders } from './broken/broken-readers.ts';
import { expectFailures } from './broken/expect-failures.ts';

describe('the suite names what is broken in a description that', () => expectFailures(brokenDescriptions));
describe('the suite names what is broken in a normal form that', () => expectFailures(brokenForms));
describe('the suite names what is broken in a reader that', () => expectFailures(brokenReaders));
