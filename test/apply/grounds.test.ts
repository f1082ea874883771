import { describe, expect, test } from 'vitest';
import { memoryLedgerFiles } from '../../engine/ledger/memory-ledger-files.ts';
import { readRuns } from '../../engine/ledger/read-runs.ts';
import { ProviderError } from '../../engine/model/provider-error.ts';
import { checkOf } from '../../engine/manifest/validator.ts';
import { packagedSchema } from '../../engine/model/packaged-schema.ts';
import { desired, identityOf, locate, origin } from '../support/engine-builders.ts';
import { byHand } from '../support/engine-kinds.ts';
import { engineWorld, type EngineWorldOptions } from '../support/engine-world.ts';
import { entriesOfType } from '../support/ledger-lines.ts';

const why = { ticket: 'HR-1042', reason: 'joins the contact centre', requestedBy: 'grace' };
const until = '2027-03-31T23:59:59.999Z';
const at = locate(origin);
const said = { why, until };

async function withGrounds(options: EngineWorldOptions = {}) {
  const files = memoryLedgerFiles();
  const world = await engineWorld({ ...options, files });
  world.want(desired('ada', {}, said), desired('ben'));
  return { ...world, files };
}

describe('why somebody has access', () => {
  test('stands in the intent, with when it ends and where it was declared', async () => {
    const world = await withGrounds();
    await world.converge();
    const [ada, ben] = await entriesOfType(world.files, 'intent');
    expect(ada).toMatchObject({ identity: identityOf('ada'), ...said, declaredAt: at });
    expect(ben).toMatchObject({ declaredAt: at });
    expect(ben).not.toHaveProperty('why');
    expect(ben).not.toHaveProperty('until');
  });

  test('stands in a step by hand that is asked for', async () => {
    const world = await withGrounds({ kinds: [byHand] });
    expect((await world.plan()).standing).toMatchObject([{ verdict: 'manual', ...said }, { verdict: 'manual' }]);
    await world.converge();
    const [ada, ben] = await entriesOfType(world.files, 'gate-opened');
    expect(ada).toMatchObject({ ...said, declaredAt: at });
    expect(ben).not.toHaveProperty('why');
  });

  test('stands in the report of the run, which its schema takes', async () => {
    const world = await withGrounds();
    const report = await world.converge();
    expect(report.items[0]).toMatchObject({ identity: identityOf('ada'), ...said, at });
    expect(checkOf(packagedSchema('run-report'), { fillDefaults: false })(report)).toEqual([]);
  });

  test('stands in the report that the ledger tells of a run that was killed', async () => {
    const world = await withGrounds();
    await world.converge();
    const [run] = await readRuns({ files: world.files, ledgerId: 'ledger-1' }, new Set(['run-1']));
    expect(run?.items[0]).toMatchObject({ identity: identityOf('ada'), ...said, at });
  });

  test('stands in what a later run finds out about a lost call', async () => {
    const world = await withGrounds();
    world.sim.onWrite = () => {
      world.sim.reading.problem = { code: 'unavailable', text: 'down' };
    };
    world.sim.fates.set('ada@acme.example', { fate: 'throws', error: new ProviderError('ambiguous', 'No answer.') });
    await world.converge();
    world.sim.reading.problem = null;
    expect((await world.converge()).recovered).toMatchObject([{ identity: identityOf('ada'), ...said, at }]);
  });

  test('binds the approval of a step by hand too: another end is another plan', async () => {
    const world = await withGrounds({ kinds: [byHand] });
    const before = await world.plan();
    world.want(desired('ada', {}, { why }), desired('ben'));
    expect((await world.plan()).changeDigest).not.toBe(before.changeDigest);
  });
});
