import { administratorDenied } from './administrators.ts';
import { secretText } from './passwords.ts';
import type { AccessKey, Account, Administrator, PortalState } from './portal-state.ts';
import { problemsOf } from './refusal.ts';
import type { FieldProblem } from './refusal.ts';

/** Setup > Manage Access Keys > Generate Access Key, type "MaaS360 Web Services". */
export function generateAccessKey(
  state: PortalState,
  actor: Administrator,
  { account, appId }: { readonly account: Account; readonly appId: string },
): AccessKey | readonly FieldProblem[] {
  const denied = administratorDenied(actor, account);
  if (denied !== null) return problemsOf(denied);
  const wanted = appId.trim() === '' ? defaultAppId(account) : appId.trim();
  if (/\s/u.test(wanted)) return [{ field: 'appId', text: 'The application id has no spaces.' }];
  const key = { key: secretText(state.world, 'access key').slice(0, 10), appId: wanted, createdAt: state.world.now() };
  account.accessKeys.push(key);
  return key;
}

/** Seen: `com.<billingId>.api`. */
export function defaultAppId({ billingId }: Pick<Account, 'billingId'>): string {
  return `com.${billingId}.api`;
}
