import { describe, expect, it } from 'vitest';
import { minute } from '../../../engine/model/instant.ts';
import { ibmPassword, panelLab, panelPassword } from '../support/panel-lab.ts';
import type { PanelLab } from '../support/panel-lab.ts';

const ada = 'ada@acme.example';

async function ready(): Promise<PanelLab & { readonly user: string }> {
  const lab = await panelLab();
  const user = await lab.makeUser('ada');
  await lab.assign(user);
  lab.world.advance(minute);
  lab.world.advance(minute);
  lab.seat(ada);
  return { ...lab, user };
}

const fields = (result: { played: boolean; problems?: readonly { field: string; text: string }[] }): string =>
  (result.problems ?? []).map(({ field, text }) => `${field}: ${text}`).join(' ');

describe('playing a person', () => {
  it('goes the article’s way, step by step, and the summary says who is waited for and where', async () => {
    const { emulator, bus, user } = await ready();
    const waiting = () => emulator.people(10).rows.find(({ who }) => who === ada);
    expect(waiting()).toEqual({ who: ada, state: 'active at IBM', waitingFor: '' });
    await bus('POST', `/resources/${user}/resetPassword`);
    const mycp = 'http://127.0.0.1:4747/acme/mycp';
    expect(waiting()).toMatchObject({ waitingFor: 'password for myCP' });
    expect(waiting()?.link).toMatch(/\/acme\/mycp\/set-password\/id-/u);
    const parts = [
      ['set-mycp-password', { password: panelPassword }, 'Set Password in myCP', `${mycp}/ibm-connections`],
      ['set-ibm-password', { password: ibmPassword }, 'Sync in myCP', `${mycp}/ibm-connections`],
      ['sync', {}, 'first Login from myCP', `${mycp}/ibm-connections`],
      ['first-login', { password: ibmPassword }, '', undefined],
    ] as const;
    for (const [step, answers, next, link] of parts) {
      expect(await emulator.play(step, 'ADA@acme.example', answers), step).toEqual({ played: true });
      expect(waiting(), step).toMatchObject({ waitingFor: next });
      expect(waiting()?.link, step).toBe(link);
    }
    expect(emulator.service.firstSignIn(ada)).not.toBeNull();
  });

  it('puts those first of whom something is waited for, and counts the states', async () => {
    const { emulator, makeUser } = await ready();
    await makeUser('ben');
    const { total, states, rows } = emulator.people(1);
    expect(total).toBe(3);
    expect(states).toEqual({ administrator: 1, 'active at IBM': 1, 'without a service': 1 });
    expect(rows).toMatchObject([{ who: 'grace@acme.example', waitingFor: 'password for myCP' }]);
  });

  it('refuses what the pages would refuse, and nothing has happened', async () => {
    const { emulator, bus, user } = await ready();
    const play = async (step: string, answers = {}, email = ada) => fields(await emulator.play(step, email, answers));
    expect(await play('join')).toContain('step: There is no step join here: use set-mycp-password');
    expect(await play('sync', {}, 'nobody@acme.example')).toContain('email: This person has no login');
    expect(await play('set-mycp-password', { password: panelPassword })).toContain('was sent no mail');
    expect(await play('set-ibm-password', { password: ibmPassword })).toContain('no password for myCP yet');
    await bus('POST', `/resources/${user}/invite`);
    expect(await play('set-mycp-password', { password: 'short' })).toContain('password: Use at least 7');
    expect(await play('set-mycp-password', { password: panelPassword, confirmPassword: 'x' })).toContain(
      'not the same',
    );
    await play('set-mycp-password', { password: panelPassword });
    expect(await play('set-ibm-password', { password: 'short' })).toContain('password: Use at least 8');
    expect(await play('sync')).toContain('sync: There is no password');
    await play('set-ibm-password', { password: ibmPassword });
    expect(await play('first-login', { password: ibmPassword })).toContain('press Sync');
    await play('sync');
    expect(await play('first-login', { password: 'wrong' })).toContain('password: The user name or the password');
    expect(emulator.service.firstSignIn(ada)).toBeNull();
  });

  it('logs in to myCP with the new password, which the history shows', async () => {
    const { emulator, bus, user } = await ready();
    const history = async () => (await bus('GET', `/resources/${user}/loginHistory`)).body;
    await bus('POST', `/resources/${user}/invite`);
    await emulator.play('set-mycp-password', ada, { password: 'short' });
    expect(await history()).toEqual([]);
    await emulator.play('set-mycp-password', ada, { password: panelPassword });
    expect(await history()).toMatchObject([{ succeeded: true }]);
  });

  it('refuses who has no service', async () => {
    const { emulator, makeUser } = await panelLab();
    await makeUser('ada', { password: panelPassword });
    for (const step of ['set-ibm-password', 'sync']) {
      expect(fields(await emulator.play(step, ada, { password: ibmPassword }))).toContain('not assigned');
    }
  });
});
