import { formatAddress } from '../../model/address.ts';
import { sameJson } from '../../model/canonical-json.ts';
import type { ReadResult, ResourceKind } from '../../model/provider.ts';
import { problemOf } from '../../model/provider-error.ts';
import { Secret } from '../../model/secret.ts';
import type { PortalCase, Unless } from '../conformance-case.ts';
import { demand, demandSame, problemFrom } from '../demand.ts';
import { putNeeds } from '../put-needs.ts';
import type { Stage } from '../stage.ts';

const unlessListed: Unless = (kind) =>
  kind.reads === 'list' ? undefined : `${kind.kind} cannot be listed (reads: ${kind.reads})`;

const unlessReadable: Unless = (kind) =>
  kind.reads === 'none' ? `${kind.kind} cannot be read (reads: none)` : undefined;

/** A read says how much of the truth it brought. */
export const readingCases: readonly PortalCase[] = [
  { name: 'an empty portal is read completely', needs: [], unless: unlessListed, run: emptyIsComplete },
  {
    name: 'all pages are read, in pages of two',
    needs: ['small-pages', 'meddle', 'several'],
    unless: unlessListed,
    run: allPages,
  },
  {
    name: 'a failing second page is partial',
    needs: ['second-page', 'meddle', 'several'],
    unless: unlessListed,
    run: secondPage,
  },
  {
    name: 'a portal that is down is an error, not an empty list',
    needs: ['unavailable'],
    unless: unlessReadable,
    run: down,
  },
  {
    name: 'only what is asked for is found or positively absent',
    needs: ['meddle', 'several'],
    unless: unlessReadable,
    run: only,
  },
  { name: 'reading writes nothing', needs: ['meddle'], run: readingOnly },
  {
    name: 'a wrong credential is an auth error with a cure',
    needs: ['wrong-credential'],
    unless: unlessReadable,
    run: auth,
  },
  { name: 'a kind that cannot be listed is never complete', needs: [], run: neverComplete },
  {
    name: 'an interrupted read stops within one operation',
    needs: ['meddle'],
    unless: unlessReadable,
    run: interrupted,
  },
];

async function emptyIsComplete(stage: Stage, kind: ResourceKind): Promise<void> {
  const result = await stage.read(kind);
  demand(
    result.coverage === 'complete',
    `Coverage is ${result.coverage}: ${result.problem?.text ?? 'no problem told'}.`,
  );
  const left = (await stage.started.probe.objects(kind.kind)).map((object) => object.key).sort();
  demandSame(keysOf(result), left, 'The read and the fresh portal differ.');
}

async function allPages(stage: Stage, kind: ResourceKind): Promise<void> {
  const put = await putAll(stage, kind);
  const result = await stage.read(kind);
  demand(
    result.coverage === 'complete',
    `Coverage is ${result.coverage}: ${result.problem?.text ?? 'no problem told'}.`,
  );
  const held = (await stage.started.probe.objects(kind.kind)).map((object) => object.key).sort();
  demandSame(keysOf(result), held, 'The list is not the same as what the portal holds.');
  demand(
    put.every((key) => held.includes(key)),
    'The probe did not put the samples where they belong.',
  );
  demand(result.pages >= 2, `${held.length} objects in pages of two came in ${result.pages} page(s).`);
  demand(result.rows >= held.length, `${held.length} objects, but ${result.rows} rows were counted.`);
}

async function secondPage(stage: Stage, kind: ResourceKind): Promise<void> {
  await putAll(stage, kind);
  const all = await stage.read(kind);
  stage.started.probe.fail({ fault: 'second-page' });
  const result = await stage.read(kind);
  demand(result.coverage === 'partial', `The second page failed, and coverage is ${result.coverage}.`);
  demand(result.problem !== null, 'A partial read says no problem.');
  demand(result.resources.length < all.resources.length, 'A partial read brought everything.');
  demand(result.absent.length === 0, 'A partial read says that something is absent.');
}

