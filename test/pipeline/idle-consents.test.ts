import { expect, test } from 'vitest';
import { checkOf } from '../../engine/manifest/validator.ts';
import { packagedSchema } from '../../engine/model/packaged-schema.ts';
import { renderPlanMarkdown } from '../../engine/render/plan-markdown.ts';
import { renderPlanText } from '../../engine/render/plan-text.ts';
import { renderPlanJson } from '../../engine/render/plan-json.ts';
import type { JsonObject } from '../../engine/model/json.ts';
import { desired } from '../support/engine-builders.ts';
import { consentTo, engineWorld } from '../support/engine-world.ts';

const people = Array.from({ length: 12 }, (_, index) => desired(`p${index}`));

async function emptied() {
  const world = await engineWorld();
  world.want(...people);
  await world.converge();
  world.want();
  const draft = await world.plan();
  const late = { ...consentTo(draft, '2026-11-01T00:00:00.000Z'), name: 'year-end' };
  const foreign = { ...consentTo(draft, draft.recorded.expiresAt), name: 'other', changeDigest: 'sha256:0' };
  return { world, draft, late, foreign };
}

test('a refused plan names each consent that does not cover it, in text, Markdown and JSON', async () => {
  const { world, late, foreign } = await emptied();
  const plan = await world.plan({ consents: [late, foreign] });
  expect(plan.rails).toMatchObject([{ rail: 'accounts', verdict: 'refused' }]);
  const said = [
    'Consent year-end by grace ran out 2026-11-01.',
    'Consent other by grace is to another plan (sha256:0);',
  ];
  const text = renderPlanText(plan, { columns: 200, colour: false, show: new Set() });
  const markdown = renderPlanMarkdown(plan);
  for (const one of said) {
    expect(text).toContain(one);
    expect(markdown).toContain(one);
  }
  const json = JSON.parse(renderPlanJson(plan)) as JsonObject;
  expect(json['idleConsents']).toMatchObject([{ because: 'expired' }, { because: 'foreign' }]);
  expect(checkOf(packagedSchema('plan'), { fillDefaults: false })(json)).toEqual([]);
});

test('apply refuses it too, and says in its report that nothing was done', async () => {
  const { world, late } = await emptied();
  const writes = world.sim.writes.length;
  expect(await world.apply(await world.plan({ consents: [late] }))).toMatchObject({ ending: 'refused', exitCode: 4 });
  expect(world.sim.writes).toHaveLength(writes);
});

test('one that ran out between plan and apply covers no more', async () => {
  const { world, draft } = await emptied();
  const consent = consentTo(draft, draft.recorded.at);
  const plan = await world.plan({ consents: [consent] });
  expect(plan.rails).toMatchObject([{ verdict: 'consented' }]);
  await world.later(11 * 60_000);
  expect(await world.apply(plan)).toMatchObject({ ending: 'refused', exitCode: 4 });
});

test('one that covers the plan is said nowhere as idle', async () => {
  const { world, draft, foreign } = await emptied();
  const plan = await world.plan({ consents: [consentTo(draft, draft.recorded.at), foreign] });
  expect(plan).not.toHaveProperty('idleConsents');
  expect(await world.apply(plan)).toMatchObject({ exitCode: 0 });
});
