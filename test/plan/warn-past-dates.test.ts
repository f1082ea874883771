import { expect, test } from 'vitest';
import { digestOf } from '../../engine/model/digest.ts';
import { warnPastDates } from '../../engine/plan/warn-past-dates.ts';
import { bound, ledgerWith } from '../support/engine-builders.ts';
import { portalDeclaration } from '../support/portal-declaration.ts';

const origin = { file: 'people.yaml', document: 0, path: [], line: 1 };
const at = { file: 'people.yaml', line: 1, column: 1, length: 1 };

const because = 'until' as const;
const ended = [{ person: 'ada', role: 'Full access', ended: '2026-10-31T00:00:00.000Z', because, origin }];
const portals = [portalDeclaration({ provider: 'sim', name: 'acme', ended })];

/** The codes, severity 'warning', of what is warned of, after a run at this moment, where people are owned. */
function codes(ran: string | null, owned: readonly string[] = []): string[] {
  const actor = { name: 'os:a', how: 'os' as const };
  const run = { run: 'r', actor, changeDigest: digestOf('x'), finishedAt: null, exitCode: null };
  const runs = ran === null ? [] : [{ ...run, startedAt: ran }];
  const ledger = { ...ledgerWith({ bindings: owned.map((name) => bound(name)) }), runs };
  return warnPastDates({ portals, ledger, locate: () => at }).map(({ code, severity }) =>
    severity === 'warning' ? code : `${code} is no warning`,
  );
}

test('warns of a grant that was over before anything was applied', () => {
  expect(codes(null)).toEqual(['over-already']);
});

test('warns of an end that had passed at the last run and still has somebody to remove', () => {
  expect(codes('2026-11-15T00:00:00.000Z', ['ada'])).toEqual(['end-in-the-past']);
});

test('says nothing where the date simply came, or the person is gone already', () => {
  expect(codes('2026-10-15T00:00:00.000Z', ['ada'])).toEqual([]);
  expect(codes('2026-11-15T00:00:00.000Z')).toEqual([]);
  expect(codes('2026-10-31T00:00:00.000Z', ['ada'])).toEqual([]);
});
