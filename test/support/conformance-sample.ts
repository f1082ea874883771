import { setImmediate as turn } from 'node:timers/promises';
import { test } from 'vitest';
import { type ConformanceSubject, conformanceCases } from '../../engine/conformance/index.ts';

export interface ConformanceSampling {
  /** `npm test` shows one case in so many; `npm run test:slow` shows all. */
  readonly oneIn: number;
  /** Of the cases only these. */
  readonly wanted?: RegExp;
}

/** The suite over a subject that takes long: each case that is not run says why. */
export function conformanceSample(subject: ConformanceSubject, { oneIn, wanted = /^/u }: ConformanceSampling): void {
  const step = process.env['ROLLCALL_SLOW'] === '1' ? 1 : oneIn;
  const cases = conformanceCases(subject, { turn }).filter(({ name }) => wanted.test(name));
  for (const [index, { name, skip, run }] of cases.entries()) {
    if (skip !== undefined) test.skip(`${name} (left out: ${skip})`, run);
    else if (index % step === 0) test(name, run);
    else test.skip(`${name} (left out: in the long run only)`, run);
  }
}
