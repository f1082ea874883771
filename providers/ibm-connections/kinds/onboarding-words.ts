import { passwordRules } from './first-steps.ts';

/** What the mail tells, and a template of the workspace may use: every value is there, empty where it is not known. */
export interface OnboardingFacts {
  readonly person: {
    readonly name: string;
    readonly email: string;
    readonly givenName: string;
    readonly familyName: string;
    readonly locale: string;
  };
  readonly portal: string;
  /** The base products; at least one, or an add-on. */
  readonly products: readonly string[];
  readonly addOns: readonly string[];
  readonly login: string;
  readonly myCp: string;
  readonly directUrl: string;
  /** Where the person confirms the first login; empty where there is no such page. */
  readonly confirmUrl: string;
  readonly passwordRules: readonly string[];
  readonly contact: string;
}

/** The languages that are built in. */
export type Language = 'en' | 'de';

/** German for every German locale, English for everybody else. */
export function languageOf(locale: string): Language {
  return /^de(-|$)/i.test(locale) ? 'de' : 'en';
}

export function rulesIn(language: Language): readonly string[] {
  return language === 'de' ? germanRules : passwordRules;
}

const germanRules: readonly string[] = [
  'Ein Passwort hat mindestens 8 Zeichen, davon 4 Buchstaben und mindestens 1 anderes Zeichen, keine Leerzeichen,',
  'nicht dreimal dasselbe Zeichen hintereinander, nicht Ihren Namen oder Ihre Adresse, und keines der letzten 8.',
  'Innerhalb von 24 Stunden lässt es sich nicht noch einmal ändern.',
];

/** The mail in the words that are built in: everything that the vendor's article says must be said. */
export function onboardingWords(facts: OnboardingFacts): { readonly subject: string; readonly text: string } {
  const language = languageOf(facts.person.locale);
  const all = [...facts.products, ...facts.addOns].join(', ');
  const subject = language === 'de' ? `Ihr Zugang zu ${all}` : `Your access to ${all}`;
  const blocks = language === 'de' ? german(facts) : english(facts);
  return { subject, text: `${blocks.map((lines) => lines.join('\n')).join('\n\n')}\n` };
}

type Blocks = readonly (readonly string[])[];

function english(facts: OnboardingFacts): Blocks {
  const { person, login, directUrl, contact } = facts;
  const myCp = facts.myCp === '' ? 'myCP (its address stands in the mail that asks you to set a password)' : facts.myCp;
  return [
    [person.givenName === '' ? 'Hello,' : `Hello ${person.givenName},`],
    ['You can now use:', ...productLines(facts, 'add-on')],
    [
      '1. Your password for myCP, the control panel',
      `   myCP: ${myCp}`,
      `   Your login there: ${login}`,
      '   Another mail invites you to set your password for it. Follow its link.',
    ],
    [
      '2. Your password for IBM Connections',
      '   Open myCP and log in. Choose IBM Connections Cloud in the menu on the left, then Set Password.',
      '   Enter a password of your own, or choose Generate. Choose Show to see it, and remember it.',
      ...facts.passwordRules.map((line) => `   ${line}`),
      '   Choose Submit, and then Sync on the confirmation.',
    ],
    [
      '3. Your first login to IBM Connections',
      '   The first time it must be from myCP: choose Login on the tab IBM Connections Cloud,',
      `   enter ${login} and the password of step 2, and choose Sign in.`,
      `   Every later visit can begin at ${directUrl}`,
      ...(facts.confirmUrl === '' ? [] : [`   When you are in, please confirm it here: ${facts.confirmUrl}`]),
    ],
    ['Nobody will ever ask you for your password.', ...(contact === '' ? [] : [`Questions: ${contact}`])],
  ];
}

function german(facts: OnboardingFacts): Blocks {
  const { person, login, directUrl, contact } = facts;
  const myCp = facts.myCp === '' ? 'myCP (die Adresse steht in der Mail, die Sie um ein Passwort bittet)' : facts.myCp;
  const name = [person.givenName, person.familyName].filter((part) => part !== '').join(' ');
  return [
    [name === '' ? 'Guten Tag,' : `Guten Tag ${name},`],
    ['Sie können nun nutzen:', ...productLines(facts, 'Zusatz')],
    [
      '1. Ihr Passwort für myCP, die Verwaltung',
      `   myCP: ${myCp}`,
      `   Ihre Anmeldung dort: ${login}`,
      '   Eine andere Mail lädt Sie ein, dafür ein Passwort zu setzen. Folgen Sie ihrem Link.',
    ],
    [
      '2. Ihr Passwort für IBM Connections',
      '   Öffnen Sie myCP und melden Sie sich an. Wählen Sie links im Menü IBM Connections Cloud, dann Set Password.',
      '   Geben Sie ein eigenes Passwort ein, oder wählen Sie Generate. Show zeigt es; merken Sie es sich.',
      ...facts.passwordRules.map((line) => `   ${line}`),
      '   Wählen Sie Submit, und dann in der Bestätigung Sync.',
    ],
    [
      '3. Ihre erste Anmeldung bei IBM Connections',
      '   Das erste Mal geht es nur aus myCP: Wählen Sie auf dem Reiter IBM Connections Cloud die Schaltfläche Login,',
      `   geben Sie ${login} und das Passwort aus Schritt 2 ein, und wählen Sie Sign in.`,
      `   Jeder spätere Besuch kann hier beginnen: ${directUrl}`,
      ...(facts.confirmUrl === ''
        ? []
        : [`   Wenn Sie angemeldet sind, bestätigen Sie es bitte hier: ${facts.confirmUrl}`]),
    ],
    ['Niemand wird Sie je nach Ihrem Passwort fragen.', ...(contact === '' ? [] : [`Fragen an: ${contact}`])],
  ];
}

function productLines({ products, addOns }: OnboardingFacts, addOn: string): string[] {
  return [...products.map((name) => `  - ${name}`), ...addOns.map((name) => `  - ${name} (${addOn})`)];
}
