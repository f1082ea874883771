import { describe, expect, it } from 'vitest';
import type { PortalDeclaration } from '../../engine/model/declaration.ts';
import type { JsonObject } from '../../engine/model/json.ts';
import type { ChangeDraft } from '../../engine/model/provider.ts';
import { containing } from '../support/like.ts';
import { portalOf, teammateOf } from './tenant.ts';

const email = 'ada@acme.example';

function described(draft: Partial<ChangeDraft>, over: Partial<PortalDeclaration> = {}) {
  const address = { portal: 'acme', kind: 'teammate', key: email };
  const identity = { document: 'User', name: 'ada', portal: 'acme', kind: 'teammate' } as const;
  const rest = { before: null, after: null, presence: 'absent', round: 0, at: '2026-11-21T09:00:00.000Z' } as const;
  return teammateOf(portalOf(over)).describe({ verb: 'invite', address, identity, ...rest, ...draft });
}

function withRole(role: string, more: JsonObject = {}): JsonObject {
  return { email, role, level: 'client', ...more };
}

function textsOf({ consequences }: ReturnType<typeof described>, kind: string): string[] {
  return consequences.filter((one) => one.kind === kind).map((one) => one.text);
}

describe('an invitation', () => {
  it('has its word, counts as mail and costs one request', () => {
    const draft = { after: withRole('Limited access'), round: 1 };
    expect(described(draft)).toMatchObject({ word: 'invite', harms: ['mails'], consent: [], requests: 1 });
    expect(described({ ...draft, round: 2 }).word).toBe('re-invite');
  });

  it('to Full access shows the privilege here and, by role sync, over the whole organisation', () => {
    const draft = { after: withRole('Full access') };
    const everywhere = 'by role sync becomes Full Administrator of Control Hub (whole organisation)';
    expect(textsOf(described(draft), 'privilege')).toEqual(['becomes Full access', everywhere]);
    const apart = described(draft, { settings: { mode: 'adapter', contactCenter: false } });
    expect(textsOf(apart, 'privilege')).toEqual(['becomes Full access']);
  });

  it('to a lesser role shows what follows in Control Hub', () => {
    const text = 'by role sync becomes Read-only Administrator of Control Hub (whole organisation)';
    expect(textsOf(described({ after: withRole('Restricted access') }), 'follows')).toEqual([text]);
  });

  it('to Owner needs a consent, and brings log access by itself', () => {
    const owner = described({ after: withRole('Owner') });
    expect(owner.consent).toEqual([containing('one-way door')]);
    expect(textsOf(owner, 'follows')).toEqual(['may read logs in clear text, as everybody invited as Owner']);
    expect(textsOf(described({ after: withRole('Owner', { decryptLogs: false }) }), 'follows')).toEqual([]);
  });

  it.each([
    ['password', ['invitation mail']],
    ['sso', ['welcome mail', 'activate']],
    ['both', ['welcome mail', 'invitation mail', 'activate']],
  ] as const)('with the login option %s names its mails', (login, mails) => {
    const texts = textsOf(described({ after: withRole('Limited access') }, { login }), 'mail');
    expect(texts).toHaveLength(mails.length);
    for (const [nth, words] of mails.entries()) expect(texts[nth]).toContain(words);
  });

  it('has sentences without names, so that a plan says each once', () => {
    expect(JSON.stringify(described({ after: withRole('Owner') }).consequences)).not.toContain('ada');
  });
});