async function down(stage: Stage, kind: ResourceKind): Promise<void> {
  stage.started.probe.fail({ fault: 'unavailable' });
  const known = stage.desired(kind).map((one) => ({ address: one.address, id: null }));
  const problem = await problemOfRead(stage, kind, { known });
  demand(problem.code === 'unavailable', `The portal is down, and the problem is "${problem.code}": ${problem.text}`);
}

async function only(stage: Stage, kind: ResourceKind): Promise<void> {
  const [there, missing] = stage.desired(kind);
  demand(there !== undefined && missing !== undefined, 'Two samples are needed.');
  await putNeeds(stage, kind, 0);
  await stage.started.probe.put(there.address, there.attributes);
  const asked = [there, missing].map((one) => ({ address: one.address, id: null }));
  const result = await stage.read(kind, { known: asked, only: asked });
  demandSame(keysOf(result), [there.address.key], 'Not exactly what is there was found.');
  const absent = result.absent.map(formatAddress);
  demandSame(absent, [formatAddress(missing.address)], 'What is missing was not positively given as absent.');
  demand(result.coverage !== 'complete', 'A read of two objects was given as complete.');
}

async function readingOnly(stage: Stage, kind: ResourceKind): Promise<void> {
  await putAll(stage, kind);
  const before = stage.started.probe.operations();
  const known = stage.desired(kind).map((one) => ({ address: one.address, id: null }));
  await stage.read(kind, { known });
  const after = stage.started.probe.operations();
  demand(after.writing === before.writing, `Reading did ${after.writing - before.writing} writing operation(s).`);
}

async function auth(stage: Stage, kind: ResourceKind): Promise<void> {
  const names = Object.keys(stage.started.credentials);
  const wrong = names.map((name): [string, Secret] => [name, new Secret('wrong-credential')]);
  const known = stage.desired(kind).map((one) => ({ address: one.address, id: null }));
  const { reader } = stage.connect(Object.fromEntries(wrong));
  const problem = await problemFrom(() => reader.read(kind.kind, { known }), 'A wrong credential was not refused.');
  demand(problem.code === 'auth', `A wrong credential is "${problem.code}": ${problem.text}`);
  demand((problem.cure ?? '').trim() !== '', 'The auth error has no cure.');
}

async function neverComplete(stage: Stage, kind: ResourceKind): Promise<void> {
  if (kind.reads === 'list') return;
  const known = stage.desired(kind).map((one) => ({ address: one.address, id: null }));
  const result = await stage.read(kind, { known });
  demand(result.coverage !== 'complete', `reads is ${kind.reads}, but the coverage is complete.`);
}

async function interrupted(stage: Stage, kind: ResourceKind): Promise<void> {
  await putAll(stage, kind);
  const before = stage.started.probe.operations();
  stage.interrupt();
  await stage.read(kind, { known: [] }).catch((error: unknown) => problemOf(error));
  const after = stage.started.probe.operations();
  demand(after.reading - before.reading <= 1, `${after.reading - before.reading} operations after the interrupt.`);
}

/** A read that fails as a whole throws, or says that it failed; both are honest. */
async function problemOfRead(stage: Stage, kind: ResourceKind, request: Parameters<Stage['read']>[1]) {
  try {
    const result = await stage.read(kind, request);
    demand(result.coverage === 'failed', `The portal is down, and coverage is ${result.coverage}.`);
    demand(result.problem !== null, 'A failed read says no problem.');
    return result.problem;
  } catch (error) {
    if (error instanceof Error && error.name === 'ConformanceError') throw error;
    return problemOf(error);
  }
}

/** Puts every sample of the kind, and what it needs, into the portal behind the provider's back. */
async function putAll(stage: Stage, kind: ResourceKind): Promise<string[]> {
  const desired = stage.desired(kind);
  for (const [index, one] of desired.entries()) {
    await putNeeds(stage, kind, index);
    await stage.started.probe.put(one.address, one.attributes);
  }
  return desired.map((one) => one.address.key);
}

function keysOf(result: ReadResult): string[] {
  const keys = result.resources.map((resource) => resource.address.key).sort();
  demand(sameJson(keys, [...new Set(keys)]), 'One object came twice.');
  return keys;
}
