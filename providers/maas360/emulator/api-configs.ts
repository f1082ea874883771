import type { JsonObject } from '../../../engine/model/json.ts';
import { operations } from '../parameters.ts';
import { respond } from './answer.ts';
import { flag } from './api-accounts.ts';
import { addTableOperation, isVisible } from './api-context.ts';
import type { Api, Call } from './api-context.ts';
import { copying } from './api-guard.ts';
import type { Account } from './portal-state.ts';
import { refusal } from './refusal.ts';
import type { Refusal } from './refusal.ts';

/** Reading one account. No call lists them. */
export function addConfigRoutes(api: Api): void {
  addTableOperation(api, 'getCustomerConfig', { writes: false, act: (call) => customerConfig(api, call) });
  addTableOperation(api, 'getPartnerConfig', { writes: false, act: (call) => partnerConfig(api, call) });
}

/** [ours] All roots and members are assumed; what is not there comes as an empty element. */
function customerConfig(api: Api, { c, account }: Call): Response | Refusal {
  if (!isVisible(api, account)) return copying(account.name);
  if (account.type === 'partner') return refusal('invalid', 'form', `${account.name} is a partner account.`);
  const { answer } = operations.getCustomerConfig;
  const customerConfig: JsonObject = {
    ...configOf(account),
    [answer.ends.wire]: account.type === 'trial' ? String(account.endsAt ?? '') : '',
    [answer.vertical.wire]: account.vertical,
    [answer.acceptEula.wire]: String(account.acceptEula),
    [answer.committedLicenses.wire]: String(account.committedLicenses ?? ''),
  };
  return respond(c, api.quirks, { document: { customerConfig } });
}

function partnerConfig(api: Api, { c, account }: Call): Response | Refusal {
  if (!isVisible(api, account)) return copying(account.name);
  if (account.type !== 'partner') return refusal('invalid', 'form', `${account.name} is no partner account.`);
  const { answer } = operations.getPartnerConfig;
  const partnerAccountConfig: JsonObject = {
    ...configOf(account),
    [answer.displayName.wire]: account.displayName,
    [answer.code.wire]: account.code,
    [answer.trialDays.wire]: String(account.trialDays),
    [answer.maximumTrialDays.wire]: String(account.maximumTrialDays),
    [answer.subPartners.wire]: flag(api.quirks, account.subPartnersAllowed),
  };
  return respond(c, api.quirks, { document: { partnerAccountConfig } });
}

const types = { partner: 'Partner', customer: 'Customer', trial: 'Trial' } as const;

const statuses = { active: 'Active', expired: 'Expired', 'deletion-initiated': 'Deletion Initiated' } as const;

function configOf({ name, type, status, parent, country, language }: Account): JsonObject {
  const { answer } = operations.getPartnerConfig;
  return {
    [answer.name.wire]: name,
    [answer.type.wire]: types[type],
    [answer.status.wire]: statuses[status],
    [answer.parent.wire]: parent?.billingId ?? '',
    [answer.country.wire]: country,
    [answer.language.wire]: language,
  };
}
