import type { ChangeCommon, DeleteChange, FieldChange, InviteChange, UpdateChange } from '../../engine/model/change.ts';
import type { JsonObject } from '../../engine/model/json.ts';
import type { WriteContext } from '../../engine/model/provider.ts';
import type { ObservedResource } from '../../engine/model/resource.ts';

export const writing: WriteContext = { occasion: 'o-1', signal: new AbortController().signal };

function commonOf(key: string, id: string | null): ChangeCommon {
  return {
    address: { portal: 'acme', kind: 'teammate', key },
    identity: { document: 'User', name: key.slice(0, key.indexOf('@')), portal: 'acme', kind: 'teammate' },
    id,
    word: 'change',
    summary: '',
    harms: [],
    consequences: [],
    consent: [],
    evidence: { grade: 'read', at: '2026-11-21T09:00:00.000Z' },
    dependsOn: [],
    requests: 1,
  };
}

export function inviteChange(
  email: string,
  more: JsonObject & { readonly id?: string; readonly round?: number } = {},
): InviteChange {
  const { id, round, ...attributes } = more;
  const after = { email, role: 'Limited access', level: 'client', ...attributes };
  return { ...commonOf(email, id ?? null), verdict: 'invite', before: null, after, round: round ?? 1 };
}

export function updateChange(observed: ObservedResource, patch: JsonObject): UpdateChange {
  const fields: FieldChange[] = Object.entries(patch).map(([field, after]) => {
    return { field, before: observed.attributes[field] ?? null, after };
  });
  const { presence, attributes } = observed;
  const common = commonOf(observed.address.key, observed.id);
  return { ...common, verdict: 'update', before: attributes, after: { ...attributes, ...patch }, fields, presence };
}

export function deleteChange(observed: ObservedResource): DeleteChange {
  const { presence, attributes } = observed;
  const common = commonOf(observed.address.key, observed.id);
  return { ...common, verdict: 'delete', before: attributes, after: null, presence };
}
