import type { Json } from '../../../engine/model/json.ts';

/** How a role is known where it is assigned: by its name, and by the account number that it is inherited from. */
export interface RoleName {
  readonly name: string;
  readonly ownedBy?: string;
}

const asShown = /^(.*?)\s*\(\s*Inherited from (?:account number )?(\d{7,10})\s*\)$/i;
const asWritten = /^(.*)@(\d{7,10})$/;

/** Takes both forms: the portal's `Name (Inherited from account number 30001111)`, and ours, `Name@30001111`. */
export function parseRole(text: string): RoleName {
  const plain = text.trim().replace(/\s+/g, ' ');
  const [, name, ownedBy] = asShown.exec(plain) ?? asWritten.exec(plain) ?? [];
  return name === undefined || ownedBy === undefined ? { name: plain } : { name: name.trim(), ownedBy };
}

/** The one form in which roles are compared: the name alone is not a key where several levels have it. */
export function formatRole({ name, ownedBy }: RoleName): string {
  return ownedBy === undefined ? name : `${name}@${ownedBy}`;
}

/** As the portal shows it, for a person who has to find it there. */
export function shownRole(text: string): string {
  const { name, ownedBy } = parseRole(text);
  return ownedBy === undefined ? name : `${name} (Inherited from account number ${ownedBy})`;
}

/** A sorted set, of a list or of a text with commas between. What is neither stays as it is. */
export function roleSet(value: Json): Json {
  const texts = typeof value === 'string' ? value.split(',') : value;
  if (!Array.isArray(texts) || !texts.every((one): one is string => typeof one === 'string')) return value;
  return [...new Set(texts.map((one) => formatRole(parseRole(one))))].filter((one) => one !== '').sort();
}

/** The roles of normalized attributes. */
export function rolesIn(value: Json | undefined): readonly string[] {
  return Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [];
}
