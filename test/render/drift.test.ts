import { describe, expect, test } from 'vitest';
import type { Drift, Plan } from '../../engine/model/plan.ts';
import { renderPlanMarkdown } from '../../engine/render/plan-markdown.ts';
import { renderPlanText } from '../../engine/render/plan-text.ts';
import { addressOf, at, identityOf } from '../support/engine-builders.ts';
import { samplePlan } from '../support/sample-plan.ts';

const moved = (name: string, what: Drift['what'], fields: Drift['fields'] = []): Drift => {
  const evidence = { grade: 'read' as const, at, note: 'login at noon' };
  return { address: addressOf(name), identity: identityOf(name), what, fields, evidence };
};
const raised = moved('ada', 'changed', [{ field: 'role', before: 'member', after: 'administrator' }]);
const sample = samplePlan();
const counts = { ...sample.counts, changes: {}, blocked: 0 };
const quiet: Plan = { ...sample, changes: [], standing: [], rails: [], reads: [], counts };
const textOf = (drift: readonly Drift[]): string =>
  renderPlanText({ ...quiet, drift }, { columns: 100, colour: false, show: new Set() });

describe('what moved at the portals', () => {
  test('is told even where nothing is to be done about it', () => {
    const text = textOf([raised, moved('ben', 'gone'), moved('cleo', 'accepted')]);
    expect(text).toContain('Moved at the portals since the last record');
    expect(text).toMatch(/≠ +account ada@acme\.example +role: member → administrator on acme/u);
    expect(text).toMatch(/≠ +account ben@acme\.example +is gone on acme/u);
    expect(text).toContain('has come in (login at noon)');
  });

  test('is not spoken of where nothing moved', () => {
    expect(textOf([])).not.toContain('Moved');
  });

  test('is cut with its count', () => {
    const many = Array.from({ length: 60 }, (_, index) => moved(`p${index}`, 'gone'));
    expect(textOf(many)).toContain('… and 10 more');
  });

  test('stands in a comment too, with nothing that could be taken for markup', () => {
    const evil = moved('ada', 'changed', [{ field: 'role', before: 'member', after: '<b>**x**</b>' }]);
    const text = renderPlanMarkdown({ ...quiet, drift: [evil] });
    expect(text).toContain('**Moved at the portals since the last record**');
    expect(text).toContain('→ `<b>**x**</b>`');
  });
});
