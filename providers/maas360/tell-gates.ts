import type { Gate } from '../../engine/model/gate.ts';
import { administratorOf, portalNamed, toAccount } from './kinds/portal-places.ts';
import type { Tenant } from './tenant.ts';

/** A name is taken, and MaaS360 tells nobody by whom: only a person can say which account it is. */
export function tellBillingId({ portal, instant }: Tenant, account: string): Gate {
  return {
    step: 'tell-id',
    title: `tell the account ID of ${account}`,
    waitingFor: administratorOf(portal),
    since: instant(),
    proof: { by: 'attest' },
    proves: 'Only the word of who looked it up; the account is read by its ID from then on.',
    instructions: [
      ...toAccount(portal, account),
      'Read its Billing ID there, and tell it.',
      `Is it not in the list? Then the name belongs to somebody else: give the PartnerLink another account name.`,
    ],
    asks: [
      {
        name: 'billingId',
        into: 'id',
        means: `the Billing ID of ${account} on the Accounts page`,
        pattern: '^[12346][0-9]{6,9}$',
        required: true,
      },
    ],
  };
}

/** A user name is taken, and nothing recorded or in the audit says which roles it has. */
export function tellRoles({ portal, instant }: Tenant, userName: string): Gate {
  return {
    step: 'tell-roles',
    title: `tell the roles of ${userName}`,
    waitingFor: administratorOf(portal),
    since: instant(),
    proof: { by: 'attest' },
    proves: 'Only the word of who looked it up.',
    instructions: [
      `In ${portalNamed(portal)}: Setup > Administrators, find the Username ${userName} and read its roles.`,
      'Is it not in the list? Then somebody else has this user name: give the person another one (with: { userName: … }).',
    ],
    asks: [
      {
        name: 'roles',
        into: { attribute: 'roles' },
        means: `the roles of ${userName}, as a list of texts: ["Help Desk"]`,
        pattern: '^.+$',
        required: true,
      },
    ],
  };
}
