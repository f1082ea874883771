import type { PolicyVerdict } from '../model/policy.ts';
import { markdownText } from './markdown-text.ts';
import {
  notedPolicies,
  notedText,
  type PolicyGroup,
  policiesText,
  policyText,
  policyWayOn,
  refusedPolicies,
  whoText,
} from './policy-text.ts';
import { number } from './words.ts';

const mostItems = 10;

/** What policies say, for a comment: first what stops the plan, then warnings and exceptions. Of many only the first. */
export function policyMarkdown(policies: readonly PolicyVerdict[] | undefined): string[] {
  return [...refusal(refusedPolicies(policies)), ...notes(policies)];
}

function refusal(refused: readonly PolicyGroup[]): string[] {
  if (refused.length === 0) return [];
  const { text, lines } = policyWayOn(refused);
  const yaml = lines.length === 0 ? [] : ['', '```yaml', ...lines.map((one) => one.replaceAll('`', "'")), '```'];
  return [
    '**Refused by a policy: apply stops before its first write**',
    '',
    ...items(refused, (group) => `${policyText(group)} ${whoText(group)}`),
    markdownText(text),
    ...yaml,
    '',
  ];
}

function notes(policies: readonly PolicyVerdict[] | undefined): string[] {
  const counts = policiesText(policies);
  if (counts === undefined) return [];
  return [markdownText(counts), '', ...items(notedPolicies(policies), notedText)];
}

function items(groups: readonly PolicyGroup[], textOf: (group: PolicyGroup) => string): string[] {
  const shown = groups.slice(0, mostItems).map((group) => `* ${markdownText(textOf(group))}`);
  const rest = groups.length - shown.length;
  if (rest > 0) shown.push(`* … and ${number(rest)} more`);
  return shown.length === 0 ? [] : [...shown, ''];
}
