import { describe, expect, test } from 'vitest';
import { findUser } from '../../providers/webex/emulator/control-hub-state.ts';
import { giveLicence, takeLicence } from '../../providers/webex/emulator/licences/holding.ts';
import { publicId } from '../../providers/webex/ids.ts';
import { everybody, expectStop, held, settled, storyLab, type StoryLab, undone, words } from './support/story-lab.ts';

const premium = 'Contact Center Premium Agent';

function idOf({ hub }: StoryLab, name: string): string {
  return [...hub.state().pools].find(([, pool]) => pool.name === name)?.[0] ?? '';
}

/** Somebody takes units in Control Hub, past Rollcall. */
function takeUnits(lab: StoryLab, count: number): void {
  for (let unit = 1; unit <= count; unit += 1) lab.hub.state().holders.get(idOf(lab, premium))?.add(`stranger-${unit}`);
}

test('units that are gone when the apply begins stop it before the first write', { timeout: 60_000 }, async () => {
  const lab = await storyLab();
  const plan = await lab.plan();
  takeUnits(lab, 4);
  lab.hub.journal.clear();
  expect((await lab.apply(plan)).ending).toBe('refused');
  expect(lab.hub.journal.counts()).toMatchObject({ writes: 0 });
});

describe('units that somebody else takes while an apply runs', { timeout: 120_000 }, () => {
  test.each(['partial', 'silent', 'refused'] as const)(
    'fail by name where Webex says it the way "%s"',
    async (noSeats) => {
      const lab = await storyLab({ quirks: { noSeats } });
      const plan = await lab.plan();
      // The first user that is made is told to the other portals.
      lab.world.events.subscribe('control-hub-person', () => takeUnits(lab, 4));
      const failed = undone(await lab.apply(plan));
      expect(failed).toHaveLength(2);
      for (const text of failed)
        expect(text).toMatch(/^license-assignment \w+@acme\.example\/Contact Center Premium Agent: .*failed/u);
      if (noSeats !== 'refused') expect(failed[0]).toContain('inactive users hold theirs too');
      const next = await lab.plan();
      expect(next.rails.find(({ rail }) => rail === 'seats-short')?.reason).toBe(
        `${premium}: needs 2, 0 free, 2 short`,
      );
      lab.hub.state().holders.get(idOf(lab, premium))?.delete('stranger-1');
      lab.hub.state().holders.get(idOf(lab, premium))?.delete('stranger-2');
      expect(undone(await lab.converge())).toEqual([]);
      expect(await expectStop(lab)).toHaveLength(everybody.length);
    },
  );
});

describe('what is found in Control Hub', { timeout: 120_000 }, () => {
  test('a licence that excludes the declared one: the refusal says what to do', async () => {
    const lab = await settled();
    const eva = findUser(lab.hub.state(), 'eva@acme.example')!;
    const [standard, mine] = [idOf(lab, 'Contact Center Standard Agent'), idOf(lab, premium)];
    takeLicence(lab.hub.state(), eva, mine);
    giveLicence(lab.hub.state(), eva, standard);
    await lab.deps.sleep(7 * 60_000);
    const failed = undone(await lab.converge());
    expect(failed).toEqual([expect.stringMatching(/^license-assignment eva@.*excludes this one/u)]);
    takeLicence(lab.hub.state(), eva, standard);
    expect(undone(await lab.converge())).toEqual([]);
    expect(await expectStop(lab)).toEqual([]);
  });

  test('an address of another organisation: it is claimed by hand, and then taken on', async () => {
    const lab = await storyLab({
      elsewhere: [{ email: 'finn@acme.example', isClaimable: true }],
      verifiedDomains: ['acme.example'],
    });
    const failed = undone(await lab.converge());
    expect(failed.find((text) => text.startsWith('user'))).toMatch(/^user finn@.*claim the user in Control Hub/u);
    await lab.play('claim', 'finn@acme.example');
    await lab.play('come-over', 'finn@acme.example');
    const plan = await lab.plan();
    expect(words(plan)).toContain('adopt user finn@acme.example');
    expect(undone(await lab.apply(plan))).toEqual([]);
    expect(held(lab, 'finn')).toBe('Active:  | Contact Center Standard Agent | ');
  });

  test('a job of somebody else: the mails are asked for again later', async () => {
    const lab = await storyLab();
    await lab.converge();
    await lab.deps.sleep(25 * 3_600_000);
    const org = publicId('ORGANIZATION', '5c1d9d1e-0000-4000-8000-000000000001');
    const path = `http://127.0.0.1/identity/organizations/${org}/jobs/sendActivationEmails`;
    const headers = { authorization: 'Bearer sandbox' };
    expect((await lab.hub.app.request(path, { method: 'POST', headers })).status).toBe(202);
    lab.edit('people/dia.yaml', (text) => `${text}  requests: [{ do: reset, on: acme-hub, id: once-more }]\n`);
    expect(undone(await lab.converge())).toEqual([
      expect.stringMatching(/^user dia@.*send the activation mails again.*HTTP 409/u),
    ]);
    await lab.deps.sleep(60_000);
    expect(undone(await lab.converge())).toEqual([]);
    expect(await expectStop(lab)).toHaveLength(everybody.length);
  });
});

describe('a service app', { timeout: 120_000 }, () => {
  test('whose tokens end in the middle goes on with others', async () => {
    const lab = await storyLab();
    const plan = await lab.plan();
    lab.hub.faults.inject({ operation: 'users.create', fault: { effect: 'answer', status: 401 } });
    expect(undone(await lab.apply(plan))).toEqual([]);
    const renewals = lab.hub.journal.entries().filter(({ operation }) => operation === 'tokens.renew');
    expect(renewals).toHaveLength(3);
  });

  test('whose refresh token was replaced says where to find the new one, and blocks this portal alone', async () => {
    const lab = await storyLab({ quirks: { refreshToken: 'rotated' } });
    await lab.plan();
    const plan = await lab.plan();
    expect(words(plan)).toEqual([]);
    const blocked = plan.standing.filter(({ verdict }) => verdict === 'blocked');
    expect(new Set(blocked.map(({ address }) => address.portal))).toEqual(new Set(['acme-hub']));
    expect(plan.reads.find(({ portal }) => portal === 'acme-hub')?.problem).toMatchObject({
      code: 'auth',
      cure: expect.stringContaining('take the new one from there'),
    });
  });
});
