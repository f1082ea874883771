import { describe, expect, test } from 'vitest';
import { finishRun, refusedRun, stalePlan } from '../../engine/apply/finish-run.ts';
import { openGates, recordRefusal, startRun } from '../../engine/apply/record-run.ts';
import { digestOf } from '../../engine/model/digest.ts';
import { second } from '../../engine/model/instant.ts';
import { LeaseLostError } from '../../engine/model/ledger.ts';
import { runItemOf } from '../../engine/model/run-report.ts';
import { bound, intent, observation } from '../support/engine-builders.ts';
import { byHand, create, gate, planOf, type PlanParts, rail, waiting } from '../support/plan-builders.ts';
import { execution, policy, session } from './support/session.ts';

const ada = 'ada@acme.example';

describe('a run that is refused', () => {
  test('names in the ledger each rail and policy that refuses it, each idle consent, and nothing that lets it pass', async () => {
    const rails = [
      rail({ verdict: 'refused', reason: '31 of 118' }),
      rail({ rail: 'mails', reason: 'fine' }),
      rail({ rail: 'seats', verdict: 'consented', reason: 'said so' }),
    ];
    const policies = [
      policy(),
      policy({ policy: 'style', severity: 'warn', verdict: 'warned' }),
      policy({ policy: 'old', verdict: 'excepted' }),
    ];
    const idleConsents = [{ text: 'The consent yes covers nothing.' }] as unknown as PlanParts['idleConsents'] & object;
    const run = await session({ idleConsents }, { rails, policies });
    const report = await refusedRun(run);
    const because = [
      'accounts on acme-connect: 31 of 118',
      'policy four-eyes on ada: Somebody else must approve.',
      'The consent yes covers nothing.',
    ];
    expect(await run.last()).toMatchObject({ type: 'run-refused', exitCode: 4, because });
    expect(report).toMatchObject({ ending: 'refused', exitCode: 4, items: [], policies });
  });

  test('names nothing where only something else refused it', async () => {
    const run = await session({}, { rails: [rail({ verdict: 'refused', reason: 'x' })] });
    await refusedRun(run, ['a lockdown is on']);
    expect(await run.last()).toMatchObject({ because: ['a lockdown is on'] });
    const bare = await session();
    await refusedRun(bare);
    expect(await bare.last()).toMatchObject({ because: [] });
  });

  test('is told to the user also where the ledger is lost just then; another failure is not hidden', async () => {
    const run = await session();
    const refusing = (error: Error) => ({ ...run.ledger, append: () => Promise.reject(error) });
    const refusal = { exitCode: 4, because: [] };
    const lost = { ...run, ledger: refusing(new LeaseLostError('taken over')) };
    await expect(recordRefusal(lost, refusal)).resolves.toBeUndefined();
    await expect(recordRefusal({ ...run, ledger: refusing(new Error('odd')) }, refusal)).rejects.toThrow('odd');
  });
});

test('a plan that is stale as a whole is told with every reason, for each of its changes', async () => {
  const stale = [runItemOf(create('ben@acme.example'), { result: 'stale', text: 'earlier' })];
  const run = await session({ changes: [create(ada)] }, { stale });
  const report = await stalePlan(run, [
    { severity: 'error', code: 'plan-expired', summary: 'It expired', detail: 'yesterday.' },
    { severity: 'error', code: 'plan-other', summary: 'It is of another ledger.' },
  ]);
  const because = ['It expired: yesterday.', 'It is of another ledger.'];
  expect(await run.last()).toMatchObject({ type: 'run-refused', exitCode: 6, because });
  expect(report.items.map(({ address, result }) => [address.key, result])).toEqual([
    ['ben@acme.example', { result: 'stale', text: 'earlier' }],
    [ada, { result: 'stale', text: because.join(' ') }],
  ]);
});

