import { isJsonObject, type Json, type JsonObject } from '../../../engine/model/json.ts';
import { memberIdsIn, type ScimRow, type ScimState, textIn, write } from './scim-state.ts';

/** The operations of a PATCH (RFC 7644, section 3.5.2), all or none. False where one of them cannot be understood. */
export function patched({ rows }: ScimState, row: ScimRow, operations: Json | undefined): boolean {
  const members = new Set(row.members);
  const attributes: Record<string, Json> = {};
  for (const one of Array.isArray(operations) ? operations : []) {
    if (!isJsonObject(one)) return false;
    const [op, path] = [textIn(one, 'op').toLowerCase(), textIn(one, 'path')];
    const single = /^members\[value eq "([^"]+)"\]$/u.exec(path)?.[1];
    if (op === 'remove' && single !== undefined) members.delete(single);
    else if (path === 'members') {
      const ids = memberIdsIn(one['value']);
      if (!ids.every((id) => rows.get(id)?.type === 'User') && op !== 'remove') return false;
      if (op === 'replace') members.clear();
      for (const id of ids) {
        if (op === 'remove') members.delete(id);
        else members.add(id);
      }
    } else if (op === 'replace' && path !== '') Object.assign(attributes, assigned(row, path, one['value'] ?? null));
    else return false;
  }
  write(row, { ...attributes, members: [...members].map((value) => ({ value })) });
  return true;
}

function assigned({ attributes }: ScimRow, path: string, value: Json): JsonObject {
  const [outer = '', inner] = path.split('.');
  const held = attributes[outer];
  return { [outer]: inner === undefined ? value : { ...(isJsonObject(held) ? held : {}), [inner]: value } };
}

/** Filters such as `userName eq "ada"`, also several joined by `or`. Null where the filter is not understood. */
export function chosen(rows: readonly ScimRow[], filter: string): ScimRow[] | null {
  const wanted = filter.split(' or ').map((one) => /^(\w+) eq "([^"]*)"$/u.exec(one));
  if (wanted.some((one) => one === null)) return null;
  return rows.filter((row) => {
    const shown: JsonObject = { ...row.attributes, id: row.id };
    return wanted.some((one) => textIn(shown, one?.[1] ?? '').toLowerCase() === one?.[2]?.toLowerCase());
  });
}
