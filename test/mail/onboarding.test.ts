import { describe, expect, test } from 'vitest';
import type { LicenseDeclaration, PersonDeclaration, PortalDeclaration } from '../../engine/model/declaration.ts';
import type { OwedMail } from '../../engine/model/mail.ts';
import { credentials } from '../../providers/ibm-connections/kinds/credentials.ts';
import { portalDeclaration } from '../support/portal-declaration.ts';

const origin = { file: 'people.yaml', document: 0, path: [], line: 1 };

function license(name: string, product: string, addOnOf?: string): LicenseDeclaration {
  return { name, product, onRemove: 'keep', origin, ...(addOnOf === undefined ? {} : { addOnOf }) };
}

function person(name: string, locale: string, licenses: readonly string[]): PersonDeclaration {
  return {
    name,
    email: `${name}@Acme.example`,
    formerEmails: [],
    givenName: 'Jörg',
    familyName: 'Über',
    locale,
    service: false,
    access: [],
    licenses: licenses.map((one) => ({ license: one, origin })),
    requests: [],
    origin,
  };
}

const s2 = license('s2', 'Connections S2');
const docs = license('docs', 'Docs', 's2');

function mailsOf(people: readonly PersonDeclaration[], more: Partial<PortalDeclaration> = {}): readonly OwedMail[] {
  const settings = { myCp: 'https://mycp.acme.example', directUrl: 'https://ibm.acme.example' };
  const given = {
    name: 'acme-connections',
    settings,
    licenses: [s2, docs],
    people,
    contacts: { owner: 'grace@acme.example' },
  };
  const kind = credentials(portalDeclaration({ provider: 'ibm-connections', ...given, ...more }));
  return kind
    .declare({ ...portalDeclaration({ provider: 'ibm-connections', ...given, ...more }) })
    .resources.flatMap(kind.mails);
}

function mailTo(locale: string, licenses: readonly string[] = ['s2', 'docs']): OwedMail {
  const [mail] = mailsOf([person('ada', locale, licenses)]);
  if (mail === undefined) throw new Error('no mail is owed');
  return mail;
}

describe('the onboarding mail', () => {
  test.each([
    ['en', 'Your access to Connections S2, Docs', ['8 characters', 'first time it must be from myCP', '(add-on)']],
    ['de', 'Ihr Zugang zu Connections S2, Docs', ['8 Zeichen', 'Das erste Mal geht es nur aus myCP', '(Zusatz)']],
  ])('says in %s everything that the article wants said', (locale, subject, words) => {
    const mail = mailTo(locale);
    expect(mail).toMatchObject({ to: 'ada@Acme.example', subject, locale });
    for (const word of [
      ...words,
      'Jörg',
      '- Connections S2\n',
      '- Docs (',
      'https://mycp.acme.example',
      'ada@acme.example',
      'Set Password',
      'Generate',
      'Show',
      'Submit',
      'Sync',
      'IBM Connections Cloud',
      'Login',
      'Sign in',
      'https://ibm.acme.example',
      'grace@acme.example',
    ]) {
      expect(mail.text).toContain(word);
    }
  });

  test.each([
    ['de-AT', 'Ihr Zugang'],
    ['DE', 'Ihr Zugang'],
    ['fr', 'Your access'],
    ['den', 'Your access'],
  ])('for %s begins %s', (locale, words) => {
    expect(mailTo(locale).subject).toContain(words);
  });

  test('is one for each person who has a seat, and none for who has only a role', () => {
    const people = [person('ada', 'en', ['s2']), person('ben', 'de', []), person('cy', 'en', ['s2'])];
    const mails = mailsOf(people);
    expect(mails.map(({ occasion }) => occasion)).toEqual([
      'onboarding/acme-connections/ada',
      'onboarding/acme-connections/cy',
    ]);
  });

  test('holds no line longer than a mail may have, and no password', () => {
    for (const locale of ['en', 'de']) {
      const lines = mailTo(locale).text.split('\n');
      expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(120);
    }
  });

  test('gives templates every value, empty where it is not known', () => {
    const bare = { ...person('ada', 'de', ['s2']), givenName: undefined, familyName: undefined };
    const { givenName: _, familyName: __, ...nameless } = bare;
    const [mail] = mailsOf([nameless], { settings: {}, contacts: {} });
    expect(mail?.template).toEqual({
      name: 'onboarding',
      values: {
        person: { name: 'ada', email: 'ada@Acme.example', givenName: '', familyName: '', locale: 'de' },
        portal: 'acme-connections',
        products: ['Connections S2'],
        addOns: [],
        login: 'ada@acme.example',
        myCp: '',
        directUrl: 'https://apps.na.collabserv.com',
        confirmUrl: '',
        passwordRules: [expect.stringContaining('8 Zeichen'), expect.any(String), expect.any(String)],
        contact: '',
      },
    });
    expect(mail?.text).toContain('Guten Tag,\n');
    expect(mail?.text).toContain('die Adresse steht in der Mail');
  });
});
