import { describe, expect, it } from 'vitest';
import { renderChecklist } from '../../engine/render/checklist.ts';
import type { Gate } from '../../engine/model/gate.ts';
import { parseSittingId, sittingSize, sittingsOf } from '../../engine/render/sitting.ts';
import { byHand, gate, now } from '../support/plan-builders.ts';

const options = { columns: 100, colour: false, now };

describe('sittingsOf', () => {
  it('is one sitting per portal, in the order in which the steps were asked for', () => {
    const late = byHand('a@acme.example', { opened: '2026-11-21T10:00:00.000Z' });
    const early = byHand('b@acme.example', { opened: '2026-11-19T10:00:00.000Z' });
    const other = byHand('c@acme.example', {
      opened: '2026-11-19T10:00:00.000Z',
      address: { portal: 'nordic', kind: 'teammate', key: 'c@acme.example' },
    });
    const sittings = sittingsOf([late, other, early]);
    expect(sittings.map((one) => one.id)).toEqual(['acme-connect-2026-11-21', 'nordic-2026-11-19']);
    expect(sittings[0]?.steps.map((step) => step.address.key)).toEqual(['b@acme.example', 'a@acme.example']);
  });

  it('keeps what support does, and what each person does, apart from the administrator’s', () => {
    const of = (key: string, role: Gate['waitingFor']['role'], name: string) =>
      byHand(key, { gate: gate({ waitingFor: { role, name } }) });
    const sittings = sittingsOf([
      of('a', 'administrator', 'grace'),
      of('b', 'support', 'the vendor'),
      of('c', 'administrator', 'owner'),
      of('d', 'person', 'ben'),
    ]);
    expect(sittings.map(({ steps }) => steps.map((step) => step.address.key))).toEqual([['a', 'c'], ['d'], ['b']]);
    expect(sittings.map(sittingSize)).toEqual(['1 sitting, 2 steps', '1 step', '1 request']);
  });

  it('has no id before apply has written its steps down', () => {
    expect(sittingsOf([byHand('a@acme.example')])[0]?.id).toBeNull();
  });

  it('gives ids that can be taken apart again', () => {
    expect(parseSittingId('acme-connect-2026-11-21')).toEqual({ portal: 'acme-connect', day: '2026-11-21' });
    expect(parseSittingId('acme-connect')).toBeUndefined();
  });
});

describe('renderChecklist', () => {
  it('lists the steps in order, with what to type at the end', () => {
    const opened = '2026-11-21T10:00:00.000Z';
    const long = gate({
      instructions: ['Open Settings', 'Press Invite user'],
      waitingFor: { role: 'administrator', name: 'owner' },
    });
    const text = renderChecklist(
      [byHand('a@acme.example', { opened }), byHand('b@acme.example', { opened, gate: long })],
      options,
    );
    expect(text).toBe(
      [
        'acme-connect · 1 sitting, 2 steps · for owner@acme.example',
        '  1. a@acme.example: invite, Full access, until 28 Nov: Settings → Teammates → Add: a@acme.example,',
        '     role Full access, press Invite user',
        '  2. b@acme.example: invite, Full access, until 28 Nov',
        '     a) Open Settings',
        '     b) Press Invite user',
        'Done? rollcall attest --sitting acme-connect-2026-11-21 --evidence TICKET',
        '',
      ].join('\n'),
    );
  });

  it('says of a single step how to attest just that', () => {
    const text = renderChecklist([byHand('a@acme.example', { opened: now })], options);
    expect(text).toContain('attest acme-connect/teammate/a@acme.example --step invite-by-hand --evidence TICKET');
  });

  it('says for each step alone what has to be told of it, and the rest in one word', () => {
    const opened = '2026-11-21T10:00:00.000Z';
    const waitingFor = { role: 'administrator', name: 'owner' } as const;
    const told = { name: 'billingId', into: 'id', means: 'the number', pattern: '.', required: true } as const;
    const plain = gate({ waitingFor, proof: { by: 'attest' } });
    const asking = gate({
      waitingFor,
      proof: { by: 'attest' },
      asks: [told, { ...told, name: 'more', required: false }],
    });
    const address = { portal: 'nordic', kind: 'role', key: "Viewer's (Nordic)" };
    const text = renderChecklist(
      [
        byHand('a', { opened, gate: plain, address }),
        byHand('b', { opened, gate: plain, address: { ...address, key: 'b' } }),
        byHand('c', { opened, gate: asking, address: { ...address, key: 'c' } }),
      ],
      { ...options, columns: 200 },
    );
    expect(text).toContain(
      'Done? rollcall attest --sitting nordic-2026-11-21 --evidence TICKET; ' +
        'rollcall attest nordic/role/c --step join --set billingId=… --evidence TICKET',
    );
    const single = renderChecklist([byHand('a', { opened, gate: plain, address })], { ...options, columns: 200 });
    expect(single).toContain(`rollcall attest 'nordic/role/Viewer'\\''s (Nordic)' --step join --evidence TICKET`);
  });

  it('says before apply that apply writes them down', () => {
    expect(renderChecklist([byHand('a@acme.example')], options)).toContain('rollcall apply writes these steps down');
  });
});