describe('a change', () => {
  const update = (before: JsonObject, after: JsonObject, presence: 'active' | 'invited' = 'active') =>
    described({ verb: 'update', before, after, presence });

  it('to less counts as a role assignment and says what is lost', () => {
    const less = update(withRole('Full access'), withRole('Read-only access'));
    expect(less).toMatchObject({ word: 'change role', harms: ['role-assignments'], consent: [], requests: 2 });
    expect(textsOf(less, 'removal')).toEqual(['loses Full access']);
    expect(textsOf(less, 'follows')).toHaveLength(1);
  });

  it('to or from a role that nothing documents counts too: nobody can say that it gives no less', () => {
    const other = update(withRole('Full access'), withRole('Auditor'));
    expect([other.harms, textsOf(other, 'removal')]).toEqual([['role-assignments'], ['loses Full access']]);
    expect(update(withRole('Auditor'), withRole('Full access')).harms).toEqual(['role-assignments']);
    expect(update(withRole('Auditor'), withRole('Auditor', { decryptLogs: true })).harms).toEqual([]);
  });

  it('to more is privilege and no harm', () => {
    const more = update(withRole('Limited access'), withRole('Full access'));
    expect(more.harms).toEqual([]);
    expect(textsOf(more, 'privilege')).toHaveLength(2);
  });

  it('between roles that are the same in Control Hub changes nothing there', () => {
    const change = update(withRole('Limited access'), withRole('Read-only access'));
    expect(textsOf(change, 'follows')).toEqual([]);
  });

  it('of log access has its own word and sentences', () => {
    const on = update(withRole('Full access', { decryptLogs: false }), withRole('Full access', { decryptLogs: true }));
    expect(on).toMatchObject({ word: 'change rights', harms: [] });
    expect(textsOf(on, 'privilege')).toHaveLength(1);
    const off = update(withRole('Full access', { decryptLogs: true }), withRole('Full access', { decryptLogs: false }));
    expect(off.harms).toEqual(['role-assignments']);
    expect(textsOf(off, 'removal')).toHaveLength(1);
  });

  it('to Owner needs a consent; away from Owner it is a matter for support', () => {
    expect(update(withRole('Full access'), withRole('Owner')).consent).toHaveLength(1);
    expect(update(withRole('Owner', { decryptLogs: true }), withRole('Owner')).consent).toEqual([]);
    const away = update(withRole('Owner'), withRole('Full access'));
    expect(away.manual?.gate).toMatchObject({ step: 'change-owner-by-support', waitingFor: { role: 'support' } });
    expect(away.manual?.gate.instructions.join(' ')).toContain(
      'please change to Full access the Owner ada@acme.example',
    );
    expect(away.requests).toBe(0);
  });

  it('of an invitation to Owner away from Owner can be made: nobody is Owner yet', () => {
    expect(update(withRole('Owner'), withRole('Full access'), 'invited').manual).toBeUndefined();
  });

  it('of the level is done by hand even with an adapter', () => {
    const change = update(withRole('Full access', { level: 'group', levelId: 'g1' }), withRole('Full access'));
    expect(change.manual?.gate).toMatchObject({ step: 'move-by-hand', proof: { by: 'read' } });
  });
});

describe('a removal', () => {
  it('of a teammate ends the account and the role, and says what role sync keeps', () => {
    const removal = described({ verb: 'delete', before: withRole('Full access'), presence: 'active' });
    expect(removal).toMatchObject({ word: 'remove', harms: ['accounts', 'role-assignments'], requests: 2 });
    expect(textsOf(removal, 'removal')).toEqual(['loses Full access and the teammate account']);
    expect(textsOf(removal, 'keeps')).toHaveLength(1);
  });

  it('of an invitation withdraws it, an invitation to Owner too', () => {
    const draft = { verb: 'delete', before: withRole('Owner'), presence: 'invited' } as const;
    expect(described(draft)).toMatchObject({ word: 'withdraw', harms: ['withdrawn-invitations'] });
    expect(described(draft).manual).toBeUndefined();
  });

  it('of an Owner is a matter for support', () => {
    const draft = { verb: 'delete', before: withRole('Owner'), presence: 'active' } as const;
    const { manual } = described(draft, { contacts: { support: 'help@vendor.example' } });
    expect(manual?.gate).toMatchObject({
      step: 'remove-owner-by-support',
      waitingFor: { name: 'help@vendor.example' },
    });
    expect(manual?.gate.instructions.join(' ')).toContain('please remove the Owner ada@acme.example');
  });

  it('speaks of attesting the answer only where no read shows it', () => {
    const draft = { verb: 'delete', before: withRole('Owner'), presence: 'active' } as const;
    const noteIn = (mode: string) => described(draft, { settings: { mode } }).manual?.gate.instructions.at(-1);
    expect(noteIn('adapter')).toBe('Note the number of the ticket.');
    expect(noteIn('manual')).toContain('the reference when you attest the answer');
  });
});
