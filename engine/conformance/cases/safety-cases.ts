import type { PortalDeclaration } from '../../model/declaration.ts';
import type { DeclaredKind } from '../../model/declared.ts';
import { verbs } from '../../model/change.ts';
import type { ResourceKind } from '../../model/provider.ts';
import { problemOf } from '../../model/provider-error.ts';
import type { PortalCase } from '../conformance-case.ts';
import { demand, demandSame, problemFrom } from '../demand.ts';
import { startEngine } from '../engine-session.ts';
import { applyOnce, demandApplied, planOf, settle, settleNeeds, unlessMade } from '../lifecycle.ts';
import type { Ability, Fault } from '../portal-probe.ts';
import { putNeeds } from '../put-needs.ts';
import type { Stage } from '../stage.ts';

/** What must never happen, whatever the day is like. */
export const safetyCases: readonly PortalCase[] = [
  { name: 'the writer refuses what the kind cannot do, and writes nothing', needs: [], run: refuses },
  { name: 'a missing verb is planned as a step by hand', needs: ['creation'], run: plannedByHand },
  { name: 'no secret is in any error, plan, report, ledger or mail', needs: [], run: secretsStay },
  { name: 'each mail is sent once', needs: [], unless: unlessMade, run: mailedOnce },
  {
    name: 'a portal that is down blocks only itself',
    needs: ['unavailable', 'creation'],
    unless: unlessMade,
    run: downBesideUp,
  },
  { name: "the portal's requestsPerSecond is kept", needs: ['own-rate'], run: rateKept },
  { name: 'what is observed has an id and a date', needs: ['meddle'], run: dated },
];

async function refuses(stage: Stage, kind: ResourceKind): Promise<void> {
  const [first] = stage.desired(kind, 1);
  if (first === undefined) return;
  const plan = await planOf(stage, kind, [first]);
  const [item] = [...plan.changes, ...plan.standing].filter((one) => one.address.kind === kind.kind);
  demand(item !== undefined, 'Neither a change nor a step by hand is planned for a sample.');
  const { address, identity, summary, evidence } = item;
  const said = { address, identity: identity ?? first.identity, summary, evidence, word: 'try', requests: 1 };
  const nothing = { harms: [], consequences: [], consent: [], dependsOn: [], id: null };
  const { attributes } = first;
  const change = { ...said, ...nothing, verdict: 'create', before: null, after: attributes } as const;
  for (const verb of verbs.filter((one) => !kind.capabilities[one].can)) {
    const context = { occasion: `conformance/${verb}`, signal: stage.deps.signal };
    const call = async (): Promise<unknown> => stage.connect().writer[verb](change, context);
    const problem = await problemFrom(call, `${verb} cannot be done, and the writer did it.`);
    demand(problem.code !== 'bug', `${verb} is refused with what is no ProviderError: ${problem.text}`);
  }
  const { writing } = stage.started.probe.operations();
  demand(writing === 0, `Refusing did ${writing} writing operation(s).`);
}

async function plannedByHand(stage: Stage, kind: ResourceKind): Promise<void> {
  const arrival = kind.arrives === 'invite' ? kind.capabilities.invite : kind.capabilities.create;
  await settleNeeds(stage, kind);
  const plan = await planOf(stage, kind, stage.desired(kind));
  const manual = plan.standing.filter((one) => one.verdict === 'manual' && one.address.kind === kind.kind);
  const changes = plan.changes.filter((change) => change.address.kind === kind.kind && change.verdict !== 'notify');
  const all = stage.desired(kind).length;
  demandSame([changes.length, manual.length], arrival.can ? [all, 0] : [0, all], 'Changes and steps by hand:');
}

const stormy: readonly { readonly needs: Ability; readonly fault: Fault }[] = [
  { needs: 'answer-lost', fault: { fault: 'answer-lost' } },
  { needs: 'request-lost', fault: { fault: 'request-lost' } },
  { needs: 'too-many-requests', fault: { fault: 'too-many-requests', retryAfter: 1_000 } },
  { needs: 'unavailable', fault: { fault: 'unavailable' } },
];

async function secretsStay(stage: Stage, kind: ResourceKind): Promise<void> {
  const { credentials, probe, provider, portal } = stage.started;
  const secrets = Object.values(credentials).map((secret) => secret.reveal());
  const said: string[] = [JSON.stringify(provider), JSON.stringify(provider.kinds(portal))];
  const wanted = stage.desired(kind);
  for (const { fault } of stormy.filter((one) => stage.subject.cannot[one.needs] === undefined)) {
    probe.fail(fault);
    await applyOnce(stage, kind, wanted, { consent: true }).catch((error: unknown) => said.push(everythingOf(error)));
    await stage.read(kind).catch((error: unknown) => said.push(everythingOf(error)));
    probe.heal();
  }
  await settle(stage, kind, wanted).catch((error: unknown) => said.push(everythingOf(error)));
  const mails = stage.mails.map((mail) => JSON.stringify(mail));
  for (const text of [...said, ...mails, ...stage.engine.texts()]) {
    const leaked = secrets.find((secret) => text.includes(secret));
    demand(leaked === undefined, `A credential stands in: ${around(text, leaked ?? '')}`);
  }
}

