import type { PersonDeclaration, PortalDeclaration } from '../../../engine/model/declaration.ts';
import type { OwedMail } from '../../../engine/model/mail.ts';
import type { DesiredResource } from '../../../engine/model/resource.ts';
import type { Settings } from '../settings.ts';
import { confirmLink } from './first-steps.ts';
import { languageOf, type OnboardingFacts, onboardingWords, rulesIn } from './onboarding-words.ts';
import { grantsOf, loginOf } from './people.ts';

/** The mail that the article has the customer write to each user: once, when everything it tells of is there. */
export function onboardingMail(
  portal: PortalDeclaration,
  settings: Settings,
  resource: DesiredResource,
): readonly OwedMail[] {
  const person = peopleOf(portal).get(resource.address.key);
  if (person === undefined) return [];
  const facts = factsOf(portal, settings, person);
  if (facts.products.length + facts.addOns.length === 0) return [];
  return [
    {
      occasion: `onboarding/${portal.name}/${resource.identity.name}`,
      to: person.email,
      ...onboardingWords(facts),
      locale: person.locale,
      template: { name: 'onboarding', values: { ...facts } },
    },
  ];
}

const byLogin = new WeakMap<readonly PersonDeclaration[], ReadonlyMap<string, PersonDeclaration>>();

/** Everybody by their login, made once for all the mails of a portal. */
function peopleOf({ people }: PortalDeclaration): ReadonlyMap<string, PersonDeclaration> {
  const found = byLogin.get(people) ?? new Map(people.map((person) => [loginOf(person), person]));
  byLogin.set(people, found);
  return found;
}

function factsOf(portal: PortalDeclaration, settings: Settings, person: PersonDeclaration): OnboardingFacts {
  const given = new Set(grantsOf(person).map(({ role }) => role));
  const licenses = portal.licenses.filter(({ name }) => given.has(name));
  const { email, givenName = '', familyName = '', locale } = person;
  return {
    person: { name: person.name, email, givenName, familyName, locale },
    portal: portal.name,
    products: licenses.filter(({ addOnOf }) => addOnOf === undefined).map(({ product }) => product),
    addOns: licenses.filter(({ addOnOf }) => addOnOf !== undefined).map(({ product }) => product),
    login: loginOf(person),
    myCp: settings.myCp,
    directUrl: settings.directUrl,
    confirmUrl: confirmLink(settings, `${portal.name}/credentials/${loginOf(person)}`),
    passwordRules: rulesIn(languageOf(locale)),
    contact: portal.contacts.owner ?? '',
  };
}
