import { describe, expect, it } from 'vitest';
import type { PortalDeclaration } from '../../engine/model/declaration.ts';
import type { JsonObject } from '../../engine/model/json.ts';
import type { ChangeDraft } from '../../engine/model/provider.ts';
import { portalOf, teammateOf } from './tenant.ts';

const email = 'ada@acme.example';
const manual = { settings: { mode: 'manual' }, baseUrls: { default: 'https://acme.us.webexconnect.io' } };

function stepOf(draft: Partial<ChangeDraft>, over: Partial<PortalDeclaration> = manual) {
  const address = { portal: 'acme', kind: 'teammate', key: email };
  const identity = { document: 'User', name: 'ada', portal: 'acme', kind: 'teammate' } as const;
  const rest = { before: null, after: null, presence: 'absent', round: 0, at: '2026-11-21T09:00:00.000Z' } as const;
  const described = teammateOf(portalOf(over)).describe({ verb: 'invite', address, identity, ...rest, ...draft });
  if (described.manual === undefined) throw new Error('there is no step by hand');
  return described.manual;
}

const withRole = (role: string, more: JsonObject = {}): JsonObject => ({ email, role, level: 'client', ...more });

describe('steps by hand', () => {
  it('to invite are those of the portal’s own page, in its words', () => {
    const { because, gate } = stepOf({ after: withRole('Full access'), round: 1 });
    expect(because).toBe('Cisco publishes no API for teammates.');
    expect(gate).toMatchObject({
      step: 'invite-by-hand',
      title: 'Invite a teammate',
      waitingFor: { role: 'administrator', name: 'grace@acme.example' },
      since: '2026-11-21T09:00:00.000Z',
      proof: { by: 'attest' },
      instructions: [
        'Log in to https://acme.us.webexconnect.io as Owner or a teammate with Full access.',
        'Go to Settings > Teammates.',
        'Enter ada@acme.example (it must be a working address).',
        'Select Role: Full access.',
        'Choose Invite user; the portal answers "New teammate invited".',
      ],
    });
  });

  it('to invite to a group with log access say both, and who may do it', () => {
    const after = withRole('Limited access', { level: 'group', levelId: 'g1', decryptLogs: true });
    const { instructions } = stepOf({ after, round: 2 }).gate;
    expect(instructions[0]).toContain('as Owner.');
    expect(instructions).toContain('Switch to the group g1.');
    expect(instructions).toContain('Switch Decrypt logs on.');
  });

  it('to change say what from and to', () => {
    const before = withRole('Full access', { decryptLogs: true });
    const after = withRole('Read-only access', { decryptLogs: false });
    const { gate } = stepOf({ verb: 'update', before, after, presence: 'active' });
    expect(gate.step).toBe('change-role-by-hand');
    expect(gate.instructions.slice(-4)).toEqual([
      'Find ada@acme.example in the column USER and choose EDIT in that row.',
      'Change the role from Full access to Read-only access.',
      'Switch Decrypt logs off.',
      'Save.',
    ]);
  });

  it.each([
    ['active', 'remove-by-hand'],
    ['invited', 'withdraw-by-hand'],
  ] as const)('to end what is %s are %s', (presence, step) => {
    const { gate } = stepOf({ verb: 'delete', before: withRole('Full access'), presence });
    expect(gate.step).toBe(step);
    expect(gate.instructions.join(' ')).toContain('DELETE');
  });

  it.each(['create', 'reset', 'sync'] as const)('exist for %s too: nothing documents it', (verb) => {
    const { gate, because } = stepOf({ verb, before: withRole('Full access'), after: withRole('Full access') });
    expect([gate.step, because]).toEqual([`${verb}-by-hand`, `Webex Connect documents no ${verb} of teammates.`]);
  });

  it('name the portal where its address is not known, and its account as who does them', () => {
    const over = { settings: {}, baseUrls: {}, account: 'rollcall@acme.example' };
    const { gate } = stepOf({ after: withRole('Owner') }, over);
    expect(gate.waitingFor.name).toBe('rollcall@acme.example');
    expect(gate.instructions[0]).toBe('Log in to the Webex Connect portal (acme) as Owner.');
  });
});

describe('the gate of an invitation', () => {
  const observed = {
    address: { portal: 'acme', kind: 'teammate', key: email },
    id: null,
    presence: 'invited',
    attributes: withRole('Full access'),
    evidence: { grade: 'attested', at: '2026-11-21T09:00:00.000Z' },
  } as const;
  const gateOf = (over: Partial<PortalDeclaration>, more = {}) =>
    teammateOf(portalOf(over)).arrivalGates({ ...observed, ...more })[0]!;

  it('waits for the person, seven days from the mail', () => {
    const invitation = { sentAt: '2026-11-20T09:00:00.000Z', expiresAt: '2026-11-27T09:00:00.000Z' };
    expect(gateOf({}, { invitation })).toMatchObject({
      step: 'join',
      title: 'Join the team',
      waitingFor: { role: 'person', name: email },
      since: invitation.sentAt,
      until: invitation.expiresAt,
    });
    expect(gateOf({})).toMatchObject({ since: observed.evidence.at, until: '2026-11-28T09:00:00.000Z' });
  });

  it('closes by the list, by a login that proves no role, or by a word, as the portal can be seen', () => {
    expect(gateOf({}).proof).toEqual({ by: 'read' });
    const byLogin = gateOf({ settings: {} });
    expect(byLogin.proof).toEqual({ by: 'evidence', fact: 'login' });
    expect(byLogin.proves).toContain('not which role');
    expect(gateOf({ settings: { auditLog: false } }).proof).toEqual({ by: 'attest' });
  });

  it('tells the person what their login option asks of them', () => {
    expect(gateOf({ login: 'password' }).instructions.join(' ')).toContain('8 to 20 characters');
    const single = gateOf({ login: 'sso' }).instructions.join(' ');
    expect(single).toContain('single sign-on');
    expect(single).not.toContain('password');
  });
});

describe('the kind', () => {
  const kind = teammateOf(portalOf());

  it('sums a teammate up in a few words', () => {
    expect(kind.summarize(withRole('Full access'))).toBe('Full access');
    const unusual = withRole('Limited access', { level: 'team', levelId: 't1', decryptLogs: true });
    expect(kind.summarize(unusual)).toBe('Limited access in team t1, decrypts logs');
    expect(kind.summarize({})).toBe('teammate');
  });

  it('counts Owner and Full access as administrators', () => {
    const roles = ['Owner', 'Full access', 'Limited access', 'Read-only access', 'Restricted access'];
    expect(roles.filter((role) => kind.isAdministrator(withRole(role)))).toEqual(['Owner', 'Full access']);
  });

  it('brings addresses, roles and levels into one form, and adds nothing', () => {
    expect(kind.normalize({ email: ' A@B.example ', role: 'read-only ACCESS', level: 'Client', levelId: 'x' })).toEqual(
      {
        email: 'a@b.example',
        role: 'Read-only access',
        level: 'client',
      },
    );
    expect(kind.normalize({ role: 'Chief' })).toEqual({ role: 'Chief' });
  });

  it('has no mails of its own: the portal sends its own', () => {
    expect(kind.mails({} as never)).toEqual([]);
  });
});
