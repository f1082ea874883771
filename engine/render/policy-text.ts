import { type PolicyVerdict, stopsPlan } from '../model/policy.ts';
import { placeText } from './change-words.ts';
import { fold } from './fold.ts';
import { emptyLine, type Line, line } from './line.ts';
import { safeJson } from './safe-text.ts';
import { untilText } from './time-text.ts';
import { clipped, counted, firstOf, number } from './words.ts';

const mostNames = 10;
const mostGroups = 10;
const mostMessage = 300;

/** What one policy says of everybody of whom it says the same. */
export interface PolicyGroup {
  readonly verdict: PolicyVerdict;
  readonly who: readonly string[];
}

/** The verdicts that stop a plan, the same words of the same policy once. */
export function refusedPolicies(policies: readonly PolicyVerdict[] = []): PolicyGroup[] {
  return groups(policies.filter(stopsPlan));
}

/** What is only said: warnings, and who is excepted. */
export function notedPolicies(policies: readonly PolicyVerdict[] = []): PolicyGroup[] {
  return groups(policies.filter((verdict) => !stopsPlan(verdict)));
}

function groups(verdicts: readonly PolicyVerdict[]): PolicyGroup[] {
  const found = new Map<string, { verdict: PolicyVerdict; who: string[] }>();
  for (const verdict of verdicts) {
    const { policy, message, exception, names } = verdict;
    const current = verdict.verdict === 'excepted' ? (exception ?? null) : null;
    const name = JSON.stringify([policy, verdict.verdict, message, current, names ?? null]);
    const known = found.get(name);
    if (known === undefined) found.set(name, { verdict, who: [verdict.who] });
    else known.who.push(verdict.who);
  }
  return [...found.values()];
}

/** `policy few-full-access (policies.yaml:5): More people hold the role than the policy allows.` */
export function policyText({ verdict }: PolicyGroup): string {
  const { policy, message, exception } = verdict;
  const place = placeText(verdict.at);
  const over = verdict.verdict !== 'excepted' && exception !== undefined;
  const ended = over ? ` The exception ran out (${untilText(exception.until)}).` : '';
  return `policy ${policy}${place === undefined ? '' : ` (${place})`}: ${clipped(message, mostMessage)}${ended}`;
}

/** `ada, ben`, or `acme-connect: ada@acme.example, ben@acme.example` where the policy names people itself. */
export function whoText({ who, verdict: { names } }: PolicyGroup): string {
  const subjects = firstOf(who, mostNames);
  return names === undefined ? subjects : `${subjects}: ${firstOf(names, mostNames)}`;
}

/** `Warned by policy …: ada, ben`, `Excepted from policy … until …: ada. Why: …. Instead: ….` */
export function notedText(group: PolicyGroup): string {
  const { verdict } = group;
  const { exception } = verdict;
  if (verdict.verdict !== 'excepted' || exception === undefined) {
    return `Warning of ${policyText(group)} ${whoText(group)}`;
  }
  const { until, why, mitigation } = exception;
  const grounds = `Why: ${clipped(why, mostMessage)}. Instead: ${clipped(mitigation, mostMessage)}`;
  return `Excepted from ${policyText(group)} ${whoText(group)}, ${untilText(until)}. ${grounds}.`;
}

/** `Policies: 1 refused, 2 warnings, 1 excepted.` Undefined where they have nothing to say. */
export function policiesText(policies: readonly PolicyVerdict[] = []): string | undefined {
  const refused = policies.filter(stopsPlan).length;
  const excepted = policies.filter(({ verdict }) => verdict === 'excepted').length;
  const warnings = policies.length - refused - excepted;
  const parts: string[] = [];
  if (refused > 0) parts.push(`${number(refused)} refused`);
  if (warnings > 0) parts.push(counted(warnings, 'warning'));
  if (excepted > 0) parts.push(`${number(excepted)} excepted`);
  return parts.length === 0 ? undefined : `Policies: ${parts.join(', ')}.`;
}

/** The two ways on: no consent overrides a policy. */
export function policyWayOn(refused: readonly PolicyGroup[]): {
  readonly text: string;
  readonly lines: readonly string[];
} {
  const excusable = refused.find(({ verdict }) => verdict.verdict === 'refused');
  const change = 'Change the manifests, or what was given at the portal itself, so that the rule holds';
  if (excusable === undefined) return { text: `${change}; no consent overrides a policy.`, lines: [] };
  const { at, policy } = excusable.verdict;
  const where = at === undefined ? `the policy ${policy}` : `the policy ${policy} in ${at.file}`;
  return {
    text: `${change}; or add an exception to ${where}. No consent overrides a policy.`,
    lines: exceptionLines(excusable.who[0] ?? ''),
  };
}

/** The lines to add below `spec`, in YAML. */
function exceptionLines(who: string): string[] {
  const name = /^[A-Za-z0-9][\w@./-]*$/.test(who) ? who : safeJson(JSON.stringify(who));
  return [
    'exceptions:',
    `  - for: ${name}`,
    '    until: YYYY-MM-DD',
    '    why: why it is let pass',
    '    mitigation: what is done about the risk until then',
  ];
}

/** What stops the plan, with the people and the ways on. Empty where no policy does. */
export function policyRefusalLines(policies: readonly PolicyVerdict[] | undefined, columns: number): Line[] {
  const refused = refusedPolicies(policies);
  if (refused.length === 0) return [];
  const { text, lines } = policyWayOn(refused);
  const shown = refused.slice(0, mostGroups);
  const rest = refused.length - shown.length;
  return [
    ...shown.flatMap((group) => [
      ...fold(line(['Refused before the first write: ', 'bad'], policyText(group)), { columns, hang: 2 }),
      ...fold(line(whoText(group)), { columns, indent: 2, hang: 2 }),
    ]),
    ...(rest > 0 ? [line(`… and ${number(rest)} more`)] : []),
    ...fold(line(text), { columns, indent: 2, hang: 4 }),
    ...lines.map((one) => line(`    ${one}`)),
  ];
}

/** Warnings and exceptions, of many only the first. */
export function policyNoteLines(policies: readonly PolicyVerdict[] | undefined, columns: number): Line[] {
  const counts = policiesText(policies);
  if (counts === undefined) return [];
  const noted = notedPolicies(policies);
  const shown = noted.slice(0, mostGroups);
  const rest = noted.length - shown.length;
  return [
    ...fold(line(counts), { columns, hang: 2 }),
    ...shown.flatMap((group) => fold(line([notedText(group), 'care']), { columns, indent: 2, hang: 4 })),
    ...(rest > 0 ? [line(`  … and ${number(rest)} more`)] : []),
  ];
}

/** The same after something else, with an empty line between. */
export function policyEndLines(policies: readonly PolicyVerdict[] | undefined, columns: number): Line[] {
  const refusal = policyRefusalLines(policies, columns);
  return [...policyNoteLines(policies, columns), ...(refusal.length === 0 ? [] : [emptyLine, ...refusal])];
}
