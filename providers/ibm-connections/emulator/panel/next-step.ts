import { serviceOf } from './directory.ts';
import type { Directory, PanelUser } from './directory.ts';

/** Where a person stands on the article's way, and what they have to do next; null where nothing is left. */
export interface NextStep {
  readonly step: 'set-mycp-password' | 'set-ibm-password' | 'sync' | 'first-login';
  /** As the pages call it. */
  readonly label: string;
  /** From the portal's base on. */
  readonly path: string;
}

export function nextStep(directory: Directory, user: PanelUser): NextStep | null {
  if (user.passwordLink !== null) {
    const path = `/mycp/set-password/${user.passwordLink}`;
    return { step: 'set-mycp-password', label: 'password for myCP', path };
  }
  const service = serviceOf(directory, user);
  if (user.password === null || service === undefined) return null;
  const subscriber = directory.service.subscriberByEmail(service.email);
  if (subscriber === null) return null;
  const path = '/mycp/ibm-connections';
  if (!subscriber.hasPassword) return { step: 'set-ibm-password', label: 'Set Password in myCP', path };
  if (subscriber.isSyncPending) return { step: 'sync', label: 'Sync in myCP', path };
  if (directory.service.firstSignIn(service.email) !== null) return null;
  return { step: 'first-login', label: 'first Login from myCP', path };
}
