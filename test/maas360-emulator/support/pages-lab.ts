import { createSandbox } from '../../../providers/kit/sandbox/sandbox.ts';
import { visitor } from '../../sandbox/support/visitor.ts';
import type { Visit, Visitor } from '../../sandbox/support/visitor.ts';
import { eva, goodPassword, lab, partner } from './lab.ts';
import type { Lab } from './lab.ts';

export interface PagesLab extends Lab {
  readonly person: Lab['person'];
  /** Somebody in front of a browser of their own. */
  readonly visitor: () => Visitor;
  /** What the newest mail to this address says after a label. */
  readonly mailed: (to: string, label: string) => string;
  /** Makes the newest administrator of this address log in with the temporary password of the mail. */
  readonly logInByMail: (person: Visitor, to: string) => Promise<Visit>;
}

export const profile = { firstName: 'Eva', lastName: 'Lund', company: 'Nordic', phone: '+47 55 50 100', jobTitle: '' };
export const bothPasswords = { password: goodPassword, confirmPassword: goodPassword };
export const owner = `${partner}_eva`;

/** A sandbox with the portal `nordic` in it. */
export function pagesLab(options: Parameters<typeof lab>[0] = {}): PagesLab {
  const made = lab(options);
  const { app } = createSandbox({ world: made.world, emulators: [made.emulator] });
  const mailed = (to: string, label: string): string => {
    const texts = made.mails(to).map(({ text }) => text);
    const line = texts.flatMap((text) => text.split('\n')).find((one) => one.startsWith(`${label}: `));
    return line?.slice(label.length + 2) ?? '';
  };
  return {
    ...made,
    visitor: () => visitor(app),
    mailed,
    logInByMail: (person, to) => {
      const password = mailed(to, 'Temporary Password');
      return person.send('/nordic/login', { userName: mailed(to, 'Username'), password });
    },
  };
}

/** A portal in which support has made nothing yet. */
export function emptyLab(): PagesLab {
  return pagesLab({ portal: { name: 'nordic', contacts: { owner: eva }, settings: {}, account: '' } });
}

/** The owner of Nordic, logged in. */
export async function asOwner(options: Parameters<typeof lab>[0] = {}): Promise<PagesLab & { readonly eva: Visitor }> {
  const made = pagesLab(options);
  const person = made.visitor();
  await person.send('/nordic/login', { userName: owner, password: 'sandbox' });
  return { ...made, eva: person };
}

/** An administrator of Nordic with these roles, who has taken all first steps; logged in. */
export async function asAdministrator(made: PagesLab, name: string, roles: readonly string[]): Promise<Visitor> {
  const email = `${name}@nordic.example`;
  await made.play('add-administrator', owner, { newUserName: name, newEmail: email, roles });
  const person = made.visitor();
  await made.logInByMail(person, email);
  await person.send('/nordic/change-password', bothPasswords);
  await person.send('/nordic/profile', profile);
  await person.send('/nordic/ibmid/skip');
  return person;
}
