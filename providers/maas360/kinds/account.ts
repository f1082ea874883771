import type { PortalDeclaration } from '../../../engine/model/declaration.ts';
import { second } from '../../../engine/model/instant.ts';
import type { ResourceKind } from '../../../engine/model/provider.ts';
import { plainKind } from '../../kit/plain-kind.ts';
import {
  accountKind,
  accountWriteOnly,
  identifyAccount,
  normalizeAccount,
  summarizeAccount,
} from './account-attributes.ts';
import { auditAccounts } from './audit-accounts.ts';
import { declareAccounts } from './declare-accounts.ts';
import { describeAccount } from './describe-account.ts';
import { textIn } from './texts.ts';

/** A partner, customer or trial account. It can be made, extended, converted and expired; nobody can remove it. */
export function account(portal: PortalDeclaration): ResourceKind {
  return plainKind({
    provider: 'maas360',
    kind: accountKind,
    plane: 'default',
    verbs: ['create', 'update', 'delete'],
    why: 'Accounts are made, extended, converted and expired; the interface knows nothing else.',
    reads: 'by-key',
    writeOnlyFields: accountWriteOnly,
    keyChange: 'manual',
    // A copy of the template runs on for minutes after the answer (3 were seen). Too early a "not there" would make the
    // account twice.
    visibilityDelay: copyingTime(portal),
    holds: ['partner-links'],
    declare: declareAccounts,
    identify: identifyAccount,
    normalize: normalizeAccount,
    audit: (_, audited) => auditAccounts(audited),
    describe: (draft) => describeAccount(draft, portal),
    standsOn: (attributes) => (textIn(attributes, 'parent') === '' ? [] : [textIn(attributes, 'parent')]),
    isSpent: ({ state }) => state === 'expired' || state === 'deleting',
    whenUndeclared: ({ onRemove }) => (onRemove === 'expire' ? 'delete' : 'release'),
    summarize: summarizeAccount,
  });
}

/** As the settings say; ten minutes where they say nothing. */
function copyingTime({ settings }: PortalDeclaration): number {
  const { copying } = settings;
  return (typeof copying === 'number' ? copying : 600) * second;
}
