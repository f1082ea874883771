import { describe, expect, it } from 'vitest';
import { renderChecklist } from '../../engine/render/checklist.ts';
import { parseSittingId, sittingsOf } from '../../engine/render/sitting.ts';
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

  it('says before apply that apply writes them down', () => {
    expect(renderChecklist([byHand('a@acme.example')], options)).toContain('rollcall apply writes these steps down');
  });
});
