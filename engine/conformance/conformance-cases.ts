import type { ResourceKind } from '../model/provider.ts';
import { convergenceCases } from './cases/convergence-cases.ts';
import { descriptionCases } from './cases/description-cases.ts';
import { faultCases } from './cases/fault-cases.ts';
import { invitationCases } from './cases/invitation-cases.ts';
import { keyCases } from './cases/key-cases.ts';
import { kindCases } from './cases/kind-cases.ts';
import { normalFormCases } from './cases/normal-form-cases.ts';
import { ownershipCases } from './cases/ownership-cases.ts';
import { readingCases } from './cases/reading-cases.ts';
import { safetyCases } from './cases/safety-cases.ts';
import type { ConformanceCase, PortalCase } from './conformance-case.ts';
import { demand } from './demand.ts';
import { type ConformanceOptions, openStage } from './stage.ts';
import type { ConformanceSubject } from './subject.ts';

const portalCases: readonly PortalCase[] = [
  ...readingCases,
  ...convergenceCases,
  ...ownershipCases,
  ...keyCases,
  ...invitationCases,
  ...faultCases,
  ...safetyCases,
];

/**
 * Every demand on one provider: first on its description, then on each kind offline, then on each kind at a portal,
 * each time a fresh one. Runner-agnostic: run each that has no `skip`, and show the reason of each that has.
 */
export function conformanceCases(subject: ConformanceSubject, options: ConformanceOptions): readonly ConformanceCase[] {
  const cases: ConformanceCase[] = descriptionCases.map(({ name, run }) => ({ name, run: async () => run(subject) }));
  for (const kind of subject.provider.kinds(subject.portal)) {
    for (const { name, run } of [...kindCases, ...normalFormCases]) {
      cases.push({ name: `${kind.kind}: ${name}`, run: async () => run(subject, kind) });
    }
    for (const definition of portalCases) cases.push(portalCase({ subject, options, kind, definition }));
  }
  return cases;
}

interface PortalCaseInput {
  readonly subject: ConformanceSubject;
  readonly options: ConformanceOptions;
  readonly kind: ResourceKind;
  readonly definition: PortalCase;
}

function portalCase(input: PortalCaseInput): ConformanceCase {
  const name = `${input.kind.kind}: ${input.definition.name}`;
  const skip = reasonToSkip(input);
  return { name, ...(skip === undefined ? {} : { skip }), run: () => runAtFreshPortal(input) };
}

function reasonToSkip({ subject, kind, definition }: PortalCaseInput): string | undefined {
  const samples = subject.samples[kind.kind];
  for (const ability of definition.needs) {
    const why = samples?.cannot?.[ability] ?? subject.cannot[ability];
    if (why !== undefined) return why;
  }
  return samples === undefined ? undefined : definition.unless?.(kind, samples);
}

async function runAtFreshPortal({ subject, options, kind, definition }: PortalCaseInput): Promise<void> {
  demand(subject.samples[kind.kind] !== undefined, `The subject has no samples of ${kind.kind}.`);
  const stage = await openStage(subject, options);
  try {
    await definition.run(stage, kind);
  } finally {
    await stage.close();
  }
}
