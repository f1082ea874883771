import { describe, expect, test } from 'vitest';
import type { Plan } from '../../engine/model/plan.ts';
import type { PolicyVerdict } from '../../engine/model/policy.ts';
import { confirmPlan } from '../../engine/plan/confirm-plan.ts';
import { byHand, create, gate, planOf, rail, remove, update, waiting } from '../support/plan-builders.ts';

const dia = remove('dia@acme.example');
const eva = update('eva@acme.example');
const step = byHand('fay@acme.example');
const plan = (parts: Partial<Plan>) => planOf(parts);

describe('an approved plan, held against one that was made just now', () => {
  test('does what both hold, with the harms and dependencies of this moment, and adds nothing', () => {
    const fresh = { ...eva, dependsOn: ['acme/x/y'], requests: 9 };
    const confirmed = confirmPlan(
      plan({ changes: [dia, eva] }),
      plan({ changes: [create('new@acme.example'), fresh, dia] }),
    );
    expect(confirmed.stale).toEqual([]);
    expect(confirmed.plan.changes).toEqual([dia, fresh]);
    expect(confirmed.plan.counts.changes).toEqual({ delete: 1, update: 1 });
  });

  test('calls stale what this moment does not hold or holds otherwise, and says why', () => {
    const { plan: kept, stale } = confirmPlan(
      plan({ changes: [dia, eva] }),
      plan({ changes: [{ ...eva, id: 'T-9' }] }),
    );
    expect(kept.changes).toEqual([]);
    expect(kept.counts.changes).toEqual({});
    expect(stale.map(({ address, result }) => [address.key, result.result])).toEqual([
      ['dia@acme.example', 'stale'],
      ['eva@acme.example', 'stale'],
    ]);
    expect(stale[0]?.result).toMatchObject({
      text: expect.stringContaining('a plan made now does not hold it') as unknown,
    });
  });

  test('names a freeze only for what the freeze holds', () => {
    const held = waiting('dia@acme.example', { gate: gate({ step: 'freeze', title: 'delete after the freeze' }) });
    const other = waiting('eva@acme.example');
    const { stale } = confirmPlan(plan({ changes: [dia, eva] }), plan({ standing: [held, other] }));
    const texts = stale.map(({ result }) => ('text' in result ? result.text : ''));
    expect(texts[0]).toBe('a freeze holds it by now: delete after the freeze');
    expect(texts[1]).not.toContain('freeze');
  });

  test('asks people only for what both ask, and says what else is so now', () => {
    const asked = { ...step, opened: '2026-11-20T00:00:00.000Z' };
    const more = byHand('new@acme.example');
    const approved = plan({ standing: [waiting('old@acme.example'), byHand('gone@acme.example'), step] });
    const { plan: kept } = confirmPlan(approved, plan({ standing: [more, waiting('ben@acme.example'), asked] }));
    expect(kept.standing).toEqual([waiting('ben@acme.example'), asked]);
  });

  test('counts what it holds, and not what this moment would ask besides', () => {
    const opened = '2026-11-20T00:00:00.000Z';
    const open = byHand('old@acme.example', { opened, gate: gate({ step: 'late', until: opened }) });
    const soon = byHand('zoe@acme.example', { opened });
    const fresh = plan({ standing: [byHand('new@acme.example'), step, open, soon, waiting('ben@acme.example')] });
    const counts = { ...fresh.counts, unchanged: 9, manual: 4, waiting: 1, overdue: 0 };
    const confirmed = confirmPlan(plan({ standing: [step] }), { ...fresh, counts });
    expect(confirmed.plan.counts).toMatchObject({ unchanged: 9, manual: 1, waiting: 3, overdue: 1 });
  });

  // Found by the simulation, seed 10931: the step was closed as one that nobody needs any more, and what a lost call had
  // made belonged to nobody.
  test('goes on waiting for what was asked before, where the approved plan could not see that it is asked', () => {
    const asked = { ...step, opened: '2026-11-20T00:00:00.000Z' };
    const { plan: kept } = confirmPlan(plan({ standing: [] }), plan({ standing: [asked, byHand('new@acme.example')] }));
    expect(kept.standing).toMatchObject([{ verdict: 'waiting', address: asked.address, gate: asked.gate }]);
    expect(kept.standing[0]).not.toHaveProperty('wants');
    const late = { ...asked, gate: { ...asked.gate, until: '2026-01-01T00:00:00.000Z' } };
    expect(confirmPlan(plan({ standing: [] }), plan({ standing: [late] })).plan.standing).toMatchObject([
      { overdue: true },
    ]);
    expect(kept.standing[0]).toMatchObject({ overdue: false });
    const place = { file: 'people.yaml', line: 4, column: 1, length: 1 };
    const placed = confirmPlan(plan({ standing: [] }), plan({ standing: [{ ...asked, at: place }] })).plan;
    expect(placed.standing[0]).toMatchObject({ at: place });
  });

  test('takes from this moment what was read, decided and left, and from the approval what was approved', () => {
    const policies = [{ policy: 'few' } as PolicyVerdict];
    const remains = [{ because: 'kept' as const, portal: 'acme', text: 'x' }];
    const freezes = [{ from: 'a', until: 'b', why: 'c', portals: [], held: 1 }];
    const approved = plan({ changes: [dia], policies: [{ policy: 'old' } as PolicyVerdict], rails: [rail()] });
    const fresh = plan({ changes: [dia], policies, remains, freezes, reads: [], portals: [], rails: [] });
    const { plan: kept } = confirmPlan({ ...approved, scope: { ...approved.scope, target: ['acme-connect'] } }, fresh);
    expect(kept).toMatchObject({ policies, remains, freezes, reads: [], portals: [], rails: [rail()] });
    expect(kept.scope.target).toEqual(['acme-connect']);
    const { plan: plain } = confirmPlan(approved, plan({ changes: [dia] }));
    for (const part of ['policies', 'remains', 'freezes']) expect(plain).not.toHaveProperty(part);
  });

  test('keeps when it was recorded and counts what stands there now', () => {
    const at = '2026-11-20T00:00:00.000Z';
    const { plan: kept } = confirmPlan(planOf({ recorded: { at } }), planOf({ unchanged: 3 }));
    expect(kept.recorded.at).toBe(at);
    expect(kept.counts.unchanged).toBe(3);
  });
});
