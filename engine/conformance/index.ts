/** The shared suite that every provider passes: `rollcall/conformance`. How to use it: README.md beside this file. */
export type { ConformanceCase } from './conformance-case.ts';
export { conformanceCases } from './conformance-cases.ts';
export { ConformanceError } from './demand.ts';
export { describeConformance, type TestRunner } from './describe-conformance.ts';
export type { Ability, Fault, OperationCount, PortalObject, PortalProbe } from './portal-probe.ts';
export type { ConformanceOptions } from './stage.ts';
export type {
  ConformanceSubject,
  KindSamples,
  PortalTime,
  Sample,
  SampleReference,
  SampleUpdate,
  StartedPortal,
} from './subject.ts';
