import { expect, test } from 'vitest';
import { credentials } from '../../providers/ibm-connections/kinds/credentials.ts';
import { portalDeclaration } from '../support/portal-declaration.ts';

const origin = { file: 'ada.yaml', document: 0, line: 1, path: [] };
const ada = {
  ...{ name: 'ada', email: 'Ada@acme.example', formerEmails: [], locale: 'en', service: false },
  ...{ access: [], licenses: [{ license: 's2', origin }], requests: [], origin },
};
const s2 = { name: 's2', product: 'S2', part: 'P', onRemove: 'keep' as const, origin };
const kindWith = (settings: object, locale = 'en') =>
  credentials(
    portalDeclaration({
      ...{ name: 'acme', provider: 'ibm-connections', licenses: [s2], people: [{ ...ada, locale }] },
      settings: { customer: { name: 'Acme' }, ...settings },
    }),
  );
const portalOf = (settings: object, locale?: string) => {
  const kind = kindWith(settings, locale);
  const [resource] = kind.declare(
    portalDeclaration({ name: 'acme', provider: 'ibm-connections', licenses: [s2], people: [{ ...ada }] }),
  ).resources;
  const evidence = { grade: 'read' as const, at: '2026-11-21T09:00:00.000Z' };
  const observed = { address: resource!.address, id: null, presence: 'invited' as const, attributes: {}, evidence };
  return { mail: kind.mails(resource!)[0]?.text ?? '', last: kind.arrivalGates(observed).at(-1)! };
};
const link =
  'https://access.acme.example/confirm?from=mail&address=acme%2Fcredentials%2Fada%40acme.example&step=first-login';

test.each(['en', 'de'])('the mail and the last step link to the page of the customer (%s)', (locale) => {
  const { mail, last } = portalOf({ confirmUrl: 'https://access.acme.example/confirm?from=mail' }, locale);
  expect(mail).toContain(link);
  expect(last.instructions.join(' ')).toContain(link);
});

test('where there is no such page, nothing is said of it', () => {
  const { mail, last } = portalOf({});
  expect(mail).not.toContain('confirm it');
  expect(last.instructions.join(' ')).not.toContain('confirm it');
});
