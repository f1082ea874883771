import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { plannedDigest } from '../support/plan-digest.ts';
import { setup } from '../support/build-once.ts';
import { begunExample, rollcall } from '../support/cli.ts';
import { sandboxFor, type StartedSandbox } from '../support/cli-sandbox.ts';
import type { Plan } from '../../engine/model/plan.ts';
import { changeDigest } from '../../engine/plan/change-digest.ts';
import { countedIn } from '../../engine/plan/count-harm.ts';
import { serializePlan } from '../../engine/plan/plan-file.ts';

beforeAll(setup);

type Mutable = { -readonly [Key in keyof Plan]: Plan[Key] };

/** Rewrites a plan file as somebody would who knows how its digests are made. */
function forge(folder: string, edit: (plan: Mutable) => void): void {
  const file = join(folder, 'plan.json');
  const { fileDigest: _, ...plan } = JSON.parse(readFileSync(file, 'utf8')) as Plan & { fileDigest: string };
  const forged: Mutable = { ...plan };
  edit(forged);
  forged.changeDigest = changeDigest(countedIn(forged), forged.scope);
  writeFileSync(file, serializePlan(forged));
}

function rewriteAda(folder: string, role: string): void {
  const file = join(folder, 'people/ada.yaml');
  writeFileSync(file, readFileSync(file, 'utf8').replace('Full access', role));
}

async function rolesIn(sandbox: StartedSandbox): Promise<string[]> {
  const { rows } = await sandbox.people('acme-connect');
  return rows.map(({ who, state }) => `${who} ${state}`).filter((row) => !row.startsWith('owner@'));
}

async function start(role: string): Promise<{ folder: string; sandbox: StartedSandbox; at: string[] }> {
  const folder = await begunExample();
  rewriteAda(folder, role);
  const sandbox = await sandboxFor(folder);
  const at = ['--sandbox', sandbox.url];
  await rollcall(['plan', ...at, '--out', 'plan.json'], { folder });
  return { folder, sandbox, at };
}

describe('a plan file that somebody made by hand, with digests that fit', () => {
  it('gives nobody what the manifests do not give', async () => {
    const { folder, sandbox, at } = await start('Read-only access');
    forge(folder, (plan) => {
      plan.changes = plan.changes.map((change) =>
        change.verdict === 'invite' ? { ...change, after: { ...change.after, role: 'Full access' } } : change,
      );
    });
    const applied = await rollcall(['apply', 'plan.json', ...at, '--yes'], { folder });
    expect(applied.code).toBe(5);
    expect(applied.stdout).toContain('a plan made now does not hold it any more');
    expect((await rolesIn(sandbox)).join()).not.toContain('ada@');
  });

  it('passes no rail by leaving out why a consent is needed', async () => {
    const { folder, sandbox, at } = await start('Owner');
    forge(folder, (plan) => {
      plan.changes = plan.changes.map((change) => ({ ...change, consent: [], harms: [] }));
      plan.rails = [];
    });
    const applied = await rollcall(['apply', 'plan.json', ...at, '--yes'], { folder });
    expect(applied.code).not.toBe(0);
    expect(await rolesIn(sandbox)).toEqual([]);
  });
});

describe('a plan file whose time is over', () => {
  it('is refused, and nothing is touched', async () => {
    const { folder, sandbox, at } = await start('Full access');
    forge(folder, (plan) => {
      plan.recorded = { ...plan.recorded, expiresAt: '2026-01-01T00:00:00.000Z' };
    });
    const refused = await rollcall(['apply', 'plan.json', ...at, '--yes'], { folder });
    expect(refused).toMatchObject({ code: 6 });
    expect(refused.stderr).toContain('error[plan-expired]');
    expect(await rolesIn(sandbox)).toEqual([]);
  });
});

describe('a consent', () => {
  it('that was taken back since the plan does not count, and one that was given since does', async () => {
    const { folder, sandbox, at } = await start('Owner');
    const consent = join(folder, 'consent.yaml');
    writeFileSync(consent, consentTo(plannedDigest(folder)));
    await rollcall(['plan', ...at, '--out', 'plan.json'], { folder });
    writeFileSync(consent, '');
    expect(await rollcall(['apply', 'plan.json', ...at, '--yes'], { folder })).toMatchObject({ code: 4 });
    expect(await rolesIn(sandbox)).toEqual([]);
    writeFileSync(consent, consentTo(plannedDigest(folder)));
    const applied = await rollcall(['apply', 'plan.json', ...at, '--yes'], { folder });
    expect(applied, applied.stdout + applied.stderr).toMatchObject({ code: 0 });
    expect(await rolesIn(sandbox)).toHaveLength(2);
  });
});

function consentTo(digest: string): string {
  return `apiVersion: rollcall/v1
kind: Consent
metadata: { name: owner-for-ada }
spec:
  changeDigest: ${digest}
  expires: 2099-01-01
  who: grace
  why: a second owner, HR-1044
`;
}
