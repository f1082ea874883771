import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../engine/model/json.ts';
import { ibmConnections } from '../../providers/ibm-connections/index.ts';
import { scim } from '../../providers/scim/index.ts';
import { webex } from '../../providers/webex/index.ts';
import { portalOf } from '../support/rail-lab.ts';

const email = (name: string): string => `${name}@acme.example`;
const refused = [{ rail: 'last-administrator', verdict: 'refused' }];

describe('IBM Connections: who is suspended or not activated yet administers nothing', () => {
  const lab = portalOf(ibmConnections);
  const key = (name: string): string => `${email(name)}/CustomerAdministrator`;
  const named = (names: readonly string[]): Record<string, JsonObject> => {
    return Object.fromEntries(names.map((name) => [key(name), { email: email(name), role: 'CustomerAdministrator' }]));
  };
  const people = (states: Record<string, string>) =>
    lab.seen(
      'subscriber',
      Object.fromEntries(Object.entries(states).map(([name, state]) => [email(name), { email: email(name), state }])),
    );
  const suspended = (name: string) =>
    lab.changed('subscriber', email(name), { email: email(name), state: 'SUSPENDED' });
  const both = lab.seen('role', named(['ada', 'ben']));

  test('the last one is not suspended, and one of two may be', () => {
    const ada = lab.seen('role', named(['ada']));
    expect(lab.rails([suspended('ada')], ada, people({ ada: 'ACTIVE' }))).toMatchObject([
      { ...refused[0], who: [key('ada')], reason: 'no administrator in use would be left on lab' },
    ]);
    expect(lab.rails([suspended('ada')], both, people({ ada: 'ACTIVE', ben: 'ACTIVE' }))).toEqual([]);
    const all = [suspended('ada'), suspended('ben')];
    expect(lab.rails(all, both, people({ ada: 'ACTIVE', ben: 'ACTIVE' }))).toMatchObject(refused);
  });

  test.each(['SUSPENDED', 'PENDING'])('one who is %s does not stand for the last one in use', (state) => {
    const gone = [lab.removed('role', key('ada'))];
    expect(lab.rails(gone, both, people({ ada: 'ACTIVE', ben: state }))).toMatchObject([{ who: [key('ada')] }]);
    expect(lab.rails(gone, both, people({ ada: 'ACTIVE', ben: 'ACTIVE' }))).toEqual([]);
  });

  test('nor does one whom this very plan activates', () => {
    const active = lab.changed('subscriber', email('ben'), { email: email('ben'), state: 'ACTIVE' });
    const gone = [lab.removed('role', key('ada')), active];
    expect(lab.rails(gone, both, people({ ada: 'ACTIVE', ben: 'PENDING' }))).toMatchObject(refused);
  });

  test('what else changes about the last one is no loss, nor what of the same key is of another kind', () => {
    const ada = lab.seen('role', named(['ada']));
    const renamed = lab.changed('subscriber', email('ada'), { email: email('ada'), state: 'ACTIVE' });
    expect(lab.rails([renamed], ada, people({ ada: 'ACTIVE' }))).toEqual([]);
    const elsewhere = lab.changed('panel-user', email('ada'), { email: email('ada'), state: 'SUSPENDED' });
    expect(lab.rails([elsewhere], ada, people({ ada: 'ACTIVE' }))).toEqual([]);
  });

  test('one who is not in use can be taken away, also where nobody else administers', () => {
    const ben = lab.seen('role', named(['ben']));
    expect(lab.rails([lab.removed('role', key('ben'))], ben, people({ ben: 'SUSPENDED' }))).toEqual([]);
  });
});

describe('Webex: an inactive user administers nothing', () => {
  const lab = portalOf(webex);
  const full = (name: string): JsonObject => ({ email: email(name), role: 'id_full_admin' });
  const roles = lab.seen('role', { 'ada/x': full('ada'), 'ben/x': full('ben') });
  const users = (active: boolean) =>
    lab.seen('user', { [email('ada')]: { email: email('ada'), active: true }, [email('ben')]: { active } });

  test('the last active one stays', () => {
    expect(lab.rails([lab.removed('role', 'ada/x')], roles, users(true))).toEqual([]);
    expect(lab.rails([lab.removed('role', 'ada/x')], roles, users(false))).toMatchObject(refused);
  });
});

describe('SCIM: an administrators’ group whose members are all inactive administers nothing', () => {
  const lab = portalOf(scim, { administratorGroups: ['admins'] });
  const group = (...names: string[]): JsonObject => ({ name: 'admins', members: names.map(email) });
  const admins = lab.seen('group', { admins: group('ada', 'ben') });
  const users = (states: Record<string, boolean>) =>
    lab.seen(
      'user',
      Object.fromEntries(
        Object.entries(states).map(([name, active]) => [email(name), { userName: email(name), active }]),
      ),
    );
  const asleep = (name: string) => lab.changed('user', email(name), { active: false });
  const left = (...names: string[]) => lab.changed('group', 'admins', group(...names));

  test('its last active member is not deactivated', () => {
    expect(lab.rails([asleep('ada')], admins, users({ ada: true, ben: true }))).toEqual([]);
    expect(lab.rails([asleep('ada')], admins, users({ ada: true, ben: false }))).toMatchObject(refused);
    expect(lab.rails([asleep('ada'), asleep('ben')], admins, users({ ada: true, ben: true }))).toMatchObject(refused);
  });

  test('nor taken out of it, unless somebody active comes in', () => {
    expect(lab.rails([left('ben')], admins, users({ ada: true, ben: true }))).toEqual([]);
    expect(lab.rails([left('ben')], admins, users({ ada: true, ben: false }))).toMatchObject(refused);
    expect(lab.rails([left('ben', 'cyd')], admins, users({ ada: true, ben: false, cyd: true }))).toEqual([]);
  });

  test('who joins does not stand for those who all go by the same plan', () => {
    const alone = lab.seen('group', { admins: group('ada') });
    const plan = [lab.removed('user', email('ada')), left('cyd')];
    expect(lab.rails(plan, alone, users({ ada: true, cyd: true }))).toMatchObject(refused);
  });

  test('a group without anybody active has nothing to lose', () => {
    expect(lab.rails([lab.removed('group', 'admins')], admins, users({ ada: false, ben: false }))).toEqual([]);
  });
});
