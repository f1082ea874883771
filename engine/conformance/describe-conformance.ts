import { conformanceCases } from './conformance-cases.ts';
import type { ConformanceOptions } from './stage.ts';
import type { ConformanceSubject } from './subject.ts';

/** The part of a test runner that is needed; vitest, jest and node:test (by a line of glue) have it. */
export interface TestRunner {
  readonly describe: (name: string, body: () => void) => unknown;
  readonly test: ((name: string, run: () => Promise<void>) => unknown) & {
    readonly skip: (name: string, run: () => Promise<void>) => unknown;
  };
}

/** Registers the whole suite for one provider. What is left out stands in the report with its reason. */
export function describeConformance(subject: ConformanceSubject, runner: TestRunner & ConformanceOptions): void {
  runner.describe(`${subject.provider.name} conforms`, () => {
    for (const { name, skip, run } of conformanceCases(subject, runner)) {
      if (skip === undefined) runner.test(name, run);
      else runner.test.skip(`${name} (left out: ${skip})`, run);
    }
  });
}
