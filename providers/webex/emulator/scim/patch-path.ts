import { badRequest, isRefusal } from '../refusal.ts';
import type { Refusal } from '../refusal.ts';
import { properName } from './attributes.ts';
import { parseFilter } from './filter.ts';
import type { Filter } from './filter.ts';
import { ciscoUser, coreUser, enterpriseUser } from './urns.ts';

/** Where an operation of a PATCH strikes: `roles[value eq "x"]`, `name.givenName`, `urn:…:User:managedOrgs`. */
export interface PatchPath {
  /** The extension in which the attribute stands; null for the user itself. */
  readonly extension: string | null;
  readonly name: string;
  /** Which records of a list. */
  readonly where: Filter | null;
  readonly sub: string | null;
}

export function parsePath(text: string): PatchPath | Refusal {
  const urn = [coreUser, enterpriseUser, ciscoUser].find((one) => text.toLowerCase().startsWith(one.toLowerCase()));
  const rest = urn === undefined ? text : text.slice(urn.length).replace(/^:/u, '');
  if (rest === '') return { extension: null, name: urn ?? '', where: null, sub: null };
  const parts = /^(?<name>[a-z$][\w$-]*)(?:\[(?<filter>.*)\])?(?:\.(?<sub>[a-z$][\w$-]*))?$/iu.exec(rest)?.groups;
  if (parts === undefined) return badRequest(`The path ${text} cannot be read.`, { scimType: 'invalidPath' });
  const { name = '', filter, sub } = parts;
  const where = filter === undefined ? null : parseFilter(filter);
  if (where !== null && isRefusal(where)) return where;
  const extension = urn === undefined || urn === coreUser ? null : urn;
  return { extension, name: extension === null ? properName(name) : name, where, sub: sub ?? null };
}
