import { wireId } from '../wire-ids.ts';

/** A licence as the organisation bought it. */
export interface LicencePool {
  /** The offer's code, as it stands in the id: `CJPPRM`. */
  readonly offer: string;
  readonly name: string;
  /** Grows when more are bought. Of a free licence there is always exactly one for each who has it. */
  units: number | 'free';
  readonly subscriptionId?: string;
  readonly siteUrl?: string;
  /** Of all licences with this word a person may have only one. */
  readonly onlyOneOf?: string;
  /** Given with others, and not to be taken away by itself. */
  readonly isImplicit?: boolean;
  /** Needs a number or a location. */
  readonly isCalling?: boolean;
}

const subscriptionId = 'Sub-sandbox';

/** [ours] What an organisation of the sandbox has bought. Names and offers as observed live. */
export const standardPools: readonly LicencePool[] = [
  { offer: 'CJPPRM', name: 'Contact Center Premium Agent', units: 5, subscriptionId, onlyOneOf: 'contact center' },
  { offer: 'CJPSTD', name: 'Contact Center Standard Agent', units: 5, subscriptionId, onlyOneOf: 'contact center' },
  { offer: 'BCPRO', name: 'Webex Calling - Professional', units: 20, subscriptionId, isCalling: true },
  { offer: 'BCSTD', name: 'Webex Calling - Standard', units: 20, subscriptionId, isCalling: true },
  { offer: 'MS', name: 'Advanced Messaging', units: 50, subscriptionId },
  { offer: 'SUITE', name: 'Webex Meetings Suite', units: 50, subscriptionId, siteUrl: 'sandbox.webex.com' },
  { offer: 'MSF', name: 'Basic Messaging', units: 'free' },
  { offer: 'SHARE', name: 'Screen Share', units: 'free', isImplicit: true },
];

/** `ciscospark://us/LICENSE/<org>:<offer>_<uuid>[_<site>]` (observed). The UUID is made from the place in the list. */
export function licenceId(orgId: string, pool: LicencePool, index: number): string {
  const number = (index + 1).toString(16).padStart(12, '0');
  const site = pool.siteUrl === undefined ? '' : `_${pool.siteUrl}`;
  return wireId('LICENSE', `${orgId}:${pool.offer}_11ce0000-0000-4000-8000-${number}${site}`);
}