/** An error with its whole chain of causes, as a careless log would print it. */
function everythingOf(error: unknown): string {
  const texts = [JSON.stringify(problemOf(error))];
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    texts.push(`${cause.stack}`, JSON.stringify(Object.entries(cause)));
  }
  return texts.join('\n');
}

function around(text: string, leaked: string): string {
  const place = text.indexOf(leaked);
  return `…${text.slice(Math.max(0, place - 60), place)}«here»${text.slice(place + leaked.length, place + leaked.length + 60)}…`;
}

async function mailedOnce(stage: Stage, kind: ResourceKind): Promise<void> {
  const wanted = stage.desired(kind);
  const owed = wanted.flatMap((one) => kind.mails(one)).map((mail) => mail.occasion);
  demand(new Set(owed).size === owed.length, 'Two mails have one occasion: only one of them would ever be sent.');
  await settle(stage, kind, wanted);
  demandApplied((await applyOnce(stage, kind, wanted)).report);
  const sent = stage.mails.map((mail) => mail.occasion).filter((occasion) => owed.includes(occasion));
  demandSame([...sent].sort(), [...owed].sort(), 'The mails that were owed are not the mails that were sent.');
}

async function dated(stage: Stage, kind: ResourceKind): Promise<void> {
  const [first] = stage.desired(kind, 1);
  if (first === undefined || kind.reads === 'none') return;
  await putNeeds(stage, kind, 0);
  await stage.started.probe.put(first.address, first.attributes);
  const known = [{ address: first.address, id: null }];
  const one = (await stage.read(kind, { known })).resources.find(({ address }) => address.key === first.address.key);
  const again = (await stage.read(kind, { known })).resources.find(({ address }) => address.key === first.address.key);
  demand(one !== undefined && again !== undefined, 'What is there was not read.');
  demand(one.id === again.id, `The id was ${one.id}, and then ${again.id}.`);
  const age = stage.deps.clock.now() - Date.parse(one.evidence.at);
  demand(age >= 0 && age < 60_000, `It was read just now, and the evidence is dated ${one.evidence.at}.`);
}

async function downBesideUp(stage: Stage, kind: ResourceKind): Promise<void> {
  const { started } = stage;
  const down = await stage.start({ ...stage.subject.portal, name: `${started.portal.name}-two` });
  const engine = await startEngine({ portals: [started, down], deps: stage.deps });
  await settleNeeds(stage, kind);
  const here = stage.declare(kind, stage.desired(kind));
  const there = here.map((declared) => elsewhere(declared, down.portal));
  down.probe.fail({ fault: 'unavailable' });
  const plan = await engine.plan([...here, ...there]);
  const changed = plan.changes.filter((change) => change.verdict !== 'notify').map((change) => change.address.portal);
  demand(changed.includes(started.portal.name), 'One portal is down, and nothing is planned for the other one.');
  demand(!changed.includes(down.portal.name), 'Something is planned for a portal that is down.');
  const blocked = plan.standing.filter((one) => one.verdict === 'blocked').map((one) => one.address.portal);
  demand(blocked.includes(down.portal.name), 'Nothing is said to be blocked at the portal that is down.');
  demandApplied(await engine.apply(plan, { consent: true }));
}

/** The same declarations for a portal of another name. */
function elsewhere(declared: DeclaredKind, portal: PortalDeclaration): DeclaredKind {
  const moved = declared.resources.map((one) => ({
    ...one,
    address: { ...one.address, portal: portal.name },
    identity: { ...one.identity, portal: portal.name },
    dependsOn: one.dependsOn.map((address) => address.replace(`${declared.portal.name}/`, `${portal.name}/`)),
  }));
  return { ...declared, portal, resources: moved };
}

async function rateKept(stage: Stage, kind: ResourceKind): Promise<void> {
  const { limits } = stage.subject.portal;
  const slow = await stage.start({
    ...stage.subject.portal,
    name: 'slow',
    limits: { ...limits, requestsPerSecond: 2 },
  });
  const { provider, portal, credentials, probe } = slow;
  const { reader } = provider.connect({ portal, credentials, deps: stage.deps });
  const begun = stage.deps.clock.monotonic();
  await Promise.all(Array.from({ length: 9 }, () => reader.read(kind.kind, { known: [] })));
  const seconds = (stage.deps.clock.monotonic() - begun) / 1000;
  const { reading } = probe.operations();
  demand(reading <= 2 * (seconds + 1), `${reading} requests in ${seconds} s, and 2 in a second are allowed.`);
}
