import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkOf } from '../../engine/manifest/validator.ts';
import { canonicalJson } from '../../engine/model/canonical-json.ts';
import { digestOf } from '../../engine/model/digest.ts';
import { isJsonObject, type Json } from '../../engine/model/json.ts';
import { packagedSchema } from '../../engine/model/packaged-schema.ts';
import { parsePlan, type PlanValidator, serializePlan } from '../../engine/plan/plan-file.ts';
import { renderPlanMarkdown } from '../../engine/render/plan-markdown.ts';
import { renderPlanText } from '../../engine/render/plan-text.ts';
import { desired } from '../support/engine-builders.ts';
import { grouped } from '../support/engine-kinds.ts';
import { engineWorld } from '../support/engine-world.ts';
import { forbidden } from '../support/hostile-text.ts';
import { damageJson, jsonDamage } from './support/broken-json.ts';
import { fuzzRuns, longestCase, longestRun } from './support/fuzz-runs.ts';

const schema = checkOf(packagedSchema('plan'), { fillDefaults: false });
const validate: PlanValidator = (value) => schema(value).map(({ path, summary }) => `${path.join('/')}: ${summary}`);

const world = await engineWorld({ kinds: [grouped] });
world.want(desired('ada', { groups: ['new'] }), desired('ben'));
await world.converge();
world.want(desired('ada', { groups: ['other'] }), desired('cyd'));
const text = serializePlan(await world.plan());
const place = { columns: 100, colour: false };

/** What somebody could do who knows how the digest is made. */
function resealed(value: Json): string {
  if (!isJsonObject(value)) return JSON.stringify(value);
  const { fileDigest: _, ...content } = value;
  return `${canonicalJson({ ...content, fileDigest: digestOf(canonicalJson(content)) })}\n`;
}

describe('whatever a plan file holds', () => {
  test(
    'a change of its values is refused in words, digest made to fit or not; what passes is shown safely',
    { timeout: longestRun },
    () => {
      fc.assert(
        fc.property(jsonDamage, fc.boolean(), (damage, sealed) => {
          const begun = performance.now();
          const { json, told } = damageJson(JSON.parse(text) as Json, damage);
          const file = sealed ? resealed(json) : JSON.stringify(json);
          const { plan, diagnostic } = parsePlan(file, validate);
          if (plan === null) {
            expect(diagnostic.cure, told).toContain('rollcall plan --out');
            expect(JSON.stringify(diagnostic).length, told).toBeLessThan(5_000);
          } else {
            // What is not of the changes can be rewritten by whoever writes files: it must at least be harmless to show.
            expect(sealed, told).toBe(true);
            expect(renderPlanText(plan, { ...place, show: new Set(['all']), next: 'x' }), told).not.toMatch(forbidden);
            expect(renderPlanMarkdown(plan, { next: 'x' }), told).not.toMatch(forbidden);
          }
          expect(performance.now() - begun, told).toBeLessThan(longestCase);
        }),
        fuzzRuns({ short: 60, long: 3_000 }),
      );
    },
  );

  test('any text is refused in words', { timeout: longestRun }, () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.json(), fc.nat(text.length - 1)), (other) => {
        const cut = typeof other === 'number' ? text.slice(0, other) : other;
        expect(parsePlan(cut, validate).diagnostic?.cure).toContain('rollcall plan --out');
      }),
      fuzzRuns({ short: 20, long: 3_000 }),
    );
    for (const open of ['[', '{"a":']) expect(parsePlan(open.repeat(10_000), validate).plan).toBeNull();
  });
});
