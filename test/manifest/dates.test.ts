import { describe, expect, test } from 'vitest';
import { createCalendar } from '../../engine/manifest/moments.ts';
import { instantOf } from '../../engine/model/instant.ts';
import { load, portal, rollcall, said, user } from './workspace-folder.ts';

function instant(epoch: number | undefined): string | undefined {
  return epoch === undefined ? undefined : instantOf(epoch);
}

describe('a calendar', () => {
  test.each([
    ['UTC', '2026-11-20', '2026-11-20T00:00:00.000Z', '2026-11-21T00:00:00.000Z'],
    ['Europe/Berlin', '2026-11-20', '2026-11-19T23:00:00.000Z', '2026-11-20T23:00:00.000Z'],
    // 23 hours: the clock goes forward; 25 hours: it goes back.
    ['Europe/Berlin', '2026-03-29', '2026-03-28T23:00:00.000Z', '2026-03-29T22:00:00.000Z'],
    ['Europe/Berlin', '2026-10-25', '2026-10-24T22:00:00.000Z', '2026-10-25T23:00:00.000Z'],
    ['America/New_York', '2026-03-08', '2026-03-08T05:00:00.000Z', '2026-03-09T04:00:00.000Z'],
    // Midnight does not exist: the day begins at one.
    ['America/Sao_Paulo', '2018-11-04', '2018-11-04T03:00:00.000Z', '2018-11-05T02:00:00.000Z'],
    // Midnight comes twice: the day begins at the first.
    ['America/Havana', '2025-11-02', '2025-11-02T04:00:00.000Z', '2025-11-03T05:00:00.000Z'],
    ['Asia/Kolkata', '2026-01-01', '2025-12-31T18:30:00.000Z', '2026-01-01T18:30:00.000Z'],
    ['Australia/Lord_Howe', '2026-04-05', '2026-04-04T13:00:00.000Z', '2026-04-05T13:30:00.000Z'],
    ['Pacific/Kiritimati', '2026-12-31', '2026-12-30T10:00:00.000Z', '2026-12-31T10:00:00.000Z'],
    // A day that never was ends where it would have begun.
    ['Pacific/Apia', '2011-12-30', '2011-12-30T10:00:00.000Z', '2011-12-30T10:00:00.000Z'],
    ['UTC', '2028-02-29', '2028-02-29T00:00:00.000Z', '2028-03-01T00:00:00.000Z'],
  ])('%s %s', (timezone, date, start, end) => {
    const calendar = createCalendar(timezone);
    expect(instant(calendar?.startOf(date))).toBe(start);
    expect(instant(calendar?.endOf(date))).toBe(end);
  });

  test('an instant is itself, at its beginning and at its end', () => {
    const calendar = createCalendar('Europe/Berlin');
    for (const read of [calendar?.startOf, calendar?.endOf]) {
      expect(instant(read?.('2026-11-20T18:00:00+02:00'))).toBe('2026-11-20T16:00:00.000Z');
      expect(instant(read?.('2026-11-20T18:00Z'))).toBe('2026-11-20T18:00:00.000Z');
    }
  });

  test.each(['2026-02-29', '2026-02-30', '2026-13-01', '2026-00-10', '2026-02-30T10:00:00Z', '2026-01-01T25:00:00Z'])(
    'there is no %s',
    (text) => expect(createCalendar('UTC')?.startOf(text)).toBeUndefined(),
  );

  test('an unknown time zone', () => expect(createCalendar('Europe/Berln')).toBeUndefined());
});

