import { badRequest } from '../refusal.ts';
import type { Refusal } from '../refusal.ts';
import type { Filter } from './filter.ts';
import { ciscoUser, coreUser, enterpriseUser } from './urns.ts';

const equal = ['eq'];
const start = ['eq', 'sw'];
const all = ['eq', 'sw', 'ew'];

/** The documented table, and what its examples have besides. */
const table: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    id: equal,
    username: all,
    'name.familyname': all,
    'name.givenname': start,
    'name.middlename': start,
    'name.formatted': start,
    displayname: all,
    nickname: all,
    'emails.display': all,
    'emails.value': all,
    'phonenumbers.value': all,
    'phonenumbers.display': all,
    'phonenumbers.type': equal,
    'emails.type': equal,
    employeenumber: all,
    costcenter: all,
    organization: all,
    division: all,
    department: all,
    'manager.value': equal,
    'manager.displayname': all,
    'meta.organizationid': equal,
  }),
);

/** What of a filter the documented table does not have; null where it has everything. */
export function undocumentedIn(filter: Filter, prefix = ''): Refusal | null {
  switch (filter.is) {
    case 'and':
    case 'or': {
      for (const part of filter.parts) {
        const problem = undocumentedIn(part, prefix);
        if (problem !== null) return problem;
      }
      return null;
    }
    case 'not':
      return undocumentedIn(filter.of, prefix);
    case 'records':
      return undocumentedIn(filter.where, `${filter.attribute}.`);
    case 'compare': {
      const attribute = withoutSchema(`${prefix}${filter.attribute}`);
      if (table.get(attribute)?.includes(filter.operator) === true) return null;
      const text = `The filter ${filter.attribute} ${filter.operator} is not supported.`;
      return badRequest(text, { scimType: 'invalidFilter' });
    }
  }
}

/** Enterprise attributes may be named with or without their schema. */
function withoutSchema(attribute: string): string {
  const urn = [coreUser, enterpriseUser, ciscoUser].find((one) => attribute.startsWith(`${one.toLowerCase()}:`));
  return urn === undefined ? attribute : attribute.slice(urn.length + 1);
}

/** Gives an enterprise attribute its schema back, as the record has it. */
export function withSchemas(filter: Filter): Filter {
  switch (filter.is) {
    case 'and':
    case 'or':
      return { ...filter, parts: filter.parts.map(withSchemas) };
    case 'not':
      return { ...filter, of: withSchemas(filter.of) };
    case 'records':
      return filter;
    case 'compare': {
      const short = /^(employeenumber|costcenter|organization|division|department|manager\..*)$/u;
      const needsOne = short.test(filter.attribute);
      return needsOne ? { ...filter, attribute: `${enterpriseUser.toLowerCase()}:${filter.attribute}` } : filter;
    }
  }
}
