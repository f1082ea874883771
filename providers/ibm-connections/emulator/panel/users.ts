import type { JsonObject } from '../../../../engine/model/json.ts';
import { objectIn, textIn } from '../json-parts.ts';
import type { Customer, PanelLogins } from '../purchase/market.ts';
import { hashPassword, serviceOf, touch, userByLogin } from './directory.ts';
import type { Directory, PanelUser } from './directory.ts';
import { sendPasswordMail } from './mails.ts';
import { brokenPanelRules } from './password-rules.ts';
import { conflict, invalid } from '../refusal.ts';
import type { Refusal } from '../refusal.ts';

/** The properties that the bus documents for a new service user. */
export function makeUser(directory: Directory, customer: Customer, body: JsonObject): PanelUser | Refusal {
  const email = textIn(body['email']);
  const login = textIn(body['login']) || email;
  const missing = ['email', 'givenName', 'familyName'].filter((name) => textIn(body[name]) === '');
  if (missing.length > 0) return invalid(`required: ${missing.join(', ')}`);
  if (!isEmail(email)) return invalid(`email ${email} is no address`);
  if (userByLogin(directory, login) !== undefined) return conflict(`the login ${login} is in use`);
  const password = textIn(body['password']);
  const broken = password === '' ? [] : brokenPanelRules(password);
  if (broken.length > 0) return invalid(`password: ${broken.join(' ')}`);
  return addUser(directory, customer, {
    login,
    email,
    givenName: textIn(body['givenName']),
    familyName: textIn(body['familyName']),
    telVoice: textIn(body['telVoice']),
    addressPostal: objectIn(body['addressPostal']),
    isAccountAdmin: body['isAccountAdmin'] === true,
    password: password === '' ? null : hashPassword(password, directory.world.newId()),
  });
}

type UserDetails = Pick<
  PanelUser,
  'login' | 'email' | 'givenName' | 'familyName' | 'telVoice' | 'addressPostal' | 'isAccountAdmin' | 'password'
>;

export function addUser(directory: Directory, customer: Customer, details: UserDetails): PanelUser {
  const { world } = directory;
  const user: PanelUser = {
    ...details,
    uuid: world.newId(),
    customer,
    userId: directory.nextNumber(),
    memberId: directory.nextNumber(),
    createdAt: world.now(),
    disabled: false,
    locked: false,
    passwordLink: null,
    invitationDate: null,
    modifiedAt: world.now(),
    revision: 1,
    failedLogins: 0,
    logins: [],
  };
  directory.users.set(user.uuid, user);
  return user;
}

/** PUT: what is given replaces what was there; the rest stays. */
export function changeUser(directory: Directory, user: PanelUser, body: JsonObject): PanelUser | Refusal {
  const login = textIn(body['login']);
  if (login !== '' && login !== user.login) return conflict('the login of a user cannot be changed');
  const email = 'email' in body ? textIn(body['email']) : user.email;
  if (!isEmail(email)) return invalid(`email ${email} is no address`);
  const isAccountAdmin = 'isAccountAdmin' in body ? body['isAccountAdmin'] === true : user.isAccountAdmin;
  if (!isAccountAdmin && isLastAdmin(directory, user)) return lastAdmin;
  const text = (name: 'givenName' | 'familyName' | 'telVoice'): string => textIn(body[name]) || user[name];
  Object.assign(user, {
    email,
    isAccountAdmin,
    givenName: text('givenName'),
    familyName: text('familyName'),
    telVoice: text('telVoice'),
    addressPostal: 'addressPostal' in body ? objectIn(body['addressPostal']) : user.addressPostal,
  });
  touch(directory, user);
  return user;
}

/** Documented: the last administrator stays. Inferred: so does who has a service, which requires its user. */
export function removeUser(directory: Directory, user: PanelUser): Refusal | null {
  if (isLastAdmin(directory, user)) return lastAdmin;
  if (serviceOf(directory, user) !== undefined) return conflict(`${user.login} has a service: unassign it first`);
  directory.users.delete(user.uuid);
  if (user.passwordLink !== null) directory.passwordLinks.delete(user.passwordLink);
  return null;
}

/** A customer comes with one administrator, who is told so by mail. */
export function panelLogins(directory: Directory): PanelLogins {
  return {
    isTaken: (login) => userByLogin(directory, login) !== undefined,
    make: (customer, given) => {
      const person = customer.contactPersons.find(({ type }) => type === 'admin') ?? customer.contactPersons[0];
      if (person === undefined) return;
      const { email, firstName: givenName, lastName: familyName, phoneNumber: telVoice } = person;
      const free = userByLogin(directory, email) === undefined ? email : `${customer.id}-${email}`;
      const admin = addUser(directory, customer, {
        login: given ?? free,
        email,
        givenName,
        familyName,
        telVoice,
        addressPostal: {},
        isAccountAdmin: true,
        password: null,
      });
      sendPasswordMail(directory, admin);
    },
  };
}

const lastAdmin = conflict('an account keeps at least one administrator');

function isLastAdmin(directory: Directory, user: PanelUser): boolean {
  if (!user.isAccountAdmin) return false;
  const others = [...directory.users.values()].filter((one) => one !== user && one.customer === user.customer);
  return !others.some((one) => one.isAccountAdmin);
}

function isEmail(text: string): boolean {
  return /^[^\s@]+@[^\s@]+\.[^\s@]+$/u.test(text);
}
