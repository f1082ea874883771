import type { JsonObject } from '../../engine/model/json.ts';
import type { ReadResult } from '../../engine/model/provider.ts';
import { type Problem, ProviderError, problemOf } from '../../engine/model/provider-error.ts';
import type { Known, ObservedResource } from '../../engine/model/resource.ts';
import type { Server } from './server.ts';

export interface Found {
  readonly kind: string;
  readonly key: string;
  readonly id: string;
  readonly attributes: JsonObject;
}

/** What the server showed just now. Nobody is ever only invited: SCIM knows no invitation. */
export function observedOf({ portal, now }: Server, { kind, key, id, attributes }: Found): ObservedResource {
  const evidence = { grade: 'read', at: now() } as const;
  return { address: { portal, kind, key }, id, presence: 'active', attributes, evidence };
}

/** Each that was asked for by itself; what fails after the first makes the read partial. */
export async function readEach(
  only: readonly Known[],
  readOne: (known: Known) => Promise<ObservedResource | null>,
): Promise<ReadResult> {
  const resources: ObservedResource[] = [];
  const absent: Known['address'][] = [];
  let problem: Problem | null = null;
  for (const known of only) {
    try {
      const found = await readOne(known);
      if (found === null) absent.push(known.address);
      else resources.push(found);
    } catch (error) {
      if (!(error instanceof ProviderError) || resources.length + absent.length === 0) throw error;
      problem = problemOf(error);
      break;
    }
  }
  const coverage = problem === null ? 'known-only' : 'partial';
  const pages = resources.length + absent.length;
  return { coverage, resources, absent, evidence: [], pages, rows: resources.length, problem };
}

export function listResult(
  resources: readonly ObservedResource[],
  read: Pick<ReadResult, 'pages' | 'rows' | 'problem' | 'unidentified'>,
): ReadResult {
  const coverage = read.problem === null ? 'complete' : 'partial';
  return { coverage, resources, absent: [], evidence: [], ...read };
}
