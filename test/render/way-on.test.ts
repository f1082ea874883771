import { describe, expect, it } from 'vitest';
import type { Plan } from '../../engine/model/plan.ts';
import { renderPlanMarkdown } from '../../engine/render/plan-markdown.ts';
import { renderPlanText } from '../../engine/render/plan-text.ts';
import { renderStatusText } from '../../engine/render/status-text.ts';
import { byHand, gate, invite, planOf, rail, remove } from '../support/plan-builders.ts';

const next = 'rollcall apply';
const refused = rail({
  rail: 'own-account',
  verdict: 'refused',
  limit: 'none',
  who: ['a@acme.example'],
  reason: 'own',
});
const ahead = { target: [], exclude: [], at: '2026-12-24T00:00:00.000Z', mode: 'normal' } as const;

function text(plan: Plan): string {
  return renderPlanText(plan, { columns: 120, colour: false, show: new Set(), next }).replaceAll(/\s+/g, ' ');
}

function markdown(plan: Plan): string {
  return renderPlanMarkdown(plan, { next }).replaceAll('`', '');
}

describe('a plan that is refused whatever is consented to', () => {
  const plan = planOf({ changes: [remove('a@acme.example')], standing: [byHand('b@acme.example')], rails: [refused] });

  it('prints no way on that is refused', () => {
    for (const shown of [text(plan), markdown(plan)]) {
      expect(shown).not.toContain('rollcall apply');
      expect(shown).toContain('Nobody is asked for these steps yet');
    }
    const status = renderStatusText({ plan, unknown: [] }, { columns: 120, colour: false });
    expect(status).not.toContain('rollcall apply');
    expect(status).toContain('not asked for yet: rollcall plan says why');
  });

  it('says only that no consent helps, and of whom', () => {
    const consent = { rail: 'consent', verdict: 'refused', limit: 'none', reason: 'only with a consent' } as const;
    const same = rail({ ...consent, who: ['a@acme.example'] });
    const change = remove('a@acme.example', { consent: ['a one-way door'] });
    const both = planOf({ changes: [change], rails: [refused, same] });
    for (const shown of [text(both), markdown(both)]) {
      expect(shown).toContain('no consent overrides this');
      expect(shown).not.toContain('only with a consent');
      expect(shown).not.toContain('a one-way door');
    }
    const other = rail({ ...consent, who: ['a@acme.example', 'b@acme.example'] });
    const shown = text(planOf({ changes: [remove('a@acme.example')], rails: [refused, other] }));
    expect(shown).toContain('only with a consent. b@acme.example Take a@acme.example out of the change');
  });
});

describe('a plan for a later moment', () => {
  it('is only a look, and shows no way to apply it', () => {
    const plan = planOf({ changes: [invite('a@acme.example')], standing: [byHand('b@acme.example')], scope: ahead });
    for (const shown of [text(plan), markdown(plan)]) {
      expect(shown).toContain('Only a look at 2026-12-24 00:00 UTC: nothing can be applied before then.');
      expect(shown).not.toContain('rollcall apply');
    }
  });

  it('asks for no consent that would be refused as well', () => {
    const plan = planOf({ changes: [remove('a@acme.example')], rails: [rail({ verdict: 'refused' })], scope: ahead });
    expect(text(plan)).not.toContain('--consent');
  });
});

describe('a plan without changes', () => {
  it('names what is unmanaged, and has nothing to apply', () => {
    const plan = planOf({ unchanged: 7 });
    const two = { ...plan, counts: { ...plan.counts, unmanaged: 2 } };
    for (const shown of [text(two), markdown(two)]) {
      expect(shown).toContain('7 resources as declared, 2 unmanaged (rollcall plan --show unmanaged)');
      expect(shown).not.toContain('rollcall apply');
    }
  });
});

describe('steps by hand that the portal shows itself', () => {
  const shown = gate({ step: 'invite-by-hand', proof: { by: 'read' }, instructions: ['Press Invite'] });
  const opened = '2026-11-20T10:00:00.000Z';

  it('need nobody’s word', () => {
    const plan = planOf({ standing: [byHand('a@acme.example', { opened, gate: shown })] });
    const status = renderStatusText({ plan, unknown: [] }, { columns: 120, colour: false });
    expect(status).toContain('Done? Nothing to type: rollcall plan sees it.');
    expect(status).not.toContain('attest');
  });

  it('but for the press of a button, which no read shows', () => {
    const plan = planOf({ standing: [byHand('a@acme.example', { opened, gate: shown, wants: 'reset' })] });
    const status = renderStatusText({ plan, unknown: [] }, { columns: 120, colour: false });
    expect(status).toContain('Done? rollcall attest acme-connect/teammate/a@acme.example --step invite-by-hand');
  });
});
