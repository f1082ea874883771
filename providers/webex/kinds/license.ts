import type { LicenseDeclaration, PortalDeclaration } from '../../../engine/model/declaration.ts';
import type { Diagnostic } from '../../../engine/model/diagnostic.ts';
import type { Gate } from '../../../engine/model/gate.ts';
import type { JsonObject } from '../../../engine/model/json.ts';
import type { ChangeDescription, ChangeDraft, Declared, ResourceKind } from '../../../engine/model/provider.ts';
import { plainKind } from '../../kit/plain-kind.ts';
import { provider, textIn } from './people.ts';

export const licenseKind = 'license';

const noOrders =
  'Licences are bought from Cisco or a partner: Webex documents no way to order or resize them by its API.';

/** What the organisation has bought: the pool that people's licences come from. */
export function license(portal: PortalDeclaration): ResourceKind {
  return plainKind({
    provider,
    kind: licenseKind,
    plane: 'default',
    verbs: [],
    why: noOrders,
    keyChange: 'manual',
    declare: declareLicenses,
    identify: (attributes) => textIn(attributes, 'part'),
    normalize: (attributes) => attributes,
    describe: (draft) => describe(draft, portal),
    free: freeUnits,
    whenUndeclared: () => 'release',
    summarize: ({ units, consumed }) => (typeof units === 'number' ? inUse(units, consumed) : 'no fixed number'),
  });
}

/** The one name under which a licence stands in plans: as Control Hub calls it, or its id. */
export function partOf({ part, product }: Pick<LicenseDeclaration, 'part' | 'product'>): string {
  return (part ?? product).trim();
}

/** Null where the portal tells no number, or gives as many as there are takers: then it is no pool. */
function freeUnits({ units, consumed }: JsonObject): number | null {
  return typeof units === 'number' ? units - (typeof consumed === 'number' ? consumed : 0) : null;
}

function inUse(units: number, consumed: JsonObject[string] | undefined): string {
  return typeof consumed === 'number' ? `${units} units, ${consumed} in use` : `${units} units`;
}

function declareLicenses(portal: PortalDeclaration): Declared {
  const resources = portal.licenses.map((declared) => {
    const { name, seats, origin, why } = declared;
    const part = partOf(declared);
    return {
      address: { portal: portal.name, kind: licenseKind, key: part },
      identity: { document: 'License', name, portal: portal.name, kind: licenseKind },
      attributes: { part, ...(seats === undefined ? {} : { units: seats }) },
      origin,
      dependsOn: [],
      formerKeys: [],
      ...(why === undefined ? {} : { why }),
    };
  });
  return { resources, requests: [], diagnostics: portal.licenses.flatMap((one) => idleFields(portal, one)) };
}

/** What could only be ordered means nothing here, and must not look as if it did. */
function idleFields(portal: PortalDeclaration, declared: LicenseDeclaration): Diagnostic[] {
  const { name, mpn, term, billing, renewal, expires, addOnOf, origin } = declared;
  const given = Object.entries({ mpn, term, billing, renewal, expires, addOnOf }).filter(
    ([, one]) => one !== undefined,
  );
  if (given.length === 0) return [];
  return [
    {
      code: 'idle-license-fields',
      severity: 'warning',
      summary: 'A licence says what nobody can order',
      detail: `${name} says ${given.map(([field]) => field).join(', ')}, which means nothing on ${portal.name}. ${noOrders}`,
      cure: 'Take them out.',
      origin,
    },
  ];
}

function describe({ verb, after, before, address, at }: ChangeDraft, portal: PortalDeclaration): ChangeDescription {
  const units = after?.['units'] ?? before?.['units'];
  const many = typeof units === 'number' ? `${units} units of ` : '';
  const name = portal.contacts.successManager ?? portal.contacts.support ?? 'Cisco, or the partner who sells';
  const asked: Readonly<Record<string, string>> = {
    create: `Buy ${many}"${address.key}" from ${name}; the next plan finds it.`,
    update: `Ask ${name} to make "${address.key}" ${typeof units === 'number' ? `${units} units` : 'what is declared'}.`,
  };
  const gate: Gate = {
    step: `${verb}-by-hand`,
    title: verb === 'create' ? 'buy the licence' : 'resize the licence',
    waitingFor: { role: 'support', name },
    since: at,
    proof: { by: 'read' },
    proves: "The organisation's list of licences shows it.",
    instructions: [
      asked[verb] ?? `Settle "${address.key}" with ${name}.`,
      'Should it be there under another name: write that name, or its id, into part of the License. Of several with one ' +
        'name, each is called NAME (SITE OR SUBSCRIPTION).',
    ],
  };
  const word = verb === 'create' ? 'buy' : verb === 'update' ? 'resize' : verb;
  return { word, ...moneyOf(word, `${many}${address.key}`), requests: 0, manual: { because: noOrders, gate } };
}

/** What a person is asked to buy is bought like what a call would order. */
function moneyOf(word: string, what: string): Pick<ChangeDescription, 'harms' | 'consequences' | 'consent'> {
  if (word !== 'buy' && word !== 'resize') return { harms: [], consequences: [], consent: [] };
  const text = word === 'buy' ? `is to be bought: ${what}` : `is to be resized: ${what}`;
  const asks = word === 'buy' ? `buys ${what}` : `resizes to ${what}`;
  return { harms: ['orders'], consequences: [{ kind: 'money', text }], consent: [asks] };
}
