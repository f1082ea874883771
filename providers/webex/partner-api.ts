import type { JsonObject } from '../../engine/model/json.ts';
import { pathOf } from '../kit/base-url.ts';
import type { HttpDoor } from '../kit/http-door.ts';
import { answerReader } from '../kit/json-answer.ts';
import { publicId } from './ids.ts';

/** A partner administrator and a customer, both by UUID. */
export interface PartnerLink {
  readonly person: string;
  readonly customer: string;
}

/** Which of a partner's people manage which customer. A change is answered without a body: any other says nothing. */
export interface PartnerApi {
  /** Without those who have access by a customer group, and those who manage every customer. */
  readonly admins: (customer: string) => Promise<readonly JsonObject[]>;
  readonly assign: (link: PartnerLink, signal: AbortSignal) => Promise<void>;
  readonly unassign: (link: PartnerLink, signal: AbortSignal) => Promise<void>;
  /** Takes every partner role of a person, and with it every customer. */
  readonly revoke: (person: string, signal: AbortSignal) => Promise<void>;
}

const root = pathOf('v1', 'partner', 'organizations');

export function createPartnerApi(door: HttpDoor): PartnerApi {
  const customerPath = (customer: string): string => `${root}${pathOf(publicId('ORGANIZATION', customer))}`;
  const adminPath = (person: string): string => pathOf('partnerAdmin', publicId('PEOPLE', person));
  return {
    async admins(customer) {
      const answer = await door.request({
        operation: 'list the partner administrators of a customer',
        method: 'GET',
        path: `${customerPath(customer)}${pathOf('partnerAdmins')}`,
        writes: false,
      });
      const read = answerReader('The list of partner administrators');
      return read.list(read.object(answer.json), 'items');
    },
    async assign({ person, customer }, signal) {
      await door.request({
        operation: 'assign a partner administrator',
        method: 'POST',
        path: `${customerPath(customer)}${adminPath(person)}${pathOf('assign')}`,
        writes: true,
        signal,
      });
    },
    async unassign({ person, customer }, signal) {
      await door.request({
        operation: 'unassign a partner administrator',
        method: 'DELETE',
        path: `${customerPath(customer)}${adminPath(person)}${pathOf('unassign')}`,
        writes: true,
        signal,
      });
    },
    async revoke(person, signal) {
      await door.request({
        operation: 'revoke the partner roles of a person',
        method: 'DELETE',
        path: `${root}${adminPath(person)}`,
        writes: true,
        signal,
      });
    },
  };
}
