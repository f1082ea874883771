import { checkOf } from '../../manifest/validator.ts';
import { declareResources } from '../../manifest/declare-resources.ts';
import { loadWorkspace } from '../../manifest/load-workspace.ts';
import { formatAddress } from '../../model/address.ts';
import { canonicalJson } from '../../model/canonical-json.ts';
import { verbs } from '../../model/change.ts';
import { harmClasses } from '../../model/harm.ts';
import { epochOf } from '../../model/instant.ts';
import { isJsonObject } from '../../model/json.ts';
import type { ChangeDraft, ResourceKind } from '../../model/provider.ts';
import type { DesiredResource } from '../../model/resource.ts';
import type { KindCase } from '../conformance-case.ts';
import { demand, demandNone } from '../demand.ts';
import { desiredOf, samplesOf } from '../samples.ts';
import { stageStart } from '../stage.ts';
import type { ConformanceSubject } from '../subject.ts';
import { undescribed } from './description-cases.ts';

/** What a kind says about itself: every field of the contract, honestly. */
export const kindCases: readonly KindCase[] = [
  { name: 'the kind is described completely', run: describedCompletely },
  { name: 'the schemas describe every attribute and refuse unknown ones', run: schemasAreStrict },
  { name: 'a verb that is missing has a reason and manual steps', run: capabilitiesAreHonest },
  { name: 'each change is described in words', run: changesAreDescribed },
  { name: "the samples keep the portal's limits", run: samplesPassAudit },
  { name: 'the invitation gate says who, what and what it proves', run: gateIsComplete },
  { name: 'the samples are as the schema says', run: samplesFitSchema },
  { name: 'the README has a section', run: readmeHasSection },
  { name: 'an example declares it', run: exampleDeclares },
];

function describedCompletely({ provider }: ConformanceSubject, kind: ResourceKind): void {
  demand(/^[a-z][a-z0-9-]*$/.test(kind.kind), `The kind "${kind.kind}" is not kebab-case.`);
  demand(provider.planes.includes(kind.plane), `The plane "${kind.plane}" is none of the provider's.`);
  demand(Number.isFinite(kind.visibilityDelay) && kind.visibilityDelay >= 0, 'visibilityDelay is no span of time.');
  demandNone(
    kind.holds.filter((one) => !harmClasses.includes(one)),
    'holds names what is no class of harm:',
  );
  const properties = isJsonObject(kind.schema['properties']) ? kind.schema['properties'] : {};
  const named = [...kind.writeOnlyFields, ...kind.exclusive, ...kind.immutableFields];
  demandNone(
    named.filter((field) => !Object.hasOwn(properties, field)),
    'Attributes named but not in the schema:',
  );
}

function schemasAreStrict(_: ConformanceSubject, kind: ResourceKind): void {
  for (const [name, schema] of Object.entries({ schema: kind.schema, grantSchema: kind.grantSchema })) {
    demand(schema['type'] === 'object', `${name} is not of type object.`);
    demand(schema['additionalProperties'] === false, `${name} lets unknown attributes pass (additionalProperties).`);
    demandNone(undescribed(schema), `${name} has attributes without a description:`);
  }
}

function capabilitiesAreHonest(subject: ConformanceSubject, kind: ResourceKind): void {
  for (const draft of draftsOf(subject, kind)) {
    const capability = kind.capabilities[draft.verb];
    demand(capability !== undefined, `capabilities says nothing of ${draft.verb}.`);
    if (capability.can) continue;
    demand(capability.why.trim() !== '', `capabilities.${draft.verb} says no reason why not.`);
    const { manual } = kind.describe(draft);
    demand(manual !== undefined, `${draft.verb} cannot be done, but describe gives no manual steps.`);
    demand(manual.because.trim() !== '', `The manual ${draft.verb} says no reason.`);
    const steps = manual.gate.instructions.filter((step) => step.trim() !== '');
    demand(steps.length > 0, `The manual ${draft.verb} has no instruction.`);
  }
}

function changesAreDescribed(subject: ConformanceSubject, kind: ResourceKind): void {
  for (const draft of draftsOf(subject, kind)) {
    const { word, requests, consequences, consent, harms } = kind.describe(draft);
    demand(word.trim() !== '', `${draft.verb} has no word.`);
    demand(Number.isInteger(requests) && requests >= 0, `${draft.verb} costs ${requests} requests, which is no count.`);
    demandNone(
      harms.filter((one) => !harmClasses.includes(one)),
      `${draft.verb} does what is no class of harm:`,
    );
    const silent = [...consequences.map((one) => one.text), ...consent].filter((text) => text.trim() === '');
    demand(silent.length === 0, `${draft.verb} has a consequence or a consent without words.`);
  }
  for (const sample of samplesOf(subject, kind.kind).resources) {
    const summary = kind.summarize(kind.normalize(sample.attributes));
    demand(typeof summary === 'string', `summarize gives no text for ${sample.name}.`);
    demand(
      typeof kind.isAdministrator(kind.normalize(sample.attributes)) === 'boolean',
      'isAdministrator is no answer.',
    );
  }
}

