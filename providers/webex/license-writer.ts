import type { Outcome, Write } from '../../engine/model/provider.ts';
import { ProviderError } from '../../engine/model/provider-error.ts';
import type { HeldLicenses } from './licenses-api.ts';
import { personIn } from './ids.ts';
import { licenseAssignment } from './kinds/license-assignment.ts';
import { textIn } from './kinds/people.ts';
import { assignmentOf, holderNow, isHeldBy, licensesFor, type NamedLicense } from './license-reader.ts';
import type { Organisation } from './organisation.ts';

/** 200 and 206 alike: what counts is whether the answer names the licence among those that the person holds. */
export function giveLicense(organisation: Organisation): Write {
  return async ({ after }, { signal }) => {
    const [email, part] = [textIn(after, 'email'), textIn(after, 'part')];
    const license = await demandLicense(organisation, part);
    const change = { email, license: license.id, operation: 'add' as const };
    const result = await organisation.licenses().change(change, signal);
    if (result.held.includes(license.id)) {
      return { outcome: 'done', observed: assignmentOf(organisation, { email, person: result.person }, part) };
    }
    if (result.pending.includes(license.id)) return accepting(organisation, { email, person: result.person }, part);
    throw notApplied(license, email, result);
  };
}

export function takeLicense(organisation: Organisation): Write {
  return async ({ id, before }, { signal }) => {
    const part = textIn(before, 'part');
    const license = (await licensesFor(organisation, new Set([part]))).find((one) => one.part === part);
    if (license === undefined) return { outcome: 'done', observed: null };
    const person = id === null ? null : personIn(id);
    const holder = await holderNow(organisation, { email: textIn(before, 'email'), person });
    const isTheirs = person === null || isHeldBy(holder, person);
    if (!isTheirs || !holder.held.includes(license.id)) return { outcome: 'done', observed: null };
    const { email } = holder;
    const change = { email, license: license.id, operation: 'remove' as const };
    const result = await organisation.licenses().change(change, signal);
    if (result.held.includes(license.id)) throw notApplied(license, email, result);
    return { outcome: 'done', observed: null };
  };
}

async function demandLicense(organisation: Organisation, part: string): Promise<NamedLicense> {
  const bought = await licensesFor(organisation, new Set([part]));
  const found = bought.find((one) => one.part === part);
  if (found !== undefined) return found;
  throw new ProviderError('not-found', `The organisation has no licence "${part}".`, {
    cure: `It has: ${bought.map((one) => one.part).join(', ')}. Write one of these into part of the License.`,
  });
}

/** Documented: somebody of another organisation has to accept. */
function accepting(organisation: Organisation, holder: Parameters<typeof assignmentOf>[1], part: string): Outcome {
  const observed = { ...assignmentOf(organisation, holder, part), presence: 'invited' as const };
  const [gate] = licenseAssignment(organisation.portal).arrivalGates(observed);
  return gate === undefined ? { outcome: 'done', observed } : { outcome: 'gated', gate, observed: null };
}

/** No code says that units have run out, or why else a licence was left out of an answer. */
function notApplied({ part, row }: NamedLicense, email: string, { status }: HeldLicenses): ProviderError {
  const [units, consumed] = [row['totalUnits'], row['consumedUnits']];
  const known = typeof units === 'number' && typeof consumed === 'number';
  const count = known ? ` When it was listed last, ${consumed} of its ${units} units were in use.` : '';
  return new ProviderError('invalid', `Webex answered ${status} and did not apply "${part}" for ${email}.${count}`, {
    portalCode: `HTTP ${status}`,
    cure: 'Most often all units are in use: inactive users hold theirs too. Free or buy one, then apply again.',
  });
}
