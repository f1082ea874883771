import { instantOf } from '../../../../engine/model/instant.ts';
import type { JsonObject } from '../../../../engine/model/json.ts';
import { textIn } from '../json-parts.ts';
import type { Customer, Subscription } from '../purchase/market.ts';
import { statusOf } from './assign-service.ts';
import type { AssignedService, PanelUser } from './directory.ts';
import { typeIds } from './resources.ts';
import type { Panel, Resource } from './resources.ts';

/** A resource as the bus gives it: its own properties beside `aps`. */
export function wireResource(panel: Panel, resource: Resource): JsonObject {
  switch (resource.kind) {
    case 'account':
      return wireAccount(resource.account);
    case 'user':
      return wireUser(resource.user);
    case 'service':
      return wireService(panel, resource.service);
    case 'subscription':
      return wireSubscription(resource.subscription);
  }
}

function wireAccount(account: Customer): JsonObject {
  const { address, name, accountId } = account;
  const admin = account.contactPersons.find(({ type }) => type === 'admin') ?? account.contactPersons[0];
  return {
    aps: apsOf(typeIds.account, { uuid: account.uuid, revision: 1, modifiedAt: account.createdAt }),
    id: accountId,
    type: 'CLIENT',
    personal: false,
    companyName: name,
    addressPostal: {
      streetAddress: textIn(address['streetAddress']),
      locality: textIn(address['city']),
      region: textIn(address['state']),
      countryName: textIn(address['countryCode']).toLowerCase(),
      postalCode: textIn(address['postalCode']),
    },
    adminContact: {
      email: admin?.email ?? '',
      givenName: admin?.firstName ?? '',
      familyName: admin?.lastName ?? '',
      telVoice: admin?.phoneNumber ?? '',
    },
  };
}

/** The password is written and never shown. */
function wireUser(user: PanelUser): JsonObject {
  const { login, email, givenName, familyName, telVoice, addressPostal, isAccountAdmin, disabled, locked } = user;
  return {
    aps: apsOf(typeIds.user, user),
    userId: user.userId,
    memberId: user.memberId,
    login,
    isAccountAdmin,
    disabled,
    locked,
    servicesMode: 'PUBLIC',
    ...(user.invitationDate === null ? {} : { invitationDate: toSecond(user.invitationDate) }),
    email,
    givenName,
    familyName,
    fullName: `${givenName} ${familyName}`,
    displayName: `${givenName} ${familyName}`,
    telVoice,
    addressPostal,
    organization: linkTo(user.customer),
  };
}

function wireService({ directory }: Panel, service: AssignedService): JsonObject {
  return {
    aps: apsOf(directory.serviceType, service, statusOf(directory, service)),
    user: linkTo(service.user),
    login: service.email,
  };
}

function wireSubscription(subscription: Subscription): JsonObject {
  const { uuid, modifiedAt, id, customer, status } = subscription;
  return {
    aps: apsOf(typeIds.subscription, { uuid, revision: 1, modifiedAt }),
    subscriptionId: Number(id),
    serviceTemplateId: 10_005,
    isTerminated: status === 'terminated',
    account: linkTo(customer),
  };
}

interface Stamped {
  readonly uuid: string;
  readonly revision: number;
  readonly modifiedAt: number;
}

function apsOf(type: string, { uuid, revision, modifiedAt }: Stamped, status = 'aps:ready'): JsonObject {
  return { type, id: uuid, status, revision, modified: toSecond(modifiedAt) };
}

function linkTo({ uuid }: { readonly uuid: string }): JsonObject {
  return { aps: { link: 'strong', href: `/aps/2/resources/${uuid}`, id: uuid } };
}

function toSecond(epoch: number): string {
  return `${instantOf(epoch).slice(0, 19)}Z`;
}
