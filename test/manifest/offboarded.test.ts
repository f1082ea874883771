import { expect, test } from 'vitest';
import type { Offboarded } from '../../engine/model/ledger.ts';
import { folderOf, loadFolder, portal, said, user } from './workspace-folder.ts';

const gone: Offboarded = {
  person: 'ada',
  email: 'ada@acme.example',
  at: '2026-11-20T09:14:00.000Z',
  who: 'os:grace',
  why: 'theft',
};

async function lab(files: Readonly<Record<string, string>>, offboarded: readonly Offboarded[] = [gone]) {
  const loaded = await loadFolder(folderOf({ 'portal.yaml': portal, ...files }), { offboarded });
  const [found] = loaded.workspace?.portals ?? [];
  const names = (people: readonly { readonly name?: string; readonly person?: string }[] = []) =>
    people.map(({ name, person }) => name ?? person);
  return { loaded, people: names(found?.people), ended: found?.ended ?? [], upcoming: names(found?.upcoming) };
}

test('who was offboarded has left, whatever the document says; everybody else stays', async () => {
  const { loaded, people, ended } = await lab({ 'ada.yaml': user('ada'), 'ben.yaml': user('ben') });
  expect(people).toEqual(['ben']);
  expect(ended).toMatchObject([{ person: 'ada', because: 'leave', ended: gone.at, why: { reason: 'theft' } }]);
  expect(said(loaded)).toEqual(['offboarded ada.yaml:5:10']);
  const [warning] = loaded.diagnostics;
  expect(warning?.detail).toContain('by os:grace ("theft")');
  expect(warning?.cure).toContain('leave: { on: 2026-11-20 }');
  expect(warning?.cure).toContain('rollcall offboard ada@acme.example --withdraw');
});

test('another document with their address is the same person', async () => {
  const renamed = user('ada-again').replace('ada-again@', 'Ada@');
  const { people, loaded } = await lab({ 'ada.yaml': renamed });
  expect(people).toEqual([]);
  expect(said(loaded)).toHaveLength(1);
});

test('so is one with an address that they had before', async () => {
  const known = { ...gone, formerEmails: ['king@acme.example'] };
  const { people, loaded } = await lab({ 'king.yaml': user('king'), 'ben.yaml': user('ben') }, [known]);
  expect(people).toEqual(['ben']);
  expect(said(loaded)).toEqual(['offboarded king.yaml:5:10']);
});

test('what begins later does not begin', async () => {
  const later = user('ada', '  from: 2026-12-01\n');
  const { upcoming, loaded } = await lab({ 'ada.yaml': later });
  expect(upcoming).toEqual([]);
  expect(said(loaded)).toHaveLength(1);
});

test('nothing is said once the document says that they left', async () => {
  const { loaded, people } = await lab({ 'ada.yaml': user('ada', '  leave: { on: 2026-11-20 }\n') });
  expect([people, said(loaded)]).toEqual([[], []]);
});

test('everybody who has a document is known, whatever it gives', async () => {
  const { loaded } = await lab({ 'ada.yaml': user('ada', '  leave: { on: 2026-11-20 }\n'), 'ben.yaml': user('ben') });
  expect(loaded.users().map(({ email }) => email)).toEqual(['ada@acme.example', 'ben@acme.example']);
});
