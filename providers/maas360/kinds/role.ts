import type { PortalDeclaration } from '../../../engine/model/declaration.ts';
import type { Diagnostic } from '../../../engine/model/diagnostic.ts';
import type { Json, JsonObject } from '../../../engine/model/json.ts';
import type { RoleDefinition } from '../../../engine/model/partner-declaration.ts';
import type { ChangeDescription, ChangeDraft, Declared, ResourceKind } from '../../../engine/model/provider.ts';
import type { DesiredResource } from '../../../engine/model/resource.ts';
import { plainKind } from '../../kit/plain-kind.ts';
import { accountKind } from './account-attributes.ts';
import { accountNamed, lineOf, linkOf } from './account-tree.ts';
import { administratorOf, portalNamed, primaryNamed } from './portal-places.ts';
import { parseRole, rolesIn } from './role-names.ts';
import { addressIn, asText, textIn } from './texts.ts';

export const roleKind = 'role';

const noInterface = 'Roles are made and changed in the portal; there is no call for it.';

/** A role made by copying another one and leaving rights out. Nothing shows it: the ledger holds that it was made. */
export function role(portal: PortalDeclaration): ResourceKind {
  return plainKind({
    provider: 'maas360',
    kind: roleKind,
    plane: 'default',
    verbs: [],
    why: noInterface,
    reads: 'none',
    dependsOnKinds: [accountKind],
    declare: declareRoles,
    identify: (attributes) => `${textIn(attributes, 'role')} (${textIn(attributes, 'account')})`,
    normalize: normalizeRole,
    describe: (draft) => describe(draft, portal),
    whenUndeclared: () => 'release',
    summarize: summarizeRole,
  });
}

function normalizeRole(attributes: JsonObject): JsonObject {
  const normal: Record<string, Json> = {};
  for (const [name, value] of Object.entries(attributes)) {
    const isList = Array.isArray(value) && value.every((one): one is string => typeof one === 'string');
    normal[name] = isList
      ? [...new Set(value.map((one) => one.trim()))].filter((one) => one !== '').sort()
      : asText(value);
  }
  return normal;
}

function summarizeRole(attributes: JsonObject): string {
  const without = rolesIn(attributes['without']);
  const less = without.length === 0 ? '' : ` without ${without.join(', ')}`;
  return `copy of ${textIn(attributes, 'copyOf')}${less}`;
}

/** Documented: a role's name alone is no key, for several levels of the hierarchy may have it. */
export function roleKey(portal: PortalDeclaration, definition: RoleDefinition): string {
  return `${definition.role.trim()} (${ownerOf(portal, definition) ?? ''})`;
}

/** The definition that gives an account a role: its own, or the nearest above it. */
export function definitionFor(
  portal: PortalDeclaration,
  { account, role: text }: { readonly account: string; readonly role: string },
): RoleDefinition | undefined {
  const named = (portal.roleDefinitions ?? []).filter((one) => one.role.trim() === parseRole(text).name);
  for (const owner of lineOf(portal, account)) {
    const found = named.find((one) => ownerOf(portal, one) === owner);
    if (found !== undefined) return found;
  }
  return undefined;
}

export function ownerOf(portal: PortalDeclaration, { account }: RoleDefinition): string | undefined {
  return accountNamed(portal, account);
}

function declareRoles(portal: PortalDeclaration): Declared {
  const resources: DesiredResource[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const definition of portal.roleDefinitions ?? []) {
    const account = ownerOf(portal, definition);
    const { name, copyOf, without, origin, why } = definition;
    if (account === undefined) {
      diagnostics.push(withoutOwner(portal, definition));
      continue;
    }
    resources.push({
      address: { portal: portal.name, kind: roleKind, key: roleKey(portal, definition) },
      identity: { document: 'Role', name, portal: portal.name, kind: roleKind },
      attributes: normalizeRole({ role: definition.role, account, copyOf, without: [...without] }),
      origin,
      dependsOn: linkOf(portal, account) === undefined ? [] : [addressIn(portal, accountKind, account)],
      formerKeys: [],
      ...(why === undefined ? {} : { why }),
    });
  }
  return { resources, requests: [], diagnostics };
}

function withoutOwner(portal: PortalDeclaration, { role: name, origin }: RoleDefinition): Diagnostic {
  return {
    code: 'role-without-account',
    severity: 'error',
    summary: 'a custom role of which nobody knows where it belongs',
    detail: `The role "${name}" names no account, and ${portal.name} has neither a PartnerLink at the top nor settings.billingId.`,
    cure: 'Write account: with the name of the account that is to own it.',
    origin,
  };
}

function describe({ verb, address, before, after, at }: ChangeDraft, portal: PortalDeclaration): ChangeDescription {
  const wanted = after ?? before ?? {};
  const [name, account] = [textIn(wanted, 'role'), textIn(wanted, 'account')];
  const word = verb === 'delete' ? 'remove' : verb === 'update' ? 'change' : 'make';
  const instructions = {
    make: makingOf(wanted),
    change: [`Open the role ${name} and choose its access rights again: those of ${rightsOf(wanted)}. Save.`],
    remove: [
      `Delete the role ${name}. Whoever has no other role is inactive then, and cannot log in: give them another one first.`,
    ],
  }[word];
  return {
    word,
    // Whoever has the role loses rights with it; nothing shows who that is.
    harms: verb === 'delete' || verb === 'update' ? ['role-assignments'] : [],
    consequences: [],
    consent: [],
    requests: 0,
    manual: {
      because: noInterface,
      gate: {
        step: `${word}-role`,
        title: `${word} the role ${address.key}`,
        waitingFor: administratorOf(portal),
        since: at,
        proof: { by: 'attest' },
        proves: 'Only the word of who did it: nothing shows roles or their rights.',
        instructions: [
          `Log in to ${portalNamed(portal)}, to the account ${account}. Only rights that you have yourself can be given: ` +
            `who lacks one asks ${primaryNamed(portal)}.`,
          'Setup > Portal Administration > Roles.',
          ...instructions,
        ],
      },
    },
  };
}

function makingOf(wanted: JsonObject): readonly string[] {
  const without = rolesIn(wanted['without']);
  return [
    `Add Role: the name is ${textIn(wanted, 'role')}.`,
    `Select ${textIn(wanted, 'copyOf')} from the list of existing roles, Next.`,
    without.length === 0
      ? 'Leave all access rights selected, Save.'
      : `Grant Access Rights: clear ${without.join(', ')}, leave the others selected, Save.`,
  ];
}

function rightsOf(wanted: JsonObject): string {
  const without = rolesIn(wanted['without']);
  return `${textIn(wanted, 'copyOf')}${without.length === 0 ? '' : ` without ${without.join(', ')}`}`;
}
