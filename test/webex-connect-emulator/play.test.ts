import { describe, expect, it } from 'vitest';
import { day } from '../../engine/model/instant.ts';
import { goodPassword, lab } from './support/lab.ts';

const ada = 'ada@acme.example';

describe('playing a person', () => {
  it('joins by the same rules as the pages, with what is not said filled in', async () => {
    const { invite, emulator } = lab();
    await invite(ada);
    expect(await emulator.play('join', 'ADA@acme.example', { name: 'Ada', password: goodPassword })).toEqual({
      played: true,
    });
    expect(emulator.tenant().rows.get(ada)).toMatchObject({
      status: 'ACTIVE',
      jobRole: 'Software Engineer',
      interests: ['SMS'],
    });
  });

  it('takes over what is said', async () => {
    const { invite, emulator } = lab();
    await invite(ada);
    const answers = {
      name: 'Ada',
      phone: '+44 20 7946 0000',
      password: goodPassword,
      jobRole: 'Analyst',
      interests: ['Voice'],
    };
    await emulator.play('join', ada, answers);
    expect(emulator.tenant().rows.get(ada)).toMatchObject({
      phone: '+44 20 7946 0000',
      jobRole: 'Analyst',
      interests: ['Voice'],
    });
  });

  it('gives the problems of the forms by field, and nothing has happened', async () => {
    const { invite, emulator, list } = lab();
    await invite(ada);
    const fields = async (answers: Record<string, unknown>) => {
      const result = await emulator.play('join', ada, answers as never);
      return result.played ? [] : result.problems.map(({ field }) => field);
    };
    expect(await fields({})).toEqual(['name', 'password', 'password', 'password', 'password']);
    expect(await fields({ name: 'Ada', password: goodPassword, confirmPassword: 'x' })).toEqual(['confirmPassword']);
    expect(await fields({ name: 'Ada', password: goodPassword, jobRole: 'Owner' })).toEqual(['jobRole']);
    expect(await fields({ name: 'Ada', password: goodPassword, interests: [] })).toEqual(['interests']);
    expect(await list(`?email=${ada}`)).toMatchObject([{ status: 'INVITED' }]);
  });

  it('refuses who has no open invitation: strangers, teammates, the expired', async () => {
    const { invite, emulator, world } = lab();
    const problem = { played: false, problems: [{ field: 'email', text: 'This person has no open invitation.' }] };
    expect(await emulator.play('join', ada, {})).toEqual(problem);
    expect(await emulator.play('join', 'grace@acme.example', {})).toEqual(problem);
    await invite(ada);
    world.advance(7 * day);
    expect(await emulator.play('join', ada, { name: 'Ada', password: goodPassword })).toEqual(problem);
  });

  it('logs in who has joined, with the right password', async () => {
    const { invite, emulator } = lab();
    await invite(ada);
    expect(await emulator.play('login', ada, { password: goodPassword })).toMatchObject({ played: false });
    await emulator.play('join', ada, { name: 'Ada', password: goodPassword });
    expect(await emulator.play('login', ada, { password: 'Wrong-Horse7' })).toMatchObject({ played: false });
    expect(await emulator.play('login', ada, {})).toMatchObject({ played: false });
    expect(await emulator.play('login', ada, { password: goodPassword })).toEqual({ played: true });
  });

  it('knows no other steps', async () => {
    const result = await lab().emulator.play('dance', ada, {});
    expect(result).toMatchObject({ played: false, problems: [{ field: 'step' }] });
  });
});

describe('the summary of people', () => {
  it('puts those first who are waited for, with what for, until when, and where', async () => {
    const { invite, emulator } = lab();
    await invite(ada);
    expect(emulator.people(1)).toEqual({
      total: 2,
      states: { active: 1, invited: 1 },
      rows: [
        {
          who: ada,
          state: 'invited, Full access',
          waitingFor: 'JOIN THE TEAM',
          until: '2026-11-28T09:00:00.000Z',
          link: expect.stringMatching(/^http:\/\/127\.0\.0\.1:4747\/acme\/join\//u) as unknown,
        },
      ],
    });
    expect(emulator.people(10).rows[1]).toEqual({ who: 'grace@acme.example', state: 'active, Owner', waitingFor: '' });
  });

  it('names the first login with single sign-on as what is waited for', async () => {
    const { invite, emulator } = lab({ portal: { login: 'sso' } });
    await invite(ada);
    expect(emulator.people(1).rows[0]).toMatchObject({
      waitingFor: 'first login with single sign-on',
      link: 'http://127.0.0.1:4747/acme/login',
    });
  });
});
