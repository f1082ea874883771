import type { Consequence } from '../../../engine/model/harm.ts';
import type { ChangeDescription, ChangeDraft } from '../../../engine/model/provider.ts';
import { connectRole, partnerAdministrator, roleName } from '../roles.ts';
import type { Settings } from '../settings.ts';
import { textIn } from './people.ts';

/** What a role means, here and by role sync in Webex Connect. */
export function describeRole({ verb, before, after }: ChangeDraft, settings: Settings): ChangeDescription {
  const id = textIn(after ?? before, 'role');
  const name = roleName(id);
  if (verb !== 'delete') {
    const consequences: readonly Consequence[] = [
      { kind: 'privilege', text: `becomes ${name}` },
      ...following(id, settings),
    ];
    const consent = makesOwner(id, settings) ? [ownership] : [];
    return { word: 'give role', harms: [], consequences, consent, requests: 2 };
  }
  const removal: Consequence = { kind: 'removal', text: `is no longer ${name}${customersToo(id)}` };
  const consequences = settings.contactCenter && connectRole(id) !== undefined ? [removal, keepsTeammate] : [removal];
  return { word: 'take role away', harms: ['role-assignments'], consequences, consent: [], requests: 2 };
}

function customersToo(id: string): string {
  return id === partnerAdministrator ? ', and manages no customer any more, but by a customer group' : '';
}

/** Documented for contact center organisations: the role here decides the one there. */
function following(id: string, { contactCenter }: Settings): readonly Consequence[] {
  const connect = connectRole(id);
  if (!contactCenter || connect === undefined) return [];
  const text = `by role sync becomes ${connect} of Webex Connect, without an invitation`;
  return [{ kind: connect === 'Owner' ? 'privilege' : 'follows', text }];
}

/** By whatever way somebody becomes one, there is no way back but by a ticket. */
function makesOwner(id: string, { contactCenter }: Settings): boolean {
  return contactCenter && connectRole(id) === 'Owner';
}

const ownership =
  "makes an Owner of Webex Connect by role sync, a one-way door: afterwards only the vendor's support can change that";

/** What role sync does with a teammate whose role here goes, nothing documents. */
const keepsTeammate: Consequence = {
  kind: 'keeps',
  text: 'may stay a teammate of Webex Connect: nothing documents that role sync takes anybody away there',
};
