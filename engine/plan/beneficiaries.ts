import type { Json } from '../model/json.ts';
import type { Counted } from './count-harm.ts';

/** Every name of somebody whom these changes make privileged, in lower case: addresses, and the names of documents. */
export function beneficiariesOf(counted: readonly Counted[]): ReadonlySet<string> {
  const names = new Set<string>();
  for (const change of counted) {
    if (!change.consequences.some(({ kind }) => kind === 'privilege')) continue;
    for (const name of namesIn(change)) names.add(name.toLowerCase());
  }
  return names;
}

/** Whether `who`, as a consent says it, is one of them: `ada@acme.example`, `ada`, `os:ada@build-7`, `ci:… by ada`. */
export function isBeneficiary(who: string, names: ReadonlySet<string>): boolean {
  const said = who.trim().toLowerCase();
  const own = /^os:([^@]+)@/.exec(said)?.[1] ?? /^ci:.* by (\S+)$/.exec(said)?.[1] ?? said;
  if (names.has(own)) return true;
  return !own.includes('@') && [...names].some((name) => name.split('@')[0] === own);
}

/** The key, the person's document, the addresses of what is given, and of a set whoever newly stands in it. */
function namesIn({ address, identity, before, after }: Counted): string[] {
  const names = [address.key];
  if (identity !== null && identity.document === 'User') names.push(identity.name);
  for (const [field, value] of Object.entries(after ?? {})) {
    if (typeof value === 'string' && value.includes('@')) names.push(value);
    const known = new Set(textsOf(before?.[field]));
    for (const text of textsOf(value)) if (!known.has(text)) names.push(text);
  }
  return names;
}

function textsOf(value: Json | undefined): string[] {
  return Array.isArray(value) ? (value as readonly Json[]).filter((one) => typeof one === 'string') : [];
}
