import type { PortalDeclaration } from '../../../engine/model/declaration.ts';
import type { GateQuestion } from '../../../engine/model/gate.ts';
import type { ChangeDescription, ChangeDraft } from '../../../engine/model/provider.ts';
import { linksOf } from './account-tree.ts';
import { requestTo, supportOf } from './portal-places.ts';
import { textIn } from './texts.ts';

/** The first digit is that of the instance (observed); the lengths are those of documented and seen examples. */
export const billingIdQuestion: GateQuestion = {
  name: 'billingId',
  into: 'id',
  pattern: '^[12346][0-9]{6,9}$',
  required: true,
  means: 'the account ID from the MaaS360 Partner Program welcome mail',
};

/** The business partner at the top is made by the vendor's support, and by nobody else (documented). */
export function askForPartner(
  { after, address, at }: ChangeDraft,
  portal: PortalDeclaration,
): NonNullable<ChangeDescription['manual']> {
  const support = supportOf(portal);
  const mail = textIn(after, 'adminEmail');
  return {
    because: "A business partner at the top is made by IBM's support, on request.",
    gate: {
      step: 'create-partner',
      title: 'have the business partner account made',
      waitingFor: support,
      since: at,
      proof: { by: 'attest' },
      proves: 'Only a word, until the engine has its own access; then the account is read by its billing id.',
      instructions: [
        ...requestTo(support, partnerRequest(portal, address.key, after ?? {})),
        'Note the number of the case: it is the evidence when you attest the answer.',
        `IBM answers by a mail to ${mail}: "MaaS360 Partner Program welcome", with the account's user name and ID. ` +
          'Pass the ID on with --set billingId=…',
      ],
      asks: [billingIdQuestion],
    },
  };
}

function partnerRequest(portal: PortalDeclaration, account: string, after: NonNullable<ChangeDraft['after']>): string {
  const facts = [
    `company ${textIn(after, 'displayName') || account}`,
    `account name ${account}`,
    `e-mail address of the primary administrator ${textIn(after, 'adminEmail')}`,
    ...labelled('default country', textIn(after, 'country')),
    ...labelled('default language', textIn(after, 'language')),
    ...labelled('unique code', textIn(after, 'code')),
    ...labelled('default and maximum trial period in days', numberIn(after, 'trialDays')),
  ];
  const below = linksOf(portal).some(({ parent, type }) => parent === account && type === 'partner');
  const subPartners = below ? ' Please also switch on that it may have partner accounts (sub-partners) below it.' : '';
  return (
    `Please create a Business Partner account in MaaS360 for us: ${facts.join('; ')}.` +
    `${subPartners} Please tell us the account ID, and that Account Management is available to it.`
  );
}

function numberIn(after: NonNullable<ChangeDraft['after']>, field: string): string {
  const value = after[field];
  return typeof value === 'number' ? String(value) : '';
}

function labelled(label: string, value: string): readonly string[] {
  return value === '' ? [] : [`${label} ${value}`];
}
