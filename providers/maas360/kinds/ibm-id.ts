import type { Instant } from '../../../engine/model/instant.ts';
import { addTo, day } from '../../../engine/model/instant.ts';
import { isJsonObject, type Json } from '../../../engine/model/json.ts';
import type { IbmIdDeclaration } from '../../../engine/model/partner-declaration.ts';

/** What a grant's `with.ibmId` says, in the form that PartnerLinks have it in. */
export function ibmIdOf(value: Json | undefined): IbmIdDeclaration {
  if (!isJsonObject(value)) return { how: 'none' };
  const { link, later, due } = value;
  if (typeof link === 'string') {
    const end = typeof due === 'string' ? endOf(due) : undefined;
    return { how: 'link', ibmId: link.trim(), ...(end === undefined ? {} : { due: end }) };
  }
  const end = typeof later === 'string' ? endOf(later) : undefined;
  return end === undefined ? { how: 'none' } : { how: 'later', due: end };
}

/** As an attribute; undefined where nothing is asked for. Dates are not part of it: they change nothing there. */
export function ibmIdAttribute(ibmId: IbmIdDeclaration): { readonly ibmId?: string } {
  if (ibmId.how === 'none') return {};
  return { ibmId: ibmId.how === 'link' ? `link ${ibmId.ibmId.toLowerCase()}` : 'later' };
}

export function dueOf(ibmId: IbmIdDeclaration | undefined): Instant | undefined {
  return ibmId === undefined || ibmId.how === 'none' ? undefined : ibmId.due;
}

/** The last moment of a day (UTC); undefined where the text is no date. */
function endOf(date: string): Instant | undefined {
  const midnight = Date.parse(`${date}T00:00:00.000Z`);
  return Number.isNaN(midnight) ? undefined : addTo(new Date(midnight).toISOString(), day);
}
