import { canonicalJson } from '../model/canonical-json.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { digestOf } from '../model/digest.ts';
import { isJsonObject, type Json, type JsonObject } from '../model/json.ts';
import { type Plan, planFormatVersion } from '../model/plan.ts';
import { changeDigest } from './change-digest.ts';
import { countedIn } from './count-harm.ts';

/** The text of a plan file: canonical JSON with a digest over everything else, and a line end. */
export function serializePlan(plan: Plan): string {
  return textOf(jsonOf(plan));
}

function textOf(content: JsonObject): string {
  return `${canonicalJson({ ...content, fileDigest: digestOf(canonicalJson(content)) })}\n`;
}

/** Plan files are checked against `schemas/plan.schema.json`; who reads them brings the validator. */
export type PlanValidator = (value: Json) => readonly string[];

export type ParsedPlan =
  { readonly plan: Plan; readonly diagnostic: null } | { readonly plan: null; readonly diagnostic: Diagnostic };

/**
 * Reads a plan file back. What was shown is what runs: a file that was edited, cut or made by another format version is
 * refused, never mended.
 */
export function parsePlan(text: string, validate: PlanValidator): ParsedPlan {
  const value = parseJson(text);
  if (value === undefined) return refused('plan-unreadable', 'the plan file is not JSON', 'It may be cut off.');
  const version = value['formatVersion'];
  if (typeof version !== 'string' || version.split('.')[0] !== planFormatVersion.split('.')[0]) {
    const detail = `It says formatVersion ${JSON.stringify(version ?? null).slice(0, 40)}, this Rollcall reads ${planFormatVersion}.`;
    return refused('plan-version', 'the plan file is of another format', detail);
  }
  const { fileDigest: _, ...content } = value;
  // The very bytes, not only their meaning: two texts that read as one plan would have one approval.
  if (text !== textOf(content)) return edited('Its digest does not fit its text.');
  const faults = validate(value);
  if (faults.length > 0) return refused('plan-invalid', 'the plan file is not a plan', faults.slice(0, 3).join('; '));
  const plan = content as unknown as Plan;
  if (changeDigest(countedIn(plan), plan.scope, plan) !== plan.changeDigest) {
    return edited('Its changes do not fit their digest.');
  }
  return { plan, diagnostic: null };
}

function edited(detail: string): ParsedPlan {
  return refused('plan-edited', 'the plan file was changed after it was written', detail);
}

function parseJson(text: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isJsonObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** A plan holds only JSON; a round through text drops the absent members that a type allows. */
function jsonOf(plan: Plan): JsonObject {
  const value: unknown = JSON.parse(JSON.stringify(plan));
  if (!isJsonObject(value)) throw new TypeError('a plan is an object');
  return value;
}

function refused(code: string, summary: string, detail: string): ParsedPlan {
  const cure = 'Make a new plan: rollcall plan --out plan.json';
  return { plan: null, diagnostic: { code, severity: 'error', summary, detail, cure } };
}
