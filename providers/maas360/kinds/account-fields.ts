import { sameJson } from '../../../engine/model/canonical-json.ts';
import type { Json, JsonObject } from '../../../engine/model/json.ts';
import { accountMoving, accountWriteOnly } from './account-attributes.ts';
import type { StepByHand } from './account-obstacles.ts';
import { textIn } from './texts.ts';

/**
 * IBM lists them as fields that a partner administrator cannot edit "with the Account Actions Control access right";
 * that they are locked for every partner administrator is our reading of it.
 */
const locked: ReadonlySet<string> = new Set(['country', 'language', 'vertical', 'trialDays']);

/** As the pages of the portal call them. */
const labels: Readonly<Record<string, string>> = {
  country: 'Default country',
  language: 'Default language',
  vertical: 'Customer vertical',
  acceptEula: 'Force admins to accept EULA',
  committedLicenses: 'Committed licenses',
  displayName: 'Display user name',
  code: 'Unique code',
  trialDays: 'Default trial period for customers',
};

/** What differs besides the way through the states: none of it has a call of the interface. */
export function fieldSteps(found: JsonObject, wanted: JsonObject): readonly StepByHand[] {
  const fields = Object.keys(wanted).filter((name) => isSettled(name, found, wanted) && differs(name, found, wanted));
  const steps: StepByHand[] = [];
  const plain = fields.filter((name) => name !== 'name' && name !== 'parent' && !isLocked(name));
  const asked = fields.filter(isLocked);
  if (fields.includes('name')) steps.push(renaming(found, wanted));
  if (fields.includes('parent')) steps.push(moving(found, wanted));
  if (plain.length > 0) steps.push(editing(plain, found, wanted));
  if (asked.length > 0) steps.push(asking(asked, found, wanted));
  return steps;
}

/** The number of licences is said by Convert, and never again. */
function isSettled(name: string, found: JsonObject, wanted: JsonObject): boolean {
  if (accountWriteOnly.includes(name)) return false;
  if (name !== 'committedLicenses') return !accountMoving.has(name);
  return wanted['type'] === 'customer' && found['type'] === 'customer' && found['state'] !== 'expired';
}

function isLocked(name: string): boolean {
  return locked.has(name) || name === 'committedLicenses';
}

function differs(name: string, found: JsonObject, wanted: JsonObject): boolean {
  return !sameJson(found[name] ?? null, wanted[name] ?? null);
}

function renaming(found: JsonObject, wanted: JsonObject): StepByHand {
  return {
    step: 'rename-account',
    title: 'rename an account',
    because: 'The interface has no call to rename an account.',
    instructions: [
      `Is ${textIn(found, 'name')} another account than the one that is meant? Then its ID was told wrongly: change nothing, and ` +
        'take that word back (rollcall attest --withdraw, with the number that attest printed).',
      `Options icon > Rename Account: ${textIn(wanted, 'name')}.`,
    ],
  };
}

function moving(found: JsonObject, wanted: JsonObject): StepByHand {
  const [from, to] = [textIn(found, 'parent') || 'the top', textIn(wanted, 'parent') || 'the top'];
  return {
    step: 'move-account',
    harms: ['partner-links'],
    title: 'move an account to another partner',
    because: 'The interface has no call to move an account.',
    instructions: [
      `Is ${to} the account ${from} under a new name? Then nothing is to be moved: rename it there, and plan again.`,
      `Options icon > Move: from ${from} to ${to}.`,
    ],
  };
}

function editing(fields: readonly string[], found: JsonObject, wanted: JsonObject): StepByHand {
  return {
    step: 'edit-account',
    title: 'change details of an account',
    because: `What the call for ${fields.join(', ')} would be is not published.`,
    instructions: [
      `Open the account and set: ${listed(fields, found, wanted)}. Save.`,
      'Whether the page lets you is not documented for each field: what it refuses, IBM MaaS360 support has to change.',
    ],
  };
}

function asking(fields: readonly string[], found: JsonObject, wanted: JsonObject): StepByHand {
  return {
    step: 'ask-for-details',
    title: 'have details of an account changed by support',
    because: `A partner administrator cannot edit ${fields.join(', ')} (documented; that it holds for all of them is our reading).`,
    instructions: [`Please change: ${listed(fields, found, wanted)}.`],
    support: true,
    ...(fields.includes('committedLicenses') ? { harms: ['orders'] } : {}),
  };
}

function listed(fields: readonly string[], found: JsonObject, wanted: JsonObject): string {
  return fields
    .map((name) => `${labels[name] ?? name} from ${shown(found[name])} to ${shown(wanted[name])}`)
    .join('; ');
}

function shown(value: Json | undefined): string {
  if (value === undefined || value === null) return 'nothing';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
