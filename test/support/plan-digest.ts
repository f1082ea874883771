import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plan } from '../../engine/model/plan.ts';

/** The digest of the plan that stands in a folder as `plan.json`. */
export function plannedDigest(folder: string): string {
  return (JSON.parse(readFileSync(join(folder, 'plan.json'), 'utf8')) as Plan).changeDigest;
}
