import { resolve } from 'node:path';
import type { Diagnostic } from '../model/diagnostic.ts';
import { instantOf } from '../model/instant.ts';
import type { PortalsReached } from '../model/ledger-entry.ts';
import { packagedSchema } from '../model/packaged-schema.ts';
import type { Plan } from '../model/plan.ts';
import { checkOf } from '../manifest/validator.ts';
import { parsePlan } from '../plan/plan-file.ts';
import type { Commands } from '../render/commands.ts';
import { momentText } from '../render/time-text.ts';
import { CliFailure, Unmended } from './cli-failure.ts';
import { exitCodes } from './exit-codes.ts';
import { shellWord } from './next-commands.ts';
import { readRegularFile } from './read-regular-file.ts';
import type { Session } from './session.ts';

export interface PlanFileOptions {
  readonly file: string;
  readonly folder: string;
  readonly session: Session;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** The commands to go on with where this file is not it. */
  readonly commands: Commands;
}

/** @throws Unmended where the file is no plan, was edited, has expired, or was made for another workspace or moment. */
export function readPlanFile(options: PlanFileOptions): Plan {
  const { plan, diagnostic } = parsePlan(planFileText(options), problemsOf);
  if (plan === null) throw new Unmended([{ ...diagnostic, cure: anotherPlan(options) }]);
  const problem = unfit(plan, options);
  const code = problem?.code === 'plan-expired' ? exitCodes.stale : exitCodes.error;
  if (problem !== undefined) throw new Unmended([problem], undefined, code);
  return plan;
}

/** @throws CliFailure where there is no such file, or no plain one. */
export function planFileText({
  file,
  folder,
  commands,
}: Pick<PlanFileOptions, 'file' | 'folder' | 'commands'>): string {
  try {
    return readRegularFile(resolve(folder, file));
  } catch {
    throw new CliFailure(`The plan file ${file} cannot be read`, {
      cure: `Make one: ${commands(`plan --out ${shellWord(file)}`)}`,
    });
  }
}

function anotherPlan({ commands }: Pick<PlanFileOptions, 'commands'>): string {
  return `Make a new plan: ${commands('plan --out plan.json')}`;
}

function problemsOf(value: unknown): string[] {
  const check = checkOf(packagedSchema('plan'), { fillDefaults: false });
  return check(value).map(({ path, summary }) => `${path.join('/')}: ${summary}`);
}

function unfit(plan: Plan, options: PlanFileOptions): Diagnostic | undefined {
  const { session, now } = options;
  const { recorded, scope } = plan;
  const cure = anotherPlan(options);
  const problem = (code: string, summary: string, detail: string): Diagnostic => {
    return { code, severity: 'error', summary, detail, cure };
  };
  const { workspace } = session;
  if (recorded.workspace !== workspace.name || recorded.ledger.id !== (workspace.ledger.id ?? null)) {
    const detail = `It was made for ${recorded.workspace} and the ledger ${recorded.ledger.id ?? '(none yet)'}.`;
    return problem('plan-foreign', 'a plan for another workspace or another ledger', detail);
  }
  if (recorded.portals !== undefined && recorded.portals !== session.reached)
    return otherPortals(recorded.portals, options);
  if (recorded.expiresAt <= instantOf(now)) {
    return problem('plan-expired', 'a plan that has expired', `It was valid until ${momentText(recorded.expiresAt)}.`);
  }
  if (scope.at !== null && scope.at > instantOf(now)) {
    return problem('plan-ahead', 'a plan for a moment that has not come', `It is for ${momentText(scope.at)}.`);
  }
  return undefined;
}

/** What one of them holds says nothing of the others. */
function otherPortals(made: PortalsReached, { commands }: PlanFileOptions): Diagnostic {
  const plan = commands('plan --out plan.json');
  const [summary, cure] =
    made === 'sandbox'
      ? ['a plan for the sandbox', `Add --sandbox, or make a new plan for the live portals: ${plan}`]
      : ['a plan for the live portals', `Leave --sandbox out, or make a new plan: ${plan}`];
  const detail = 'It was made against other portals than this command would write to.';
  return { code: 'plan-portals', severity: 'error', summary, detail, cure };
}
