import { expect, test } from 'vitest';
import type { PolicyVerdict } from '../../engine/model/policy.ts';
import { renderPlanMarkdown } from '../../engine/render/plan-markdown.ts';
import { renderPlanText } from '../../engine/render/plan-text.ts';
import { planExitCode } from '../../engine/cli/planning.ts';
import { invite, location, planOf } from '../support/plan-builders.ts';

const options = { columns: 100, colour: false, show: new Set<string>(), next: 'rollcall apply' };

function verdict(more: Partial<PolicyVerdict> = {}): PolicyVerdict {
  return {
    policy: 'few',
    severity: 'error',
    verdict: 'refused',
    subject: 'user',
    who: 'ada',
    message: 'Too many of them.',
    rule: 'false',
    at: location,
    ...more,
  };
}

const exception = { for: 'ben', until: '2027-01-01T00:00:00.000Z', why: 'a handover', mitigation: 'is watched' };

test('a refusal says which policy, whom, where, and the two ways on', () => {
  const plan = planOf({ changes: [invite('ada@acme.example')], policies: [verdict(), verdict({ who: 'ben' })] });
  const text = renderPlanText(plan, options);
  expect(text.slice(text.indexOf('Policies:'))).toBe(
    [
      'Policies: 2 refused.',
      '',
      'Refused before the first write: policy few (people/ben.yaml:4): Too many of them.',
      '  ada, ben',
      '  Change the manifests, or what was given at the portal itself, so that the rule holds; or add an',
      '    exception to the policy few in people/ben.yaml. No consent overrides a policy.',
      '    exceptions:',
      '      - for: ada',
      '        until: YYYY-MM-DD',
      '        why: why it is let pass',
      '        mitigation: what is done about the risk until then',
      '',
    ].join('\n'),
  );
  expect(text).not.toContain('rollcall apply');
  expect(planExitCode(plan, { detailed: false, ledger: { openIntents: [] } })).toBe(4);
});

test('whom a policy names stands behind what it looked at', () => {
  const who = (name: string, names: readonly string[]) => verdict({ subject: 'portal', who: name, names });
  const text = renderPlanText(planOf({ policies: [who('acme', ['ada', 'ben']), who('other', ['cy'])] }), options);
  expect(text).toContain('\n  acme: ada, ben\n');
  expect(text).toContain('\n  other: cy\n');
});

test('warnings and exceptions are counted and listed, and refuse nothing', () => {
  const policies = [
    verdict({ severity: 'warn', verdict: 'warned' }),
    verdict({ who: 'ben', verdict: 'excepted', exception }),
    verdict({ severity: 'warn', verdict: 'broken', who: 'cy', message: 'The rule cannot be evaluated: x.' }),
  ];
  const text = renderPlanText(planOf({ policies }), options);
  expect(text).toContain('Policies: 2 warnings, 1 excepted.');
  expect(text).toContain('Warning of policy few (people/ben.yaml:4): Too many of them. ada');
  expect(text.replace(/\s+/g, ' ')).toContain('until 2026-12-31 24:00 UTC. Why: a handover. Instead: is watched.');
  expect(planExitCode(planOf({ policies }), { detailed: false, ledger: { openIntents: [] } })).toBe(0);
});

test('an exception that ran out is named', () => {
  const over = { ...exception, until: '2026-11-01T00:00:00.000Z' };
  const text = renderPlanText(planOf({ policies: [verdict({ exception: over })] }), options);
  expect(text.replace(/\s+/g, ' ')).toContain('The exception ran out (until 2026-10-31 24:00 UTC).');
});

test('of many, ten are named and the rest is counted', () => {
  const policies = [
    ...Array.from({ length: 500 }, (_, index) => verdict({ who: `p${index}` })),
    ...Array.from({ length: 30 }, (_, index) => verdict({ policy: `other-${index}` })),
  ];
  const text = renderPlanText(planOf({ policies }), options);
  expect(text).toContain('… and 490 more');
  expect(text).toContain('… and 21 more');
  expect(text.split('\n').length).toBeLessThan(50);
  expect(renderPlanMarkdown(planOf({ policies })).length).toBeLessThan(6_000);
});

test('Markdown says the same, with the lines to add as YAML', () => {
  const policies = [
    verdict({ message: 'No <b>bold</b> @all' }),
    verdict({ who: 'ben', verdict: 'excepted', exception }),
  ];
  const text = renderPlanMarkdown(planOf({ policies }));
  expect(text).toContain('**Refused by a policy: apply stops before its first write**');
  expect(text).toContain('No `<b>bold</b>` `@all`');
  expect(text).toContain('```yaml\nexceptions:\n  - for: ada\n');
  expect(text).toContain('Policies: 1 refused, 1 excepted.');
});
