import { expect, test } from 'vitest';
import { load, portal, rollcall, said } from './workspace-folder.ts';

const frozen = (freeze: string, timezone = 'UTC') => ({
  'rollcall.yaml': `${rollcall}timezone: ${timezone}\nfreeze:\n  - ${freeze}\n`,
  'portal.yaml': portal,
});

test('a freeze is in the time zone of the workspace, and its last day is in it', async () => {
  const freeze = '{ from: 2026-12-20, until: 2026-12-31, why: closing, portals: [lab] }';
  const { workspace, diagnostics } = await load(frozen(freeze, 'Europe/Berlin'));
  expect(diagnostics).toEqual([]);
  expect(workspace?.freezes).toMatchObject([
    { from: '2026-12-19T23:00:00.000Z', until: '2026-12-31T23:00:00.000Z', why: 'closing', portals: ['lab'] },
  ]);
});

test.each([
  ['{ from: 2026-12-31, until: 2026-12-20, why: closing }', 'dates-reversed rollcall.yaml:6:32'],
  ['{ from: 2026-12-20, until: 2026-12-32, why: closing }', 'no-such-date rollcall.yaml:6:32'],
  ['{ from: 2026-12-20, until: 2026-12-31, why: closing, portals: [lob] }', 'freeze-unknown-portal rollcall.yaml:6:68'],
])('%s is an error at its place', async (freeze, problem) => {
  const loaded = await load(frozen(freeze));
  expect(said(loaded)).toEqual([problem]);
  expect(loaded.workspace).toBeNull();
});

test('an unknown portal has the nearest one beside it', async () => {
  const { diagnostics } = await load(frozen('{ from: 2026-12-20, until: 2026-12-31, why: x, portals: [lap] }'));
  expect(diagnostics[0]?.hint).toBe('did you mean lab?');
});

test('one that is over is a warning, and holds nothing', async () => {
  const loaded = await load(frozen('{ from: 2026-11-01, until: 2026-11-20, why: closing }'));
  expect(said(loaded)).toEqual(['freeze-over rollcall.yaml:6:5']);
  expect(loaded.workspace?.freezes).toHaveLength(1);
});

test('without dates or a reason it is none', async () => {
  expect(said(await load(frozen('{ from: 2026-12-20, until: 2026-12-31 }')))).toHaveLength(1);
});