describe('a run that starts', () => {
  test('says in the ledger what let it pass: consents to rails, exceptions from policies', async () => {
    const exception = { for: 'ada', until: '2026-12-01', why: 'on call', mitigation: 'logged' };
    const policies = [
      policy({ verdict: 'excepted', exception }),
      policy({ policy: 'odd', verdict: 'excepted' }),
      policy({ policy: 'other', verdict: 'warned' }),
    ];
    const rails = [rail({ verdict: 'consented', reason: '31 of 118' }), rail({ rail: 'mails' })];
    const run = await session({}, { rails, policies, sweep: { kind: 'lockdown', why: 'theft' } as never });
    await startRun(run);
    expect(await run.last()).toMatchObject({
      type: 'run-started',
      letPass: [
        'accounts on acme-connect: 31 of 118',
        'policy four-eyes for ada: excepted until 2026-12-01, why: on call; instead: logged',
        'policy odd for ada: excepted',
      ],
      sweep: { kind: 'lockdown', why: 'theft' },
    });
  });

  test('names each consent to exactly its plan once, wherever it stands', async () => {
    const { changeDigest } = planOf();
    const common = { changeDigest, expires: '2026-11-22T00:00:00.000Z', who: 'grace', why: 'looked at' };
    const one = { ...common, name: 'one' };
    const consents = [
      { ...one, origin: { file: 'consents.yaml', document: 0, path: [], line: 3 } },
      { ...common, name: 'two' },
      { ...common, name: 'other', changeDigest: digestOf('another plan') },
    ];
    const run = await session({ recorded: { consents: [one] } }, { consents });
    await startRun(run);
    const last = await run.last();
    expect(last?.type === 'run-started' ? last.consents.map(({ name }) => name) : []).toEqual(['one', 'two']);
  });

  test('says nothing of the kind where nothing had to be let pass', async () => {
    const run = await session();
    await startRun(run);
    const last = await run.last();
    expect(last).not.toHaveProperty('letPass');
    expect(last).not.toHaveProperty('sweep');
  });
});

describe('how a run ends', () => {
  test('stands in the ledger with a number for each result', async () => {
    const run = await session();
    await finishRun(run, execution('done', 'done', 'failed', 'stale', 'unknown', 'not-tried'));
    const counts = { done: 2, waiting: 0, failed: 1, stale: 1, unknown: 1, 'not-tried': 1 };
    expect(await run.last()).toMatchObject({ type: 'run-finished', exitCode: 5, counts });
  });

  test.each([
    [0, ['done', 'waiting']],
    [0, []],
    [1, ['failed']],
    [1, ['stale', 'failed']],
    [5, ['waiting', 'failed']],
    [6, ['stale', 'stale']],
  ] as const)('as %i for %j', async (exitCode, given) => {
    expect((await finishRun(await session(), execution(...given))).exitCode).toBe(exitCode);
  });

  test('as partly done where something was blocked, or not all was read: in the plan or now', async () => {
    const read = { portal: 'acme-connect', kind: 'teammate', pages: 1, rows: 1, problem: null };
    const half = planOf().reads.map((one) => ({ ...one, ...read, coverage: 'partial' as const }));
    const known = planOf().reads.map((one) => ({ ...one, ...read, coverage: 'known-only' as const }));
    const ends = [
      await session({ counts: { ...planOf().counts, blocked: 1 } }),
      await session({ reads: half }),
      await session({}, { observations: [observation([], { coverage: 'failed' })] }),
      await session({ reads: known }),
    ].map(async (run) => (await finishRun(run, execution('done'))).exitCode);
    expect(await Promise.all(ends)).toEqual([5, 5, 5, 0]);
  });

  test('as partly done where a mail of an earlier run has no answer, not where it came or another call is looked up', async () => {
    const unknown = { result: 'unknown', problem: { code: 'ambiguous', text: 'no answer' } } as const;
    const call = runItemOf(create(ada), unknown);
    const mail = { ...call, verdict: 'notify' } as const;
    const came = { ...mail, result: { result: 'done' } } as const;
    const ends = [[call, mail], [call], [came], [call, came]].map(
      async (recovered) => (await finishRun(await session({}, { recovered }), execution('done'))).exitCode,
    );
    expect(await Promise.all(ends)).toEqual([5, 0, 0, 0]);
  });

  test('counts what did not hold any more before it began', async () => {
    const stale = [runItemOf(create(ada), { result: 'stale', text: 'earlier' })];
    const report = await finishRun(await session({}, { stale }), execution('done'));
    expect([report.items.length, report.exitCode]).toEqual([2, 5]);
  });

  test('is told where the ledger is lost, also where that has passed again when it is told', async () => {
    const run = await session();
    let isHeld = false;
    const ledger = {
      ...run.ledger,
      append: () => Promise.reject(new LeaseLostError('taken over')),
      assertHeld: () => {
        if (!isHeld) throw new LeaseLostError('taken over');
      },
    };
    const lost = await finishRun({ ...run, ledger }, execution('done'));
    const stopped = { text: 'taken over', cure: 'Wait for the run that holds the ledger, then plan again.' };
    expect(lost).toMatchObject({ ending: 'lease-lost', exitCode: 1, stopped });
    isHeld = true;
    const passed = await finishRun({ ...run, ledger }, execution('done'));
    expect(passed).toMatchObject({ ending: 'lease-lost', exitCode: 1, stopped });
  });

  test('does not hide that the ledger refuses what is written', async () => {
    const run = await session();
    const ledger = { ...run.ledger, append: () => Promise.reject(new TypeError('odd entry')) };
    await expect(finishRun({ ...run, ledger }, execution('done'))).rejects.toThrow('odd entry');
  });
});