describe('what is in force at a moment', () => {
  const files = (more: string, access = '') => ({
    'rollcall.yaml': `${rollcall}timezone: Europe/Berlin\n`,
    'portal.yaml': portal,
    'ada.yaml': user('ada', more).replace('role: Red', `role: Red${access}`),
  });
  const lab = async (more: string, at: string, access = '') => {
    const { workspace, diagnostics } = await load(files(more, access), { at });
    expect(diagnostics).toEqual([]);
    const [found] = workspace?.portals ?? [];
    return { people: found?.people ?? [], ended: found?.ended ?? [], upcoming: found?.upcoming ?? [] };
  };

  test.each([
    ['', ', until: 2026-11-20', '2026-11-20T22:59:59.999Z', 1],
    ['', ', until: 2026-11-20', '2026-11-20T23:00:00.000Z', 0],
    ['', ', until: 2026-11-20T10:00:00Z', '2026-11-20T09:59:59.999Z', 1],
    ['', ', until: 2026-11-20T10:00:00Z', '2026-11-20T10:00:00.000Z', 0],
    ['', ', from: 2026-11-20', '2026-11-19T22:59:59.999Z', 0],
    ['', ', from: 2026-11-20', '2026-11-19T23:00:00.000Z', 1],
    ['  until: 2026-11-20\n', '', '2026-11-20T23:00:00.000Z', 0],
    ['  from: 2026-11-20\n', ', from: 2026-01-01', '2026-11-19T22:00:00.000Z', 0],
    ['  leave: { on: 2026-11-20 }\n', ', until: 2027-01-01', '2026-11-20T23:00:00.000Z', 0],
    ['  leave: { on: 2026-11-20 }\n', '', '2026-11-20T12:00:00.000Z', 1],
  ])('%j %j at %s: %i', async (more, access, at, count) => {
    expect((await lab(more, at, access)).people).toHaveLength(count);
  });

  test('the earliest end is the one that counts', async () => {
    const { people } = await lab('  until: 2026-12-24\n', '2026-11-20T00:00:00Z', ', until: 2027-01-01');
    expect(people[0]?.access[0]?.until).toBe('2026-12-24T23:00:00.000Z');
  });

  test('what begins later is handed on, with whom and when', async () => {
    const { people, upcoming } = await lab('  from: 2026-11-20\n', '2026-11-19T22:00:00.000Z');
    expect(people).toEqual([]);
    expect(upcoming).toMatchObject([{ person: 'ada', role: 'Red', from: '2026-11-19T23:00:00.000Z' }]);
    expect((await lab('  from: 2026-11-20\n', '2026-11-19T23:00:00.000Z')).upcoming).toEqual([]);
  });

  test('what ended says when and why', async () => {
    const more = '  why: { ticket: A-1 }\n  leave: { on: 2026-11-20, why: { ticket: HR-1042 } }\n';
    const { ended } = await lab(more, '2026-12-01T00:00:00Z', ', until: 2027-01-01, why: { ticket: B-1 }');
    expect(ended).toMatchObject([
      { person: 'ada', role: 'Red', ended: '2026-11-20T23:00:00.000Z', because: 'leave', why: { ticket: 'HR-1042' } },
    ]);
    const expired = await lab(
      '  why: { ticket: A-1 }\n',
      '2026-12-01T00:00:00Z',
      ', until: 2026-11-30, why: { ticket: B-1 }',
    );
    expect(expired.ended).toMatchObject([
      { because: 'until', ended: '2026-11-30T23:00:00.000Z', why: { ticket: 'B-1' } },
    ]);
    const plain = await lab('  why: { ticket: A-1 }\n', '2026-12-01T00:00:00Z', ', until: 2026-11-30');
    expect(plain.ended).toMatchObject([{ why: { ticket: 'A-1' } }]);
  });

  test('what is still given in another way has not ended', async () => {
    const { people, ended } = await lab('', '2026-12-01T00:00:00Z', ', until: 2026-11-30 }, { portal: lab, role: Red');
    expect(people).toHaveLength(1);
    expect(ended).toEqual([]);
  });

  test('dates that do not exist, or stand the wrong way round', async () => {
    const loaded = await load(
      files('  from: 2026-02-30\n  leave: { on: 2026-13-01 }\n', ', from: 2027-01-02, until: 2027-01-01'),
    );
    expect(said(loaded)).toEqual([
      'dates-reversed ada.yaml:6:63',
      'no-such-date ada.yaml:7:9',
      'no-such-date ada.yaml:8:16',
    ]);
  });

  test('one day is no wrong way round', async () => {
    expect((await lab('', '2026-11-20T12:00:00Z', ', from: 2026-11-20, until: 2026-11-20')).people).toHaveLength(1);
  });
});

test('a consent', async () => {
  const digest = `sha256:${'0123456789abcdef'.repeat(4)}`;
  const consent = (expires: string) => `apiVersion: rollcall/v1
kind: Consent
metadata: { name: move }
spec: { changeDigest: "${digest}", expires: ${expires}, who: grace, why: moves }
`;
  const { workspace } = await load({ 'portal.yaml': portal, 'c.yaml': consent('2026-12-01') });
  expect(workspace?.consents).toEqual([
    {
      name: 'move',
      changeDigest: digest,
      expires: '2026-12-02T00:00:00.000Z',
      who: 'grace',
      why: 'moves',
      origin: { file: 'c.yaml', document: 0, line: 1, path: ['spec'] },
    },
  ]);
  expect(said(await load({ 'portal.yaml': portal, 'c.yaml': consent('2026-02-30') }))).toEqual([
    'no-such-date c.yaml:4:107',
  ]);
});
