/**
 * What no vendor has published and this provider relies on all the same. Each is used by name in one place; the table in
 * README.md is made of these lines, and a test compares the two.
 */
export interface Assumption {
  readonly fact: string;
  /** `inferred` from documents and samples; `not known`: looked for, and nothing was found. */
  readonly grade: 'inferred' | 'not known';
  /** The file that relies on it, from this folder. */
  readonly usedIn: string;
  /** How to have it otherwise, without another release where that is possible. */
  readonly change: string;
}

const inTrash = 'SOFT_DELETED';
const here = 'change the value in assumptions.ts';

export const assumed = {
  serviceType: {
    fact: "the APS type of the panel's IBM service; this one is the sandbox's",
    grade: 'not known',
    usedIn: 'settings.ts',
    change: 'setting `serviceType`',
    value: 'http://ibm.example/aps/types/connections-user/1.0',
  },
  subscribers: {
    fact: 'who makes the subscriber at IBM: the panel, when the service is assigned',
    grade: 'inferred',
    usedIn: 'settings.ts',
    change: 'setting `subscribers: service`',
    value: 'panel',
  },
  activation: {
    fact: "the marketplace's order makes the subscription at IBM by itself",
    grade: 'inferred',
    usedIn: 'settings.ts',
    change: 'setting `activation: vsr`',
    value: 'order',
  },
  restoreBeforeAssigning: {
    fact: "who lies in IBM's trash cannot be assigned again by the panel, and is restored at IBM first",
    grade: 'inferred',
    usedIn: 'panel-writer.ts',
    change: here,
    value: true,
  },
  addOnEndsAlone: {
    fact: 'whether an order can end one product of a subscription: no, a cancellation ends all of them',
    grade: 'inferred',
    usedIn: 'kinds/subscription.ts',
    change: here,
    value: false,
  },
  baseComesAt: {
    fact: 'the place of the base among the products of a subscription: the first; the others are its add-ons',
    grade: 'inferred',
    usedIn: 'purchase-reader.ts',
    change: here,
    value: 0,
  },
  baseAttribute: {
    fact: 'the attribute by which an order at IBM names the base of an add-on',
    grade: 'not known',
    usedIn: 'service-api.ts',
    change: here,
    value: 'ParentSubscriptionId',
  },
  syncPending: {
    fact: '`IsSyncPending` of a subscriber is true from Submit of the new password until Sync',
    grade: 'inferred',
    usedIn: 'credentials-access.ts',
    change: here,
    value: 'IsSyncPending',
  },
  loginMoments: {
    fact: 'the members of a row of `loginHistory` that hold the moment',
    grade: 'not known',
    usedIn: 'panel-api.ts',
    change: here,
    value: ['date', 'time', 'loginDate'],
  },
  loginOutcomes: {
    fact: 'the members of a row of `loginHistory` that say whether the login succeeded',
    grade: 'not known',
    usedIn: 'panel-api.ts',
    change: here,
    value: ['succeeded', 'success'],
  },
  tokenMember: {
    fact: 'the member `aps_token` in the answer of `pem.APS.getAccountToken`',
    grade: 'inferred',
    usedIn: 'sessions.ts',
    change: here,
    value: 'aps_token',
  },
  tokenPath: {
    fact: "the panel's XML-RPC is reached at the bus's base URL",
    grade: 'inferred',
    usedIn: 'sessions.ts',
    change: here,
    value: '/RPC2',
  },
  onTheWayOut: {
    fact: 'the states in which a subscriber or subscription counts as gone; in which of them its seats are free',
    grade: 'inferred',
    usedIn: 'service-reader.ts',
    change: here,
    value: [inTrash, 'REMOVE_PENDING', 'CANCEL_PENDING', 'DEREGISTER_PENDING'],
  },
  trash: {
    fact: "the state of who lies in IBM's trash and can be restored",
    grade: 'inferred',
    usedIn: 'service-trash.ts',
    change: here,
    value: inTrash,
  },
  trashKeeps: {
    fact: "who lies in IBM's trash still holds seats and roles, can use none of them, and has them again when restored",
    grade: 'inferred',
    usedIn: 'service-reader.ts',
    change: here,
    value: true,
  },
  revokedInTrash: {
    fact: "seats and roles can be taken away from who lies in IBM's trash; a refusal there is told with a way on",
    grade: 'inferred',
    usedIn: 'service-trash.ts',
    change: here,
    value: true,
  },
  duplicateAddress: {
    fact: 'a refusal with these words means that the address has a subscriber already; its status is not known',
    grade: 'inferred',
    usedIn: 'service-classify.ts',
    change: here,
    value: /already exists/iu,
  },
  roleCase: {
    fact: 'IBM takes the name of a role without regard to case',
    grade: 'inferred',
    usedIn: 'kinds/role.ts',
    change: here,
    value: true,
  },
  openOrders: {
    fact: 'the states of an order that the marketplace still works on; nothing is ordered or cancelled beside it',
    grade: 'inferred',
    usedIn: 'purchase-reader.ts',
    change: here,
    value: ['submitted', 'processing'],
  },
  timeZone: {
    fact: "IBM's moments (`MM/DD/YYYY HH:MM:SS`) are in UTC",
    grade: 'not known',
    usedIn: 'wire-dates.ts',
    change: here,
    value: 'Z',
  },
  directUrl: {
    fact: 'people log in at the host of North America after the first time',
    grade: 'inferred',
    usedIn: 'settings.ts',
    change: 'setting `directUrl`',
    value: 'https://apps.na.collabserv.com',
  },
} as const satisfies Readonly<Record<string, Assumption & { readonly value: unknown }>>;

/** One line of the table in README.md. */
export function assumptionRow({ fact, grade, usedIn, change }: Assumption): string {
  return `| ${fact} | ${grade} | [${usedIn}](${usedIn}) | ${change} |`;
}