describe('the report of a run', () => {
  test('holds how long it took, and only what there is to say', async () => {
    const run = await session();
    await run.deps.sleep(1_500);
    const report = await finishRun(
      { ...run, begun: { ...run.begun, monotonic: run.begun.monotonic + 100.4 } },
      execution(),
    );
    expect(report).toMatchObject({ took: 1_400, waiting: 0, asked: 0, finishedAt: '2026-11-21T09:00:01.500Z' });
    for (const field of ['policies', 'sweep', 'remains', 'held', 'stopped']) expect(report).not.toHaveProperty(field);
  });

  test('holds verdicts of policies, a sweep, what remains and what a freeze holds, where there are such', async () => {
    const frozen = waiting(ada, { gate: gate({ step: 'freeze' }) });
    const sweep = { kind: 'lockdown', why: 'theft' } as never;
    const remains = { bindings: 3 } as never;
    const policies = [policy({ verdict: 'warned' })];
    const run = await session({ standing: [frozen, waiting('ben@acme.example')], remains }, { sweep, policies });
    const report = await finishRun(run, execution());
    expect(report).toMatchObject({ sweep, remains, policies, held: 1, waiting: 1 });
  });

  test('counts who is waited for once each: who was invited, who was asked, and who waited before and owns nothing', async () => {
    const cyd = byHand('cyd@acme.example');
    const standing = [waiting('ben@acme.example'), cyd];
    const run = await session({ standing });
    await openGates(run);
    await openGates(run);
    const { address, identity } = create('dia@acme.example');
    const given = intent('dia', { address, identity, verdict: 'invite', round: 1 });
    const seq = await run.ledger.append(given);
    const { id, evidence } = bound('dia');
    const done = { type: 'done', intent: seq, id, presence: 'invited', attributes: given.after, evidence } as const;
    await run.ledger.append({ ...done, invitation: null });
    const report = await finishRun(run, execution());
    expect(report).toMatchObject({ asked: 1, waiting: 3 });
    expect((await run.entries()).filter(({ type }) => type === 'gate-opened')).toHaveLength(1);
  });

  test('does not count a step that an earlier run has asked for as asked by this one', async () => {
    const run = await session({ standing: [byHand(ada)] });
    await openGates(run);
    await run.deps.sleep(second);
    const later = { ...run, begun: { at: '2026-11-21T09:00:01.000Z', monotonic: 0 } };
    expect((await finishRun(later, execution())).asked).toBe(0);
    const done = await session({ standing: [waiting(ada)] });
    const { address, identity } = create(ada);
    const seq = await done.ledger.append(intent('ada', { address, identity }));
    const seen = {
      id: 'p-1',
      presence: 'active',
      attributes: {},
      invitation: null,
      evidence: bound('ada').evidence,
    } as const;
    await done.ledger.append({ type: 'done', intent: seq, ...seen });
    expect((await finishRun(done, execution())).waiting).toBe(0);
  });

  test('counts who has to say whether a mail came, also at a new address, and nobody who is gone', async () => {
    const occasion = 'welcome/acme/ada';
    const asked = waiting(ada, { gate: gate({ step: `mail:${occasion}` }) });
    const problem = { code: 'ambiguous', text: 'no answer' } as const;
    const { address, identity } = create(ada);
    const waitingIn = async (parts: PlanParts, people: { readonly owned: boolean; readonly mailed: boolean }) => {
      const run = await session(parts);
      const { id, presence, attributes, invitation, evidence } = bound('ada');
      if (people.owned) {
        const seq = await run.ledger.append(intent('ada', { address, identity }));
        await run.ledger.append({ type: 'done', intent: seq, id, presence, attributes, invitation, evidence });
      }
      if (people.mailed) {
        const seq = await run.ledger.append(intent('ada', { address, identity, verdict: 'notify', occasion }));
        await run.ledger.append({ type: 'unknown', intent: seq, problem });
      }
      return (await finishRun(run, execution())).waiting;
    };
    expect(await waitingIn({}, { owned: true, mailed: true })).toBe(1);
    expect(await waitingIn({}, { owned: false, mailed: true })).toBe(0);
    expect(await waitingIn({ standing: [asked] }, { owned: true, mailed: true })).toBe(1);
    // The mail went to her former address, which is nobody's by now.
    expect(await waitingIn({ standing: [asked] }, { owned: true, mailed: false })).toBe(1);
  });
});