function samplesPassAudit(subject: ConformanceSubject, kind: ResourceKind): void {
  const { resources, cannot } = samplesOf(subject, kind.kind);
  const least = cannot?.several === undefined ? 5 : 1;
  demand(resources.length >= least, `There are ${resources.length} samples; at least ${least} are needed.`);
  const desired = resources.map((sample) => desiredOf({ subject, portal: subject.portal, kind }, sample));
  const keys = new Set(desired.map((one) => one.address.key));
  demand(keys.size === desired.length, 'Two samples have one natural key.');
  const errors = kind.audit(desired, subject.portal).filter((diagnostic) => diagnostic.severity === 'error');
  demandNone(
    errors.map((error) => `${error.code}: ${error.detail ?? error.summary}`),
    'audit refuses the samples:',
  );
}

function gateIsComplete(subject: ConformanceSubject, kind: ResourceKind): void {
  const [sample] = samplesOf(subject, kind.kind).resources;
  if (sample === undefined) return;
  const { address, attributes } = desiredOf({ subject, portal: subject.portal, kind }, sample);
  const evidence = { grade: 'read', at: stageStart } as const;
  const gates = kind.arrivalGates({ address, id: 'x', presence: 'invited', attributes, evidence });
  demand(gates.length > 0, 'No step says what an invited one waits for.');
  demand(new Set(gates.map(({ step }) => step)).size === gates.length, 'Two steps have one name.');
  for (const gate of gates) {
    const texts = [gate.step, gate.title, gate.proves, gate.waitingFor.name, gate.since];
    demand(
      texts.every((text) => text.trim() !== ''),
      'The gate has an empty step, title, since, party or proof.',
    );
    demand(gate.instructions.length > 0, 'The gate has no instruction.');
  }
}

function samplesFitSchema(subject: ConformanceSubject, kind: ResourceKind): void {
  const check = checkOf(kind.schema, { fillDefaults: false });
  const { resources, updates } = samplesOf(subject, kind.kind);
  const [first] = resources;
  const changed = updates.map(({ field, value }) => ({ ...first?.attributes, [field]: value }));
  for (const attributes of [...resources.map((sample) => sample.attributes), ...changed]) {
    const problems = check(structuredClone(kind.normalize(attributes)));
    demandNone(
      problems.map((problem) => JSON.stringify(problem)),
      `The schema refuses ${canonicalJson(attributes)}:`,
    );
  }
}

async function exampleDeclares(subject: ConformanceSubject, kind: ResourceKind): Promise<void> {
  const providers = [subject.provider];
  const found: DesiredResource[] = [];
  for (const folder of subject.examples) {
    const loaded = await loadWorkspace({ folder, at: epochOf(stageStart), providers, cacheFolder: null });
    const { declared, diagnostics } =
      loaded.workspace === null ? { declared: [], diagnostics: [] } : declareResources(loaded.workspace, providers);
    const errors = [...loaded.diagnostics, ...diagnostics].filter((one) => one.severity === 'error');
    demandNone(
      errors.map((one) => `${one.code}: ${one.detail ?? one.summary}`),
      'An example has errors:',
    );
    const all = new Set(declared.flatMap((one) => one.resources.map((resource) => formatAddress(resource.address))));
    const here = declared.filter((one) => one.kind.kind === kind.kind).flatMap((one) => one.resources);
    const loose = here.flatMap((one) => one.dependsOn).filter((address) => !all.has(address));
    demandNone(loose, 'Something depends on what is not declared:');
    found.push(...here);
  }
  demand(found.length > 0, `No example declares a ${kind.kind}.`);
}

function readmeHasSection({ readme }: ConformanceSubject, kind: ResourceKind): void {
  const headings = readme.split('\n').filter((line) => line.startsWith('#'));
  const found = headings.some((line) => line.toLowerCase().includes(kind.kind));
  demand(found, `README.md has no heading that names ${kind.kind}.`);
}

/** Each verb on the first sample, as a plan would ask. */
function draftsOf(subject: ConformanceSubject, kind: ResourceKind): ChangeDraft[] {
  const [sample] = samplesOf(subject, kind.kind).resources;
  if (sample === undefined) return [];
  const { address, identity, attributes } = desiredOf({ subject, portal: subject.portal, kind }, sample);
  return verbs.map((verb) => {
    const isNew = verb === 'create' || verb === 'invite';
    return {
      verb,
      address,
      identity,
      before: isNew ? null : attributes,
      after: verb === 'delete' ? null : attributes,
      presence: isNew ? 'absent' : 'active',
      round: verb === 'invite' ? 1 : 0,
      at: stageStart,
    };
  });
}
