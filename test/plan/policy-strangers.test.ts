import { expect, test } from 'vitest';
import type { UserDeclaration } from '../../engine/model/declaration.ts';
import type { Counted } from '../../engine/plan/count-harm.ts';
import type { PlannedResource } from '../../engine/plan/planned-state.ts';
import { policyFacts } from '../../engine/plan/policy-facts.ts';
import { addressOf, at, attributesOf, identityOf, portal } from '../support/engine-builders.ts';
import { account, kindWith } from '../support/engine-kinds.ts';
import { byHand, update } from '../support/plan-builders.ts';

const ada: UserDeclaration = { name: 'ada', email: 'ada@acme.example', formerEmails: [], service: false };

/** What stands at the portal and belongs to no document. */
function found(name: string, more: Partial<PlannedResource> = {}): PlannedResource {
  const nobody = { identity: null, binding: undefined, desired: undefined, ended: undefined, managed: false };
  const place = { address: addressOf(name), kind: account, attributes: attributesOf(name) };
  return { ...place, ...nobody, invited: false, leaving: false, ...more };
}

function facts(planned: readonly PlannedResource[], counted: readonly Counted[] = []) {
  return policyFacts({ planned, counted, portals: [portal], users: [ada], at });
}

test('two strangers are two people, and whoever does not leave has no day of leaving', () => {
  const { users } = facts([found('yan'), found('zoe')]);
  expect(users.map(({ name, email, grants, leaves }) => [name, email, grants.length, leaves])).toEqual([
    ['ada', 'ada@acme.example', 0, undefined],
    ['', 'yan@acme.example', 1, undefined],
    ['', 'zoe@acme.example', 1, undefined],
  ]);
});

test('an address that nobody declared, in a group that somebody owns, is a stranger’s', () => {
  const group = kindWith({ holdings: () => [{ email: 'zoe@other.example', role: 'member' }] });
  const { grants } = facts([found('team', { kind: group, identity: identityOf('ada') })]);
  expect(grants).toMatchObject([{ user: '', email: 'zoe@other.example' }]);
});

test('what only begins like an address is none: the key says whose it is', () => {
  const { grants } = facts([found('ada', { attributes: { email: 'eve@acme.example (home)' } })]);
  expect(grants).toMatchObject([{ user: 'ada', email: 'ada@acme.example' }]);
});

test('a change is of whom its document names, whatever address it shows, and of nobody without either', () => {
  const place = { address: { ...addressOf('x'), key: 'seat-1' }, after: { email: 'other@acme.example' } };
  const said = (one: Counted) => facts([], [one]).changes[0];
  expect(said(update('x', { ...place, identity: identityOf('ada') }))).toMatchObject({
    user: 'ada',
    email: 'ada@acme.example',
  });
  expect(said(byHand('x', { ...place, identity: null }))).toMatchObject({ user: '', email: 'other@acme.example' });
});

test('a change is privileged by what it gives, not by a mail that it causes', () => {
  const causing = (kind: 'mail' | 'privilege') =>
    facts([], [update('x', { consequences: [{ kind, text: 'x' }] })]).changes[0]?.privileged;
  expect([causing('mail'), causing('privilege')]).toEqual([false, true]);
});
