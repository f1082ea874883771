import type { LicenseDeclaration, PersonDeclaration, PortalDeclaration } from '../../../engine/model/declaration.ts';
import { second } from '../../../engine/model/instant.ts';
import type { Json, JsonObject } from '../../../engine/model/json.ts';
import type { ChangeDescription, ChangeDraft, Declared, ResourceKind } from '../../../engine/model/provider.ts';
import type { DesiredResource } from '../../../engine/model/resource.ts';
import { desireOf } from '../../kit/desire.ts';
import { plainKind } from '../../kit/plain-kind.ts';
import { textMember } from '../wire.ts';
import { entitlementKey } from './entitlement-key.ts';
import { entitlementKind, keyOfPerson, provider, userAddress, userKind } from './people.ts';
import { normalKey } from './user-attributes.ts';

/** One licence of one person, as an entitlement of the account. Those that somebody else gave stay. */
export function entitlement(portal: PortalDeclaration): ResourceKind {
  const licenses = new Map(portal.licenses.map((license) => [license.name, license]));
  return plainKind({
    provider,
    kind: entitlementKind,
    plane: 'default',
    verbs: ['create', 'delete'],
    why: 'An entitlement is held or not; there is nothing to change about it.',
    dependsOnKinds: [userKind],
    visibilityDelay: 2 * second,
    holds: ['seats'],
    declare: (declared) => declareEntitlements(declared, licenses),
    identify: (attributes) => {
      const [email, value] = [textMember(attributes, 'email') ?? '', textMember(attributes, 'entitlement') ?? ''];
      return entitlementKey(email, value);
    },
    normalize,
    describe,
    summarize: (attributes) => productOf(portal, textMember(attributes, 'entitlement') ?? ''),
  });
}

function normalize(attributes: JsonObject): JsonObject {
  const normal: Record<string, Json> = { ...attributes };
  const { email, entitlement: value } = attributes;
  if (typeof email === 'string') normal['email'] = normalKey(email);
  if (typeof value === 'string') normal['entitlement'] = value.trim();
  return normal;
}

function declareEntitlements(portal: PortalDeclaration, licenses: ReadonlyMap<string, LicenseDeclaration>): Declared {
  const resources: DesiredResource[] = [];
  for (const person of portal.people) {
    for (const given of person.licenses) {
      const license = licenses.get(given.license);
      if (license !== undefined) resources.push(entitlementOf(portal, person, { given, license }));
    }
  }
  return { resources, requests: [], diagnostics: [] };
}

interface Given {
  readonly given: PersonDeclaration['licenses'][number];
  readonly license: LicenseDeclaration;
}

function entitlementOf(portal: PortalDeclaration, person: PersonDeclaration, { given, license }: Given) {
  const { until, why, origin } = given;
  const email = keyOfPerson(person);
  const value = valueOf(license);
  const dated = until === undefined ? {} : { until };
  return desireOf({
    portal: portal.name,
    kind: entitlementKind,
    key: entitlementKey(email, value),
    part: license.name,
    person,
    grants: [{ role: license.name, with: {}, origin, ...dated, ...(why === undefined ? {} : { why }) }],
    attributes: { email, entitlement: value },
    formerKeys: person.formerEmails.map((former) => entitlementKey(normalKey(former), value)),
    dependsOn: [userAddress(portal, email)],
  });
}

function valueOf({ part, name }: LicenseDeclaration): string {
  return (part ?? name).trim();
}

/** What people call the licence; the value itself where no License names it. */
function productOf(portal: PortalDeclaration, value: string): string {
  return portal.licenses.find((license) => valueOf(license) === value)?.product ?? value;
}

function describe({ verb, before }: ChangeDraft): ChangeDescription {
  if (verb !== 'delete') return { word: 'give licence', harms: [], consequences: [], consent: [], requests: 3 };
  const text = `loses ${textMember(before ?? {}, 'entitlement') ?? 'a licence'}`;
  const consequences = [{ kind: 'removal' as const, text }];
  return { word: 'take licence away', harms: ['seats'], consequences, consent: [], requests: 3 };
}
