import type { Mail } from '../../../engine/model/change.ts';
import type { PortalDeclaration } from '../../../engine/model/declaration.ts';
import type { DesiredResource } from '../../../engine/model/resource.ts';
import type { Settings } from '../settings.ts';
import { passwordRules } from './first-steps.ts';
import { grantsOf, loginOf } from './people.ts';

/** The mail that the article has the customer write to each user: once, when everything it tells of is there. */
export function onboardingMail(
  portal: PortalDeclaration,
  settings: Settings,
  resource: DesiredResource,
): readonly Mail[] {
  const person = portal.people.find((one) => loginOf(one) === resource.address.key);
  if (person === undefined) return [];
  const given = new Set(grantsOf(person).map(({ role }) => role));
  const products = portal.licenses.filter(({ name }) => given.has(name)).map(({ product }) => product);
  if (products.length === 0) return [];
  const myCp = settings.myCp === '' ? 'myCP, the control panel' : `myCP: ${settings.myCp}`;
  return [
    {
      occasion: `onboarding/${portal.name}/${resource.identity.name}`,
      to: person.email,
      subject: `Your access to ${products.join(', ')}`,
      text: [
        person.givenName === undefined ? 'Hello,' : `Hello ${person.givenName},`,
        `you can now use: ${products.join(', ')}.`,
        [
          `1. Another mail asks you to set a password for ${myCp}`,
          `   Your login there is ${loginOf(person)}.`,
          '2. Log in there, choose IBM Connections Cloud on the left, then Set Password.',
          ...passwordRules.map((line) => `   ${line}`),
          '   Choose Submit, then Sync.',
          '3. Your first login to IBM Connections must be from myCP: choose Login there.',
          `   After that you can go directly to ${settings.directUrl}`,
        ].join('\n'),
        'Nobody will ever ask you for your password.',
      ].join('\n\n'),
      locale: person.locale,
    },
  ];
}
