import type { ShippedParam, ShippedPolicy } from '../model/policy.ts';
import { shippedPolicies } from '../policy/shipped/index.ts';
import type { CliContext } from './context.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';

export interface PoliciesOptions {
  readonly format: 'text' | 'json';
}

/** Lists the policies that come with Rollcall, with what a document may say to them. */
export function runPolicies(options: PoliciesOptions, { screen }: CliContext): ExitCode {
  screen.out(options.format === 'json' ? `${JSON.stringify(shippedPolicies, null, 2)}\n` : textOf(shippedPolicies));
  return exitCodes.done;
}

function textOf(policies: readonly ShippedPolicy[]): string {
  return `${policies.map(policyText).join('\n')}\n${example}`;
}

function policyText({ name, summary, severity, each, where, rule, params }: ShippedPolicy): string {
  const lines = [
    `${name}  (${severity}, each ${each})`,
    `  ${summary}`,
    ...params.map(paramText),
    ...(where === undefined ? [] : [`  where: ${where}`]),
    `  rule:  ${rule}`,
  ];
  return `${lines.join('\n')}\n`;
}

const mostShown = 60;

function paramText({ name, text, default: value }: ShippedParam): string {
  if (value === undefined) return `  params.${name}: ${text}; must be given`;
  const shown = JSON.stringify(value);
  const said = shown.length > mostShown ? `${shown.slice(0, mostShown)} …` : shown;
  return `  params.${name}: ${text}; left out: ${said}`;
}

const example = `A document that uses one:
  apiVersion: rollcall/v1
  kind: Policy
  metadata: { name: few-owners }
  spec: { use: few-full-access, params: { most: 2 } }
`;
