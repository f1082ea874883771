import type { JsonObject } from '../../engine/model/json.ts';
import type { Observation } from '../../engine/model/observation.ts';
import type { RailVerdict } from '../../engine/model/plan.ts';
import type { Provider, ResourceKind } from '../../engine/model/provider.ts';
import type { Counted } from '../../engine/plan/count-harm.ts';
import { lastAdministratorRails } from '../../engine/plan/last-administrator.ts';
import { at, observation } from './engine-builders.ts';
import { byHand, remove, update } from './plan-builders.ts';
import { portalDeclaration } from './portal-declaration.ts';

/** One portal of a provider: what stands there by kind and key, and a plan on it. */
export function portalOf(provider: Provider, settings: JsonObject = {}) {
  const portal = portalDeclaration({ name: 'lab', provider: provider.name, settings });
  const kinds = provider.kinds(portal);
  const kindOf = (name: string): ResourceKind => kinds.find(({ kind }) => kind === name)!;
  const address = (kind: string, key: string) => ({ portal: 'lab', kind, key });
  function seen(
    kind: string,
    rows: Record<string, JsonObject>,
    presence: 'active' | 'invited' = 'active',
  ): Observation {
    const resources = Object.entries(rows).map(([key, attributes]) => {
      return { address: address(kind, key), id: key, presence, attributes, evidence: { grade: 'read' as const, at } };
    });
    return observation(resources, { kind: kindOf(kind), portal });
  }
  return {
    seen,
    removed: (kind: string, key: string): Counted => ({ ...remove('x'), address: address(kind, key) }),
    removedByHand: (kind: string, key: string): Counted => {
      return { ...byHand('x', { wants: 'delete', after: null }), address: address(kind, key) };
    },
    changed: (kind: string, key: string, after: JsonObject): Counted => {
      return { ...update('x', { after }), address: address(kind, key) };
    },
    changedByHand: (kind: string, key: string, after: JsonObject): Counted => {
      return { ...byHand('x', { wants: 'update', after }), address: address(kind, key) };
    },
    rails: (counted: readonly Counted[], ...observations: Observation[]): RailVerdict[] => {
      return lastAdministratorRails(portal, counted, observations);
    },
  };
}
